"""What every declaration of a policy shares: the clauses it keeps, and the words both sides use."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import Text, text


def _formed(pattern: str, says: Text, do: Text) -> Callable[[str], str]:
    """Return a check that tells a form by an example, never by its pattern."""
    form = re.compile(pattern)

    def check(value: str) -> str:
        if not form.fullmatch(value):
            raise Wrong(says, do, kind="wrong-form")
        return value

    return check


_CLAUSE = _formed(
    r"[A-Z]{2,}-[A-Z0-9][A-Za-z0-9.]*",
    text("A clause id is expected here."),
    text("Write the prefix of the text, a hyphen and the number, such as JC-D1.2."),
)
_NAME = _formed(
    r"[a-z][a-z0-9_-]*",
    text("A short name is expected here."),
    text("Use small letters, digits and hyphens, such as customer-center."),
)
_TELEPHONE = _formed(
    r"\+?[0-9][0-9-]{5,18}",
    text("A telephone number is expected here."),
    text("Write digits and hyphens, such as 0120-999-000."),
)
_EMAIL = _formed(
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}",
    text("An e-mail address is expected here."),
    text("Write it as it is published, such as desk@example.co.jp."),
)
_URL = _formed(
    r"https?://\S+",
    text("An address on the web is expected here."),
    text("Begin with https:// or http://."),
)
_PREFIX = _formed(
    r"[A-Z]{2,}",
    text("Capital letters are expected here."),
    text("Write the letters with which the clause ids of this text begin, such as JC."),
)

ClauseId = Annotated[str, AfterValidator(_CLAUSE)]
Clauses = Annotated[tuple[ClauseId, ...], Field(min_length=1)]
Name = Annotated[str, AfterValidator(_NAME)]
Prefix = Annotated[str, AfterValidator(_PREFIX)]
Channel = Literal["counter", "post", "telephone", "fax", "email", "portal", "member_site"]
Telephone = Annotated[str, AfterValidator(_TELEPHONE)]
Email = Annotated[str, AfterValidator(_EMAIL)]
Url = Annotated[str, AfterValidator(_URL)]


class Cited(Strict):
    """A declaration that keeps at least one clause of the published text."""

    clauses: Clauses
