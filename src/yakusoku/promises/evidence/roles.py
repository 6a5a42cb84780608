"""Roles: held by somebody who is in the register of staff, and appointed in writing."""

from __future__ import annotations

from yakusoku.promises.evidence.inspections import looked
from yakusoku.promises.evidence.parts import Asked, Evidence, broken, kept, missing
from yakusoku.staff import tags
from yakusoku.staff.rules import Role
from yakusoku.terms.text import text


def held(asked: Asked) -> tuple[Evidence, ...]:
    """Somebody holds `role` today; somebody who held it and retired without a successor speaks against it."""
    code = asked.fixed("role")
    writing = looked(asked)
    if code not in {role.value for role in Role}:
        return missing(text("The register of staff has no role {role}.", role=code)), writing
    role = Role(code)
    holders = [member for member in asked.records.members if role in member.roles]
    active = [member for member in holders if member.active]
    if active:
        last = active[-1]
        entries = asked.records.entries(last.public_id, tags.ADDED, tags.ROLES_CHANGED)
        says = text("Members who hold the role {role} today: {count}.", role=role.says, count=len(active))
        return kept(says, newest=asked.now, count=len(active), entries=entries), writing
    if holders:
        says = text("Nobody holds the role {role} since the last one retired.", role=role.says)
        return broken(says, count=1, newest=asked.now), writing
    return missing(text("Nobody in the register of staff holds the role {role}.", role=role.says)), writing
