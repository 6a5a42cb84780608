"""Files and functions stay short, silenced checks few and explained."""

from __future__ import annotations

from tools.house import budgets, source
from tools.house.source import Source

from tests.architecture.planted import lines, told


def test_files_and_functions_keep_their_size() -> None:
    found = [fault for file in source.sources() for fault in budgets.sizes(file)]
    assert not found, told(found)


def test_every_silenced_check_has_its_reason() -> None:
    found = [fault for file in source.sources() for fault in budgets.unreasoned(file)]
    assert not found, told(found)


def test_silenced_checks_are_few() -> None:
    files = source.package()
    places = [f"{file.path}:{line}" for file in files for line, _ in budgets.silenced(file)]
    rate = budgets.per_thousand(len(places), files)
    most = budgets.SILENCED_PER_THOUSAND
    assert rate <= most, "\n".join((f"{rate:.2f} a thousand lines, at most {most}:", *places))


def test_excepts_that_catch_everything_are_few() -> None:
    files = source.package()
    places = [f"{file.path}:{line}" for file in files for line in budgets.broad_excepts(file)]
    rate = budgets.per_thousand(len(places), files)
    most = budgets.BROAD_PER_THOUSAND
    assert rate <= most, "\n".join((f"{rate:.2f} a thousand lines, at most {most}:", *places))


class TestPlantedFaults:
    def test_a_long_file_explains_itself_and_a_longer_one_cannot(self) -> None:
        assert lines(budgets.sizes, "a = 1\n" * 401) == [1]
        assert not lines(budgets.sizes, "# Long because one table\n" + "a = 1\n" * 401)
        assert lines(budgets.sizes, "# Long because one table\n" + "a = 1\n" * 601) == [1]

    def test_a_test_may_be_longer_than_other_functions(self) -> None:
        text = "def f() -> None:\n" + "    a = 1\n" * 60
        assert lines(budgets.sizes, text) == [1]
        assert not lines(budgets.sizes, text, "tests/rules/test_it.py")

    def test_silence_without_code_or_reason_is_found(self) -> None:
        noqa, ignore = "# no" + "qa", "# type: ig" + "nore"
        marks = (noqa, f"{noqa}: S101", f"{noqa}: S101  it is ours", f"{ignore}[arg-type]  as read")
        text = "".join(f"a = 1  {mark}\n" for mark in marks) + f'"""\nx  {noqa}\n"""\n'
        assert lines(budgets.unreasoned, text) == [1, 2]

    def test_broad_excepts_are_counted(self) -> None:
        text = "try:\n    a()\nexcept Exception:\n    b()\ntry:\n    a()\nexcept ValueError:\n    b()\n"
        assert list(budgets.broad_excepts(Source("a.py", text))) == [3]

    def test_a_small_program_counts_as_a_thousand_lines(self) -> None:
        assert budgets.per_thousand(1, [Source("a.py", "a = 1\n")]) == 1.0
