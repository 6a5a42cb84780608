"""Refusals of a deed: what was asked, what was wrong, what to do. They carry ids and never a person's values."""

from __future__ import annotations

from yakusoku.terms.text import Text, text


class UnableTo(Exception):
    """
    A deed that could not be done, written for the person who will read it.

    Each room derives its own family (`UnableToReceive`, …) beside the operation that raises it.
    """

    asked: Text = text("do this")

    def __init__(self, wrong: Text, *, do: Text, asked: Text | None = None) -> None:
        """Say what was `wrong` and what to `do`; `asked` defaults to the family's own words."""
        self.wrong = wrong
        self.do = do
        self.asked = asked or type(self).asked
        super().__init__(self.say("en"))

    def say(self, language: str = "en") -> str:
        """Return the whole refusal in `language`."""
        whole = text("Unable to {asked}: {wrong} {do}", asked=self.asked, wrong=self.wrong, do=self.do)
        return whole.say(language)
