"""Words of the mail to the desk about an endpoint."""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.terms.text import text
from yakusoku.work.ports import Letter, UnableToStart


def compose(kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> Letter:
    """Return the mail for an intent of this room. :raises UnableToStart: for a kind it does not know"""
    del arguments
    if kind != "mail.webhooks.disabled":
        raise UnableToStart(text("no mail is called {kind}.", kind=kind), do=text("Upgrade this worker."))
    what = text("A system takes no messages about stops; they are held")
    return Letter(
        message_id=intent,
        subject=text("[Yakusoku] {what} ({about})", what=what, about=about),
        body=text(
            "{what}.\n\nEndpoint: {about}\nWhat comes next: yakusoku webhooks deliveries {about}, "
            "then yakusoku webhooks enable {about}\n",
            what=what,
            about=about,
        ),
    )
