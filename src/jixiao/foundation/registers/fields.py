"""Fields that say more of a column than its type."""

from __future__ import annotations

from django.db import models


class PersonalText(models.TextField):  # type: ignore[type-arg]
    """A text about a person (a name): never repeated in the messages of an import; hide it where it is published."""

    is_personal = True
