"""What is wrong with a file that people hand in; no message quotes what stands in it. Pure."""

from __future__ import annotations

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToReadFind(UnableTo):
    """A file with what was found by hand cannot be taken as it is."""

    asked = text("take in what was found by hand")
