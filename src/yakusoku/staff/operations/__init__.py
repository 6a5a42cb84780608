"""The deeds of those who act: members and their roles, keys of programs, and answers that are given once."""

from __future__ import annotations

from yakusoku.staff.operations.answers import (
    Answered,
    UnableToRepeat,
    forget_answers,
    once,
)
from yakusoku.staff.operations.keys import (
    MadeKey,
    UnableToMakeKey,
    UnableToRevokeKey,
    make_key,
    revoke_key,
)
from yakusoku.staff.operations.members import (
    UnableToRegister,
    add_member,
    change_roles,
    retire,
)

__all__ = [
    "Answered", "MadeKey", "UnableToMakeKey", "UnableToRegister", "UnableToRepeat", "UnableToRevokeKey", "add_member",
    "change_roles", "forget_answers", "make_key", "once", "retire", "revoke_key",
]  # fmt: skip
