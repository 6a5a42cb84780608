"""Where messages may go, and when they are tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.webhooks.rules import is_reachable, retry_after, target

HOSTS = {"hooks.example.jp", "other.example.jp:8443"}
INNER = {"127.0.0.1", "mail.internal", "::1", "10.1.2.3"}


@pytest.mark.parametrize(
    "url",
    ["https://hooks.example.jp/x", "https://hooks.example.jp:443/", "https://other.example.jp:8443/a?b=c",
     "http://127.0.0.1:9000/", "http://[::1]:9000/", "https://mail.internal:8080/x", "https://HOOKS.example.jp/"],
)  # fmt: skip
def test_a_message_may_go_to_what_the_configuration_names(url: str) -> None:
    assert target(url, hosts=HOSTS, inner_hosts=INNER) is not None


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example.jp/", "https://hooks.example.jp:8443/", "https://evil.example/",
     "https://hooks.example.jp@evil.example/",
     "https://user:word@hooks.example.jp/", "https://hooks.example.jp.evil.example/", "http://mail.internal/",
     "http://10.1.2.3/",
     "ftp://127.0.0.1/", "file:///etc/passwd", "https://", "",
     "//hooks.example.jp/", "https://hooks.example.jp/\r\nX: y",
     "https://hooks.example.jp/ x", "https://hooks.example.jp:0/",
     "https://hooks.example.jp:99999/", "https://[::1", "http://127.0.0.2/",
     "https://hooks.example.jp/#part", "http://localhost/"],
)  # fmt: skip
def test_and_nowhere_else(url: str) -> None:
    assert target(url, hosts=HOSTS, inner_hosts=INNER) is None


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "::", "::1", "fe80::1", "fc00::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "100.64.0.1", "224.0.0.1"],
)  # fmt: skip
def test_a_public_host_is_sent_to_at_a_public_address_alone(address: str) -> None:
    assert not is_reachable(address, inner=False)


def test_public_addresses_are_reachable_and_inner_hosts_may_be_private() -> None:
    assert is_reachable("8.8.8.8", inner=False)
    assert is_reachable("10.0.0.1", inner=True)


@given(attempts=st.integers(1, 60), drawn=st.binary(min_size=2, max_size=2), days=st.floats(0, 30))
def test_a_pause_is_bounded_and_never_nothing(attempts: int, drawn: bytes, days: float) -> None:
    pause = retry_after(attempts, drawn, failing=timedelta(days=days))

    assert timedelta(seconds=2.4) < pause <= timedelta(hours=12)
    assert pause <= retry_after(attempts + 1, b"\0\0", failing=timedelta(days=days))
