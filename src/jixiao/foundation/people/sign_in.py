"""The only way in: name and password, then the second factor.

A refusal says the same whatever was wrong, and takes as long: nobody learns from it whether a name exists, whether an
account is locked, or whether a password was right.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.people import addresses, passwords, second_factor
from jixiao.foundation.people.events import note, on_the_word_of
from jixiao.foundation.people.models import Person, SignInSession
from jixiao.foundation.people.sessions import Origin, end_all, open_session, open_sessions
from jixiao.foundation.transitions import Refused
from jixiao.parameters.security import SecurityRules, security_rules

_ACTOR = system_actor("sign-in")


def rules_of(now: datetime) -> SecurityRules:
    """The rules in force on the local day of ``now``."""
    return security_rules(timezone.localdate(now))


def refusal(now: datetime) -> Refused:
    """The one answer to every failed sign-in."""
    rules = rules_of(now)
    return Refused(
        "sign_in.refused",
        _("用户名或密码不正确，或者账号已停用、已锁定。连续 %(failures)d 次失败后锁定 %(minutes)d 分钟。")
        % {"failures": rules.failures_max, "minutes": rules.lock.seconds // 60},
        status=403,
    )


def enter(
    username: str, password: str, new_session_key: Callable[[], str], origin: Origin, now: datetime
) -> SignInSession:
    """A session under a key of its own, for whoever knows the name and its password; else the one :func:`refusal`.

    Raises :class:`Refused` with ``sign_in.address_closed`` where too many sign-ins failed from the same address.
    """
    with acting_as(_ACTOR):
        addresses.must_be_open(origin, now)
        person = Person.objects.select_for_update(of=("self",)).filter(username=username.strip()).first()
        opened = None
        if _is_admitted(person, password, origin, now):
            assert person is not None
            with acting_as(on_the_word_of(person, "sign-in")):
                opened = open_session(person, new_session_key(), origin, now)
        else:
            addresses.count_failure(origin, rules_of(now), now)
    if opened is None:  # outside the transaction: the count of failures stays
        raise refusal(now)
    return opened


def _is_admitted(person: Person | None, password: str, origin: Origin, now: datetime) -> bool:
    if person is None:
        make_password(password)  # as much work as for a name that exists
        note("sign-in.failure", None, why="unknown name", address=origin.address)
        return False
    right = person.check_password(password)
    if not person.is_active or _is_locked(person, now):
        note("sign-in.failure", person, why="locked", address=origin.address)
        return False
    if not right:
        _count_failure(person, "password", origin, now)
        return False
    if not person.second_factor_secret and person.failed_sign_ins:
        person.failed_sign_ins = 0
        person.save(update_fields=["failed_sign_ins"])
    return True


def _is_locked(person: Person, now: datetime) -> bool:
    return person.locked_until is not None and person.locked_until > now


def _count_failure(person: Person, why: str, origin: Origin, now: datetime) -> None:
    rules = rules_of(now)
    person.failed_sign_ins += 1
    note("sign-in.failure", person, why=why, count=person.failed_sign_ins, address=origin.address)
    if person.failed_sign_ins >= rules.failures_max:
        person.failed_sign_ins = 0
        person.locked_until = now + rules.lock
        note("sign-in.lock", person, until=person.locked_until, address=origin.address)
    person.save(update_fields=["failed_sign_ins", "locked_until"])


def confirm_code(session: SignInSession, code: str, origin: Origin, now: datetime) -> None:
    """The second factor of a session. A wrong or used code counts as a failed sign-in; a lock ends the session."""
    with acting_as(_ACTOR):
        addresses.must_be_open(origin, now)
        person = Person.objects.select_for_update(of=("self",)).get(pk=session.person_id)
        if not second_factor.opens(person):
            raise Refused(
                "second_factor.key_differs",
                _("打不开您的第二因素，可能是恢复备份时没有带上密钥。请联系系统管理员在服务器上运行 jixiao doctor。"),
            )
        fits = not _is_locked(person, now) and second_factor.accepts(person, code, now)
        if fits:
            person.failed_sign_ins = 0
            person.save(update_fields=["failed_sign_ins", "second_factor_last_step"])
            SignInSession.objects.filter(pk=session.pk).update(second_factor=True)
            with acting_as(on_the_word_of(person, "sign-in")):
                note("sign-in.second-factor", person, session=session.pk)
        else:
            _count_failure(person, "second factor", origin, now)
            if _is_locked(person, now):
                end_all(open_sessions(person).filter(pk=session.pk), _("连续失败锁定"), now)
            addresses.count_failure(origin, rules_of(now), now)
    if not fits:
        raise Refused("sign_in.code_refused", _("验证码不正确，或已经用过。请等下一个验证码。"), status=403)


def change_password(session: SignInSession, current: str, new: str, again: str, origin: Origin, now: datetime) -> None:
    """A password of one's own; ends all other sessions of the person."""
    with acting_as(on_the_word_of(session.person, "sign-in")):
        person = Person.objects.select_for_update(of=("self",)).get(pk=session.person_id)
        knows = not _is_locked(person, now) and person.check_password(current)
        if knows:
            wrong = passwords.faults(new, person, rules_of(now))
            if new != again:
                wrong.append(_("两次输入的新密码不一致。"))
            if not wrong:
                _store_password(person, new, session, now)
        else:
            _count_failure(person, "password change", origin, now)
            if _is_locked(person, now):
                end_all(open_sessions(person).filter(pk=session.pk), _("连续失败锁定"), now)
    if not knows:
        raise Refused("password.current_wrong", _("现在的密码不正确。"), status=422)
    if wrong:
        raise Refused("password.too_weak", "".join(wrong), status=422)


def _store_password(person: Person, new: str, session: SignInSession, now: datetime) -> None:
    passwords.remember(person, rules_of(now), now)
    person.set_password(new)
    person.password_changed_at = now
    person.must_change_password = False
    person.failed_sign_ins = 0
    person.save(update_fields=["password", "password_changed_at", "must_change_password", "failed_sign_ins"])
    end_all(open_sessions(person).exclude(pk=session.pk), _("密码已修改"), now)
    note("password.changed", person)


def enrol(session: SignInSession, secret: str, code: str, now: datetime) -> None:
    """A second factor, proven by a code of it."""
    step = second_factor.step_of(secret, code, now)
    if step is None:
        raise Refused("second_factor.code_wrong", _("验证码不正确。请核对手机时间后再试。"), status=422)
    with acting_as(on_the_word_of(session.person, "sign-in")):
        person = Person.objects.select_for_update(of=("self",)).get(pk=session.person_id)
        if person.second_factor_secret:
            raise Refused("second_factor.present", _("已经设置了第二因素；更换须先由安全管理员重置。"))
        second_factor.store(person, secret)
        person.second_factor_last_step = step
        person.save(update_fields=["second_factor_secret", "second_factor_last_step"])
        SignInSession.objects.filter(pk=session.pk).update(second_factor=True)
        note("second-factor.set-up", person)
