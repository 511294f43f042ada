"""The tree of organisations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    """What an organisation is to the bureau that runs the installation."""

    BUREAU = "bureau", "财政局"
    DIVISION = "division", "处室"
    DEPARTMENT = "department", "预算部门"
    UNIT = "unit", "预算单位"
    AGENT_BANK = "agent_bank", "代理银行"
    SUPPLIER = "supplier", "供应商"
    EVALUATOR = "evaluator", "第三方机构"
    PUBLIC = "public", "社会公众"


class Organisation(models.Model):
    """One organisation. Its rows are its own: ``id`` is its owner. Names are known to everybody who signs in."""

    id = models.BigAutoField(primary_key=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    #: the numbers of the organisations from the root to this one: ``.1.7.23.``; a subtree is a prefix.
    path = models.TextField(blank=True)
    kind = models.TextField(choices=Kind.choices)
    name = models.TextField()
    short_name = models.TextField(blank=True)
    #: 统一社会信用代码; divisions have none.
    credit_code = models.CharField(max_length=18, null=True, blank=True, unique=True)
    #: pinyin, because the database sorts by code point.
    sort_key = models.TextField()
    active = models.BooleanField(default=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "organisation"
        ordering = ("sort_key", "id")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.BUREAU, parent__isnull=True) | ~Q(kind=Kind.BUREAU, parent__isnull=False),
                name="organisation_bureau_is_root",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name"),
            models.CheckConstraint(
                condition=Q(credit_code__isnull=True) | Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="organisation_credit_code_shape",
            ),
            models.UniqueConstraint(fields=("parent", "name"), name="organisation_name_once_among_siblings"),
        )
        indexes = (models.Index(fields=("path",), name="organisation_path", opclasses=("text_pattern_ops",)),)

    def __str__(self) -> str:
        return self.name
