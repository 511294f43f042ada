"""Document numbers (发文字号) such as 财预〔2020〕10号: found in running text, taken apart, and held against known law.

Imports: the standard library, ``rules.findings``, ``rules.regulations``. The list of known documents comes in as an
argument; ``jixiao.parameters.review`` builds it.
"""

from jixiao.rules.documentnumbers.number import CitedDocument, DocumentWords, find_documents
from jixiao.rules.documentnumbers.validity import KnownDocument, PlanPeriod, check_documents

__all__ = ["CitedDocument", "DocumentWords", "KnownDocument", "PlanPeriod", "check_documents", "find_documents"]
