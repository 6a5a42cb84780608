"""The guard that other programs make: `from yakusoku import Guard`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from yakusoku.decisions.queries import Question
from yakusoku.decisions.trees import Value
from yakusoku.gates import guard
from yakusoku.gates.guard import UnableToGuard
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_NAME = "name"


class Guard(guard.Guard):
    """
    Asks one company's policy before each use that this program makes; see `yakusoku.gates.guard.Guard`.

    ::

        with Guard("privacy-home", "jalpak", use="use_0123456789ABCDEF") as guard:
            ruling = guard.may("promotion", {"user.contact.email"}, Guard.facts("looked_up"), channel="email",
                               person={"email": address})
            if not ruling.allowed:
                print(ruling.why.say("en"), ruling.because.clause)

    Without `person` it has no database. With it, the register of the home is opened at the first question.
    """

    def __init__(self, home: str | Path, company: str, *, use: str) -> None:
        """Read the policy of `company` in `home`, by the clock of this machine."""
        super().__init__(home, company, use=use, now=lambda: datetime.now(UTC), knows=_Register(Path(home)))


class _Register:
    """What people chose, as the register of a home holds it; opened when it is first asked."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._opened_by = 0

    def __call__(
        self,
        company: str,
        person: Mapping[str, str],
        question: Question,
        facts: Mapping[str, Value],
        moment: datetime,
        /,
    ) -> Mapping[str, Value]:
        """Return what the caller knows together with what the person chose."""
        self._open()
        from yakusoku.consent.chosen import Row
        from yakusoku.consent.facts import chosen, together
        from yakusoku.consent.keys import Given

        given = tuple(Given(word, Personal(value)) for word, value in person.items() if word != _NAME)
        name = Personal(person[_NAME]) if person.get(_NAME) else None
        words = chosen(controller=company, row=Row(given, name), question=question, as_of=moment)
        return together(facts, words)

    def _open(self) -> None:
        """Open the home in this process, once. :raises UnableToGuard: if a framework of the caller is in the way"""
        if self._opened_by == os.getpid():
            return
        from django.conf import settings
        from django.db import connections

        if settings.configured and "yakusoku.consent" not in settings.INSTALLED_APPS:
            raise UnableToGuard(
                text("this program has a Django of its own, beside which the register cannot be opened."),
                do=text("Ask in a process of its own, or hand in what was chosen as facts."),
            )
        if self._opened_by:  # a connection that was opened before the fork is the other process's
            for one in connections.all(initialized_only=True):
                one.connection = None
        from yakusoku.site.home import open_home

        open_home(self._home)
        self._opened_by = os.getpid()
