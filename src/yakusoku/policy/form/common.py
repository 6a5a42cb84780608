"""What every declaration of a policy shares: the clauses it keeps, and the words both sides use."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from yakusoku.terms.shape import Strict

ClauseId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,}-[A-Z0-9][A-Za-z0-9.]*$")]
Clauses = Annotated[tuple[ClauseId, ...], Field(min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
Channel = Literal["counter", "post", "telephone", "fax", "email", "portal", "member_site"]
Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9-]{5,18}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]


class Cited(Strict):
    """A declaration that keeps at least one clause of the published text."""

    clauses: Clauses
