"""Words of the mails to the desk: ids and what to do next, never a person's value."""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.terms.text import Text, text
from yakusoku.work.ports import Letter, UnableToStart

_BODIES: Mapping[str, tuple[Text, str]] = {
    "mail.rights.arrived": (
        text("A rights request arrived"),
        "triage",
    ),
    "mail.rights.searched": (
        text("A search has ended; the review can begin"),
        "review",
    ),
    "mail.rights.prepared": (
        text("An answer waits for a second person"),
        "approve",
    ),
    "mail.rights.built": (
        text("A letter is ready to be posted"),
        "dispatch",
    ),
    "mail.rights.stuck": (
        text("Work on a request ended without what it was for"),
        "show",
    ),
}


def compose(kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> Letter:
    """Return the mail for an intent of this room. :raises UnableToStart: for a kind it does not know"""
    if kind not in _BODIES:
        raise UnableToStart(text("no mail is called {kind}.", kind=kind), do=text("Upgrade this worker."))
    what, command = _BODIES[kind]
    return Letter(
        message_id=intent,
        subject=text("[Yakusoku] {what} ({about})", what=what, about=about),
        body=text(
            "{what}.\n\nRequest: {about}\nNext: yakusoku rights {command} {about}\n",
            what=what,
            about=about,
            command=command,
        ),
    )
