"""A home with the policy of JALUX, its door for programs, and a client that calls as programs do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from tests.operations.consent.conftest import copy_policies
from tests.operations.own_states import own
from yakusoku.staff.rules import Deed, Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]

AOKI = {"given": [{"identity": "email", "value": "mayumi.aoki@example.jp"}]}


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: Any
    raw: str


@dataclass
class Program:
    """A program that calls by HTTP, in process. `at` is the moment that the door reads from its clock."""

    home: Home
    manager: str
    at: datetime = NOW
    token: str = ""
    _calls: int = field(default=0)

    def call(self, path: str, body: object = None, *, key: str | None = None, **headers: str) -> Answer:
        """Call `path`; a deed gets an idempotency key of its own where none is given."""
        from django.test import Client

        self._calls += 1
        sent = {
            "Authorization": f"Bearer {self.token}" if self.token else "",
            "Idempotency-Key": key or f"call-{self._calls}",
            **headers,
        }
        client = Client(
            raise_request_exception=False, headers={k: v for k, v in sent.items() if v}, HTTP_HOST="localhost"
        )
        if body is None:
            got = client.get(path)
        else:
            words = body if isinstance(body, str | bytes) else json.dumps(body)
            got = client.post(path, words, content_type="application/json")
        raw = got.content.decode()
        return Answer(got.status_code, dict(got.headers), json.loads(raw) if raw else None, raw)

    def made(self, *deeds: Deed, purposes: tuple[str, ...] = ("*",), days: int = 30) -> str:
        """Make a key and send it from now on; return its id."""
        from yakusoku.staff.operations import make_key

        made = make_key(
            controller="jalux", owner=self.manager, deeds=deeds, purposes=purposes, days=days, by=self.manager,
            now=self.at,
        )  # fmt: skip
        self.token = made.token.reveal()
        return made.key.public_id

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.at += timedelta(**passed)


@pytest.fixture
def program(own: Home) -> Iterator[Program]:
    """A program with a key for every deed and purpose, against an open home on either kind of own state."""
    yield from programmed(own)


def programmed(own: Home) -> Iterator[Program]:
    """Give a program of a home."""
    from yakusoku.site.serving import application
    from yakusoku.staff.operations import add_member
    from yakusoku.web.api import ports

    copy_policies(own.folder)
    manager = add_member(
        controller="jalux", name=Personal("佐々木 恵"), roles=(Role.MANAGER,), by="operator", now=NOW
    ).public_id
    one = Program(own, manager)
    application(own, lambda: one.at)
    one.made(*Deed)
    yield one
    ports.wired().close()


@pytest.fixture
def entries(own: Home) -> Callable[[], list[tuple[str, str, str]]]:
    """Return tag, about and by of every entry so far."""

    def read() -> list[tuple[str, str, str]]:
        from yakusoku.ledger import queries

        own.settle(NOW)
        return [(one.tag, one.about, one.by) for one in queries.entries("jalux")]

    return read
