"""The tree of organisations as pages show it. Names are known to everybody who has signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.organisations.actions import PARENTS
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.queries import Asker, seeing
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import in_force
from jixiao.foundation.transitions import Refused


@dataclass(slots=True)
class Branch:
    """An organisation with those below it."""

    organisation: Organisation
    people: int | None = None  # accounts in use, for those who keep accounts
    below: list[Branch] = field(default_factory=list)
    first: bool = False  # shown open

    @property
    def kind_word(self) -> str:
        """The word of its kind."""
        return str(Kind(self.organisation.kind).label)


@dataclass(frozen=True, slots=True)
class Profile:
    """One organisation with everything its page shows."""

    organisation: Organisation
    kind_word: str
    above: list[Organisation]
    children: list[Organisation]
    people: list[Person]
    roles: int


def tree(asker: Asker, text: str = "") -> list[Branch]:
    """The roots with everything below; with a text, the organisations whose name or code has it, as a flat list."""
    counted = _counted(asker)
    found = [_branch(each, counted) for each in Organisation.objects.filter(_named(text))]
    if text:
        return found
    by_number = {each.organisation.pk: each for each in found}
    roots = []
    for each in found:
        above = by_number.get(each.organisation.parent_id or 0)
        (above.below if above else roots).append(each)
    order = {kind: place for place, kind in enumerate(Kind)}
    for each in found:
        each.below.sort(key=lambda b: order[Kind(b.organisation.kind)])  # stable: by name within a kind
    for root in roots:
        root.first = True
    return roots


def profile(asker: Asker, organisation_id: int) -> Profile:
    """One organisation: names for everybody, its people for whoever sees them."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise Refused("organisation.unknown", _("没有这个单位。"), status=404)
    steps = [int(step) for step in found.path.split(".") if step]
    family = Organisation.objects.filter(Q(pk__in=steps) | Q(parent=found))
    above = sorted((each for each in family if each.pk in steps[:-1]), key=lambda each: steps.index(each.pk))
    with seeing(asker):
        people = list(Person.objects.filter(owner=found, is_active=True)[:200])
        roles = RoleGrant.objects.filter(in_force(timezone.localdate()), owner=found).count()
    children = [each for each in family if each.parent_id == found.pk]
    return Profile(found, str(Kind(found.kind).label), above, children, people, roles)


def possible_parents(kind: str, own_path: str = "") -> Iterable[Organisation]:
    """Under which organisations one of this kind may stand, itself and its own left out."""
    found = Organisation.objects.filter(active=True, kind__in=PARENTS[kind])
    return found.exclude(path__startswith=own_path) if own_path else found


def possible_kinds(parent: Organisation) -> list[tuple[str, str]]:
    """What may stand under an organisation."""
    return [(kind.value, str(kind.label)) for kind in Kind if parent.active and parent.kind in PARENTS[kind]]


def _branch(organisation: Organisation, counted: dict[int, int] | None) -> Branch:
    return Branch(organisation, None if counted is None else counted.get(organisation.pk, 0))


def _counted(asker: Asker) -> dict[int, int] | None:
    if Role.SYSTEM_ADMINISTRATOR not in asker.roles:
        return None
    with seeing(asker):
        counts = Person.objects.filter(is_active=True).order_by().values_list("owner_id").annotate(Count("pk"))
        return dict(counts)


def _named(text: str) -> Q:
    said = text.strip()
    if not said:
        return Q()
    return (
        Q(name__icontains=said)
        | Q(short_name__icontains=said)
        | Q(credit_code__iexact=said)
        | Q(sort_key__startswith=said.lower())
    )
