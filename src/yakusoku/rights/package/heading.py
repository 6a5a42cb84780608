"""The heads of letters as the templates place them: who writes, from which desk, to whom."""

from __future__ import annotations

from yakusoku.rights.answer import Addressee, Controller, Desk
from yakusoku.terms.bilingual import Bilingual, Language

View = dict[str, object]


def view(controller: Controller, desk: Desk, addressee: Addressee, language: Language) -> View:
    """Return sender, desk and addressee, said in `language`. Opens name and address."""
    return {
        "controller": {
            "name": controller.name.say(language),
            "address": _beside_name(controller, controller.address, language),
            "representative": _beside_name(controller, controller.representative, language),
        },
        "desk": {
            "name": desk.name.say(language),
            "phone": desk.phone,
            "hours": desk.hours.say(language),
            "address": desk.address.say(language),
            "postal_code": desk.postal_code or "",
            "email": desk.email or "",
        },
        "addressee": {
            "name": addressee.name.reveal(),
            "postal_code": addressee.postal_code.reveal(),
            "lines": list(addressee.address.reveal()),
        },
    }


def _beside_name(controller: Controller, part: Bilingual, language: Language) -> str:
    """Return a part of the sender; nothing where the text publishes none and the company's name stands for it."""
    return "" if part == controller.name else part.say(language)
