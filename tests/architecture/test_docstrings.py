"""Whatever is public says what it promises; deeds are called by names."""

from __future__ import annotations

from tools.house import docstrings, source
from tools.house.source import Source

from tests.architecture.planted import file, found, lines, told


def test_everything_public_says_what_it_promises() -> None:
    faults = [fault for file in source.package() for fault in docstrings.missing(file)]
    assert not faults, told(faults)


def test_every_refusal_is_named_where_it_is_raised() -> None:
    faults = [fault for file in source.package() for fault in docstrings.unnamed_refusals(file)]
    assert not faults, told(faults)


def test_deeds_take_their_arguments_by_name() -> None:
    faults = [
        fault
        for file in source.package()
        if docstrings.is_deeds(file)
        for fault in docstrings.positional(file)
    ]
    assert not faults, told(faults)


class TestPlantedFaults:
    def test_what_is_public_and_silent_is_found(self) -> None:
        methods = ("    def b(self): ...", "    def _c(self): ...", "    class Meta: ...")
        text = file("import os", "class A:", *methods, "def _d(): ...")
        assert lines(docstrings.missing, text) == [1, 2, 3]

    def test_a_refusal_that_is_not_named_is_found(self) -> None:
        text = (
            'def a(*, now):\n    """Do.\n\n    :raises UnableToHold: if not\n    """\n'
            "    raise UnableToHold(1)\n"
            'def b():\n    """Do."""\n    if 1:\n        raise errors.UnableToHold(1) from None\n'
        )
        assert found(docstrings.unnamed_refusals, text) == [
            (7, "`b` raises UnableToHold: add `:raises UnableToHold: when …`")
        ]

    def test_a_deed_called_by_position_is_found(self) -> None:
        text = "def a(x, *, now): ...\ndef b(*, x, now): ...\ndef _c(x, now): ...\ndef word(x): ...\n"
        assert lines(docstrings.positional, text) == [1]

    def test_deeds_are_known_by_their_file(self) -> None:
        assert docstrings.is_deeds(Source("src/yakusoku/rights/operations/receive.py", ""))
        assert docstrings.is_deeds(Source("src/yakusoku/rights/operations.py", ""))
        assert not docstrings.is_deeds(Source("src/yakusoku/rights/queries.py", ""))
