"""Yakusoku (約束): a published privacy policy that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yakusoku.site.guard import Guard

__version__ = "0.1.0"
__all__ = ["Guard", "__version__"]


def __getattr__(name: str) -> object:
    """Return `Guard` when it is first asked for, so that importing the package stays cheap."""
    if name != "Guard":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from yakusoku.site.guard import Guard

    return Guard
