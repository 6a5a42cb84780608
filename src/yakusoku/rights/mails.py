"""Words of the mails to the desk: ids and what to do next, never a person's value."""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.terms.text import Text, text
from yakusoku.work.ports import Letter, UnableToStart

_WORDS: Mapping[str, Text] = {
    "mail.rights.arrived": text("A rights request arrived"),
    "mail.rights.searched": text("A search has ended; the review can begin"),
    "mail.rights.prepared": text("An answer waits for a second person"),
    "mail.rights.built": text("A letter is ready to be posted"),
    "mail.rights.stale": text("Rows changed after the review; a request is under review again"),
    "mail.rights.erased_again": text("Rows came back after an erasure; they were erased again"),
    "mail.rights.by_hand_soon": text("Something that people search or do by hand is due soon"),
    "mail.rights.by_hand_late": text("Something that people search or do by hand is late"),
    "mail.rights.misdelivered": text(
        "Something about a request reached somebody else; judge whether it is reported"
    ),
    "mail.rights.searching_waits": text("A store does not answer a search; it is asked again"),
    "mail.rights.waiting": text("A store does not answer before an approved change; it is asked again"),
    "mail.stores.waiting": text("A store does not answer in the middle of a change; it is asked again"),
    "mail.rights.stuck": text("Work on a request ended without what it was for"),
}


def compose(kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> Letter:
    """Return the mail for an intent of this room. :raises UnableToStart: for a kind it does not know"""
    del arguments
    if kind not in _WORDS:
        raise UnableToStart(text("no mail is called {kind}.", kind=kind), do=text("Upgrade this worker."))
    what = _WORDS[kind]
    return Letter(
        message_id=intent,
        subject=text("[Yakusoku] {what} ({about})", what=what, about=about),
        body=text(
            "{what}.\n\nRequest: {about}\nWhat comes next: yakusoku rights show {about}\n",
            what=what,
            about=about,
        ),
    )
