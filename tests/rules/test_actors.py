"""Who is one and who is another, where strangers are counted."""

from __future__ import annotations

import pytest

from clinic_suite.kernel.actor import Actor, Role, place_of


@pytest.mark.parametrize(
    ("ip", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:0:7:aa::1", "2001:db8:0:7::/64"),
        ("2001:DB8:0:7:ffff:ffff:ffff:ffff", "2001:db8:0:7::/64"),
        ("2001:db8:0:8::1", "2001:db8:0:8::/64"),
        ("::1", "::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        # An IPv4 address as a socket of both kinds tells it.
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.8", "203.0.113.8"),
        ("", ""),
        ("not:an:address", "not:an:address"),
    ],
)
def test_a_place_is_what_one_subscriber_was_given(ip: str, place: str) -> None:
    assert place_of(ip) == place
    assert Actor(role=Role.ANONYMOUS, ip=ip).place == place
