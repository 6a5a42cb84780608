"""Roles, and which of them one member cannot hold together."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from yakusoku.terms.text import Text, text


class Role(StrEnum):
    """What a member may do. The order is the one in which roles are shown."""

    DESK = "desk"
    APPROVER = "approver"
    MANAGER = "manager"
    AUDITOR = "auditor"
    OPERATOR = "operator"

    @property
    def says(self) -> Text:
        """Return the role in words."""
        return {
            Role.DESK: text("privacy desk"),
            Role.APPROVER: text("approver"),
            Role.MANAGER: text("personal information protection manager"),
            Role.AUDITOR: text("personal information protection auditor"),
            Role.OPERATOR: text("operator"),
        }[self]


def ordered(roles: Collection[Role]) -> tuple[Role, ...]:
    """Return each role once, in the order in which roles are shown."""
    return tuple(role for role in Role if role in set(roles))


def conflict(roles: Collection[Role]) -> tuple[Role, Role] | None:
    """
    Return two roles that one member cannot hold together, or None.

    JIS Q 15001 asks for an auditor who is not the manager: nobody audits what they themselves answer for.
    """
    both = (Role.MANAGER, Role.AUDITOR)
    return both if set(both) <= set(roles) else None
