"""Who may do what with a version, answered with a reason.

Roles come first, then the separation of duties, then the state: a person without the role is told so, not that the form
is in the wrong state. The database holds the separation of duties once more (migrations 0002 and 0004).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.people.models import Person
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.people.scope import HeldRole
from jixiao.foundation.transitions import Refused, Transition
from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes.models import FormVersion, VersionWriter
from jixiao.systems.programmes.states import APPROVED, DECLARED, DEPARTMENT_PASSED, OPEN, VERSION


@dataclass(frozen=True, slots=True)
class Asker:
    """A person with the roles in force today, own and as somebody's deputy."""

    person: Person
    held: frozenset[HeldRole]
    today: date


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes, in this role."""

    held: HeldRole

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refusal:
    """No, and why; ``status`` is what a page answers."""

    code: str
    message: str
    status: int = 403

    def __bool__(self) -> bool:
        return False

    def raised(self) -> Refused:
        """The refusal as the exception of an action."""
        return Refused(self.code, self.message, status=self.status)


Answer = Allowed | Refusal


@dataclass(frozen=True, slots=True)
class Chain:
    """An organisation with those above it that matter for its forms."""

    owner: Organisation
    #: from the owner up to the department that answers for it, by number.
    responsible: frozenset[int]
    #: that department: for a division of the bureau the bureau itself.
    department: Organisation
    #: the bureau at the root, by number.
    bureau: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about a version beside its state."""

    chain: Chain
    writers: frozenset[int]
    #: who passed the version at which stage: verb → people.
    passed_by: dict[str, frozenset[int]]

    @property
    def department(self) -> str:
        """The full name of the department that answers for the form, as forms print it."""
        return self.chain.department.name


#: Verbs of the state table and the others, with the role that may. Verbs of review depend on the stage, see below.
_ROLE_OF = {
    "save": Role.DRAFTER,
    "declare": Role.DRAFTER,
    "withdraw": Role.DRAFTER,
    "discard": Role.DRAFTER,
    "restore": Role.DRAFTER,
    "change": Role.DRAFTER,
    "pass_by_department": Role.DEPARTMENT_REVIEWER,
    "pass_by_finance": Role.FINANCE_REVIEWER,
    "approve": Role.APPROVER,
}
_BY_STAGE = frozenset({"amend", "return", "block", "review"})
_STAGE_ROLE = {DECLARED: Role.DEPARTMENT_REVIEWER, DEPARTMENT_PASSED: Role.FINANCE_REVIEWER}
_STAGE_OF_PASS = {"pass_by_department": DECLARED, "pass_by_finance": DEPARTMENT_PASSED}
#: Verbs outside the state table, and the states in which they may be done.
_OTHER = {
    "save": (OPEN, "修改"),
    "change": (frozenset({APPROVED}), "变更"),
    "review": (frozenset(_STAGE_ROLE), "审核"),
}
_JUDGING = frozenset({"amend", "return", "block", "review", "pass_by_department", "pass_by_finance", "approve"})


def can(asker: Asker, verb: str, version: FormVersion, facts: Facts | None = None) -> Answer:
    """Whether the asker may do the verb with the version now. One to three queries unless ``facts`` are given."""
    facts = facts or facts_of(version)
    role = role_of(verb, version.state)
    if role is None:
        return _not_now(verb, version)
    fitting = [held for held in asker.held if held.role is role and _reaches(held, facts)]
    if not fitting:
        return _no_role(asker, role, facts)
    if verb not in _JUDGING:
        separate = fitting
    else:
        separate = [held for held in fitting if not _people(asker, held) & facts.writers]
        if not separate:
            return Refusal("duty.own_form", _("自己编制、修改或申报的目标表，不能由自己审核或批复，代理他人时也不能。"))
        separate = [held for held in separate if not _judged_before(asker, held, verb, version.state, facts)]
        if not separate:
            return Refusal("duty.judged_before", _("同一个人不能在部门审核、财政审核和批复中经办两个环节。"))
    if not _in_state(verb, version.state):
        return _not_now(verb, version)
    return Allowed(min(separate, key=lambda held: held.for_person is not None))


def may(asker: Asker, verb: str, version: FormVersion, facts: Facts | None = None) -> HeldRole:
    """The role in which the asker does the verb. Raises :class:`Refused` with the policy's reason."""
    answer = can(asker, verb, version, facts)
    if isinstance(answer, Refusal):
        raise answer.raised()
    return answer.held


