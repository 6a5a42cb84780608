"""`yakusoku may` and `why`: answer, exit code, both languages, JSON, facts as words, and files of cases."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rules.decisions.asking import DATA
from tests.rules.policy.planted import NOW
from tests.rules.policy.test_check_command import nothing_made, nothing_opens
from yakusoku.cli.context import Door
from yakusoku.cli.root import commands

SHOPS = ("jalpak", "shopping-convenience", "--by", "provisions.duty-free-shops")
LOOKED_UP = ("--fact", "looked_up", "--fact", "collected_under=2026-11-23")
AS_OF = ("--as-of", "2026-12-01")


def run(home: Path, *arguments: str, language: str = "en") -> Result:
    """Run a command as the root does."""
    door = Door(home, language, lambda: NOW, nothing_opens, nothing_made, nothing_made)
    return CliRunner().invoke(commands, arguments, obj=door)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the policy of JALPAK."""
    shutil.copytree(DATA / "jalpak" / "policies", tmp_path / "policies" / "jalpak")
    return tmp_path


def test_a_refusal_names_rule_clause_article_and_the_published_sentence(home: Path) -> None:
    done = run(home, "may", *SHOPS, "--data", "user.contact.phone_number", *LOOKED_UP, *AS_OF)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "refused: “user.contact.phone_number” is not among the published items.",
        "  provisions.duty-free-shops.fields · JALPAK-H1.20 · A18(1)",
        "  published: They get name, passport number and flight number, beforehand, electronically or otherwise",
        "  do: Leave it out; only listed items may go.",
    ]


def test_a_yes_says_what_it_brings_in_the_asked_language(home: Path) -> None:
    consent = ("--fact", "consent:provisions.duty-free-shops")
    asked = ("may", *SHOPS, "--data", "user.government_id.passport_number", *LOOKED_UP, *consent, *AS_OF)
    assert run(home, *asked).exit_code == 0
    japanese = run(home, *asked, language="ja").output
    assert japanese.splitlines()[0] == "可: 行えます。"
    assert "提供先、本人、項目及び同意を得た旨を記録してください。 (A29(1))" in japanese


def test_what_is_not_told_is_not_known_and_refuses(home: Path) -> None:
    done = run(home, "may", "jalpak", "contact", "--data", "user.name", *AS_OF, "--json")
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert (told["answer"], told["reason"], told["known"]) == ("refused", "noticed", False)


def test_people_who_are_not_known_leave_conditions_to_be_asked(home: Path) -> None:
    done = run(
        home,
        "may",
        "jalpak",
        "promotion",
        "--data",
        "user.name",
        "--channel",
        "post",
        "--everybody",
        "--json",
        *AS_OF,
    )
    told = json.loads(done.output)
    assert done.exit_code == 3
    assert [one["reason"] for one in told["residual"]] == [
        "noticed", "not_stopped", "cease_use", "restriction", "retention_passed",
    ]  # fmt: skip
    assert told["residual"][1]["facts"] == ["stop:post"]


def test_why_shows_every_condition_with_what_the_facts_say(home: Path) -> None:
    done = run(home, "why", "jalpak", "promotion", "--data", "user.name", "--channel", "post",
               "--fact", "collected_on=2026-11-30", "--fact", "stop:post", "--fact", "cease_use:purposes.promotion=no",
               *AS_OF)  # fmt: skip
    states = [
        line.split("  ")[1] for line in done.output.splitlines() if line.startswith("  ") and "  (" in line
    ]
    assert done.exit_code == 0
    assert states == ["so", "not so", "so", "not known", "not known"]


def test_why_as_json_has_the_ruling_and_its_conditions(home: Path) -> None:
    told = json.loads(
        run(home, "why", "jalpak", "contact", "--data", "user.name", *LOOKED_UP, *AS_OF, "--json").output
    )
    assert told["answer"] == "allowed"
    assert all(one["so"] for one in told["conditions"])


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("consnt:purposes.contact", "“consnt” is no fact"),
        ("consent", "does not say what it speaks of"),
        ("order:news", "does not say what it speaks of"),
        ("order=perhaps", "cannot be “perhaps”"),
        ("collected_on=2026-02-30", "cannot be “2026-02-30”"),
    ],
)
def test_a_fact_that_cannot_be_read_is_refused_with_what_to_write(home: Path, fact: str, says: str) -> None:
    done = run(home, "may", "jalpak", "contact", "--data", "user.name", "--fact", fact)
    assert done.exit_code == 1
    assert says in done.output.replace("consnt:purposes.contact", "consnt")
    assert "Write" in done.output


@pytest.mark.parametrize("arguments", [("jalpak", "contact"), ("nobody", "contact", "--data", "user.name"),
                                       ("../jalpak", "contact", "--data", "user.name")])  # fmt: skip
def test_a_question_that_lacks_something_is_asked_wrongly(home: Path, arguments: tuple[str, ...]) -> None:
    assert run(home, "may", *arguments).exit_code == 2


def test_a_file_of_cases_is_tried_against_the_home(home: Path) -> None:
    file = DATA / "jalpak" / "cases" / "uses.yaml"
    done = run(home, "may", "jalpak", "--cases-in", str(file))
    assert done.exit_code == 0
    assert "0 with another answer" in done.output


def test_a_case_with_another_answer_is_told_with_its_line(home: Path) -> None:
    changed = home / "uses.yaml"
    words = (DATA / "jalpak" / "cases" / "uses.yaml").read_text("utf-8")
    changed.write_text(words.replace("answer: allowed", "answer: refused", 1), "utf-8")
    done = run(home, "may", "jalpak", "--cases-in", str(changed))
    assert done.exit_code == 1
    assert "uses.yaml:" in done.output
    assert "answer: refused is expected, allowed came" in done.output


def test_a_home_whose_policy_is_another_answers_otherwise(home: Path) -> None:
    policy = next((home / "policies" / "jalpak").glob("*.yaml"))
    words = policy.read_text("utf-8")
    fields = (
        "user.government_id.passport_number, jp.identification_code.passport_number, jp.travel.flight_number]"
    )
    fields += "\n    open: {en: the three"
    assert fields in words
    policy.write_text(
        words.replace(fields, fields.replace("user.government_id.passport_number, ", ""), 1), "utf-8"
    )
    done = run(home, "may", *SHOPS, "--data", "user.government_id.passport_number", *LOOKED_UP, *AS_OF)
    assert (done.exit_code, "not among the published items" in done.output) == (1, True)
