"""Failed sign-ins from one address, counted over all names; too many of them, and the address has to wait.

The lock of an account stops whoever tries many passwords on one name; this stops whoever tries one password on many
names. What comes while an address waits is neither checked nor written down: that it waits is the event.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.events import note
from jixiao.foundation.people.models import SignInAddress
from jixiao.foundation.people.sessions import Origin
from jixiao.foundation.transitions import Refused
from jixiao.parameters.security import SecurityRules

#: Inside it one browser changes its IPv6 address at will.
_IPV6_PREFIX = 64


def readable(text: str) -> str | None:
    """The address that a header or the connection names, in its shortest form; None for what is no address."""
    try:
        address = ipaddress.ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def network_of(address: str) -> str:
    """What is counted together: the IPv4 address itself, the /64 network of an IPv6 address."""
    if ipaddress.ip_address(address).version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/{_IPV6_PREFIX}", strict=False))


def must_be_open(origin: Origin, now: datetime) -> None:
    """Raises :class:`Refused` (429) while the address has to wait. The caller acts as a system actor."""
    if origin.address is None:
        return
    waiting = SignInAddress.objects.filter(network=network_of(origin.address), closed_until__gt=now).first()
    if waiting is not None and waiting.closed_until is not None:
        until = timezone.localtime(waiting.closed_until)
        raise Refused(
            "sign_in.address_closed",
            _("从这个网络地址登录失败的次数太多，%(until)s 以前不能再从这里登录。请届时重试；急需时请联系系统管理员。")
            % {"until": f"{until:%H:%M:%S}"},
            status=429,
        )


def count_failure(origin: Origin, rules: SecurityRules, now: datetime) -> None:
    """One more failure from the address. The caller acts as a system actor and takes no lock afterwards.

    An unknown address (behind a proxy that does not name it) is not counted: everybody would wait for one.
    """
    bureau = Organisation.objects.filter(parent=None).first()
    if origin.address is None or bureau is None:
        return
    network = network_of(origin.address)
    SignInAddress.objects.get_or_create(
        network=network, defaults={"owner": bureau, "counted_from": now, "happened_at": now}
    )
    counted = SignInAddress.objects.select_for_update(of=("self",)).get(network=network)
    if now - counted.counted_from > rules.address_window:
        counted.failures, counted.counted_from = 0, now
    counted.failures += 1
    if counted.failures >= rules.address_failures_max:
        note(
            "sign-in.address-closed", None, address=network, failures=counted.failures, until=now + rules.address_pause
        )
        counted.failures, counted.counted_from, counted.closed_until = 0, now, now + rules.address_pause
    counted.save(update_fields=["failures", "counted_from", "closed_until"])