def verbs_for(asker: Asker, version: FormVersion, facts: Facts | None = None) -> list[tuple[Transition, Answer]]:
    """The verbs of the version's state with the answer for this asker: the buttons of a page."""
    facts = facts or facts_of(version)
    return [
        (transition, can(asker, transition.verb, version, facts))
        for transition in VERSION.verbs_from(version.state)
        if transition.verb in _ROLE_OF or transition.verb in _BY_STAGE
        if _in_state(transition.verb, version.state)
    ]


def can_draft_at(asker: Asker, owner: Organisation) -> Answer:
    """Whether the asker may begin a programme or a form of this organisation."""
    for held in sorted(asker.held, key=lambda held: held.for_person is not None):
        if held.role is Role.DRAFTER and held.organisation == owner.pk:
            return Allowed(held)
    return Refusal("role.missing", _("需要在“%(unit)s”担任编制人。") % {"unit": owner.name})


def role_of(verb: str, state: str) -> Role | None:
    """The role that does the verb; for amending, returning and blocking it is the reviewer of the state's stage."""
    return _STAGE_ROLE.get(state) if verb in _BY_STAGE else _ROLE_OF.get(verb)


def facts_of(version: FormVersion) -> Facts:
    """Owner, writers and former judges of a version, in three queries."""
    chain = chain_of(version.owner)
    writers = set(VersionWriter.objects.filter(version=version).values_list("person_id", flat=True))
    if version.drafted_by_id is not None:
        writers.add(version.drafted_by_id)
    passed: dict[str, set[int]] = {}
    steps = Step.objects.filter(subject=VERSION.subject, subject_id=version.pk)
    for verb, person, deputy_of in steps.values_list("verb", "person_id", "deputy_of_id"):
        people = {number for number in (person, deputy_of) if number is not None}
        if verb == "declare":
            writers |= people
            passed.clear()  # a form that came back is judged anew
        elif verb in _STAGE_OF_PASS:
            passed[verb] = people
    frozen = {verb: frozenset(people) for verb, people in passed.items()}
    return Facts(chain, writers=frozenset(writers), passed_by=frozen)


def chain_of(owner: Organisation) -> Chain:
    """Who answers for the forms of an organisation. One query."""
    numbers = [int(part) for part in owner.path.split(".") if part]
    known = {each.pk: each for each in Organisation.objects.filter(pk__in=numbers)}
    responsible: list[Organisation] = []
    for number in reversed(numbers):
        responsible.append(known[number])
        if known[number].kind in (Kind.DEPARTMENT, Kind.BUREAU):
            break
    return Chain(owner, frozenset(each.pk for each in responsible), responsible[-1], numbers[0])


def _reaches(held: HeldRole, facts: Facts) -> bool:
    if held.role is Role.DRAFTER:
        return held.organisation == facts.chain.owner.pk
    if held.role is Role.DEPARTMENT_REVIEWER:
        return held.organisation in facts.chain.responsible
    return held.organisation == facts.chain.bureau


def _people(asker: Asker, held: HeldRole) -> set[int]:
    return {number for number in (asker.person.pk, held.for_person) if number is not None}


def _judged_before(asker: Asker, held: HeldRole, verb: str, state: str, facts: Facts) -> bool:
    """Whether the asker, or the person stood in for, has passed the version at another stage."""
    stage = _STAGE_OF_PASS.get(verb, state if verb in _BY_STAGE else "")
    others = [people for passed, people in facts.passed_by.items() if _STAGE_OF_PASS[passed] != stage]
    return any(_people(asker, held) & people for people in others)


def _in_state(verb: str, state: str) -> bool:
    if verb in _OTHER:
        return state in _OTHER[verb][0]
    return state in VERSION.transitions[verb].sources


def _no_role(asker: Asker, role: Role, facts: Facts) -> Refusal:
    word = RULES[role].name
    if any(held.role is role for held in asker.held):
        return Refusal(
            "role.elsewhere", _("您担任的%(role)s不管“%(unit)s”。") % {"role": word, "unit": facts.chain.owner.name}
        )
    return Refusal("role.missing", _("这一步由%(role)s办理，您没有担任。") % {"role": word})


def _not_now(verb: str, version: FormVersion) -> Refusal:
    sources: Iterable[str]
    if verb in _OTHER:
        sources, word = _OTHER[verb]
    else:
        sources, word = VERSION.transitions[verb].sources, VERSION.transitions[verb].word
    allowed = "、".join(VERSION.word(state) for state in VERSION.states if state in sources)
    message = _("“%(state)s”时不能%(verb)s；只有“%(allowed)s”时可以。")
    words = {"state": VERSION.word(version.state), "verb": word, "allowed": allowed}
    return Refusal("state.not_now", message % words, 409)
