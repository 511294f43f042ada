"""Files into sheets, one module per format; the format is recognised by content, not by the name's extension.

May import ``sheets``, ``parameters`` and ``rules``. :func:`read_document` never raises: a file that cannot be read
gives a document without sheets and one error finding.
"""

from jixiao.documents.readers.intake import file_content, opening_finding, read_document
from jixiao.documents.readers.limits import DEFAULT_LIMITS, Limits

__all__ = ["DEFAULT_LIMITS", "Limits", "file_content", "opening_finding", "read_document"]
