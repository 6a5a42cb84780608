"""Of which facts choices speak, and what the register says of whom it holds none. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.decisions.trees import Value

NONE_FOUND: Mapping[str, Value] = {
    "consent:*": False, "explicit_consent:*": False, "written_consent:*": False, "household_flag": False,
    "stop:*": False, "objection:*": False,
}  # fmt: skip
"""What the register says of whom it holds no choice."""
FAMILIES = frozenset(
    {
        "consent", "explicit_consent", "written_consent", "household_flag", "stop", "objection", "restriction",
        "cease_use", "cease_provision",
    }
)  # fmt: skip
"""The facts of which choices speak."""
