"""Who may look into registers."""

from __future__ import annotations

from collections.abc import Set

from django.utils.translation import gettext as _

from jixiao.foundation.people.roles import ADMINISTRATORS, Role
from jixiao.foundation.transitions import Refused


def must_read(roles: Set[Role]) -> None:
    """Raises :class:`Refused` (403) for administrators and the public: records are business."""
    if not roles - ADMINISTRATORS - {Role.PUBLIC}:
        raise Refused("role.no_business", _("您的角色不办理也不查看业务。"), status=403)
