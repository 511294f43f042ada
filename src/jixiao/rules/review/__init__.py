"""The check of a target form (绩效目标审核): one form, and the forms of one bureau beside each other.

Imports: the standard library, ``rules.findings``, ``rules.forms``, ``rules.values``, ``rules.regulations``,
``rules.documentnumbers``, ``rules.promises``, ``rules.scoring`` (bands). Word lists, frameworks and thresholds come in
as :class:`ReviewParameters`; ``jixiao.parameters.review`` builds them. Checks return findings and never raise.
"""

from jixiao.rules.review.bureau import check_bureau
from jixiao.rules.review.check import check_target_form, framework_of, review_of
from jixiao.rules.review.parameters import ReviewParameters
from jixiao.rules.review.rewording import suggest
from jixiao.rules.review.sixteen import ReviewAnswer
from jixiao.rules.review.targets import measurable

__all__ = [
    "ReviewAnswer",
    "ReviewParameters",
    "check_bureau",
    "check_target_form",
    "framework_of",
    "measurable",
    "review_of",
    "suggest",
]
