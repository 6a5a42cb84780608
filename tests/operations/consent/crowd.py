"""A crowd for audiences: people who share houses, write themselves in many ways, choose and change their minds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW
from tests.operations.consent.conftest import arrived, whom
from tests.rules.datamap_files.maps import collection, datamap, field
from yakusoku.decisions.queries import Compiled, Question, read_facts
from yakusoku.policy import queries as policies
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.consent.chosen import Row
    from yakusoku.datamap.parts import DataMap
    from yakusoku.decisions.trees import Value
    from yakusoku.site.home import Home

DAY = date(2026, 11, 24)
LETTER = Question(DAY, "direct-mail", frozenset({"user.name"}), channel="post")
MAGAZINE = Question(DAY, "mail-magazine", frozenset({"user.contact.email"}), channel="email")
TOLD = read_facts(["looked_up"])
COLUMNS = ("id", "name", "address", "email", "phone", "collected", "restricted", "own_stop")
IDENTITIES = {"address": "address", "email": "email", "phone": "phone_number"}
_MAILS = ("a@example.jp", "Ａ@EXAMPLE.jp", "b@example.jp", "c@example.jp", "no mailbox", "", None)
_PHONES = ("03-1234-5678", "０３（１２３４）５６７８", "+81 3 1234 5678", "090-1111-2222", "", None)
_PLACES = (
    "東京都世田谷区三軒茶屋2丁目84番7号 コーポ青木203号室", "世田谷区三軒茶屋２－８４－７－２０３",
    "東京都世田谷区三軒茶屋2-84-7",
    "大阪府大阪市北区梅田1-2-3", "somewhere", "", None,
)  # fmt: skip
_NAMES = ("青木 真由美", "アオキ マユミ", "青木 一郎", "Taro Aoki", "", None)
_DAYS = (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 22), date(2019, 1, 1), None)
_SENTENCE = "JN-2.4:purposes.mail-magazine"


@dataclass(frozen=True)
class One:
    """A row of the crowd."""

    values: tuple[Any, ...]

    def __getitem__(self, column: str) -> Any:
        """Return what a column holds."""
        return self.values[COLUMNS.index(column)]


def people(random: Random, count: int) -> list[One]:
    """Return rows with ids in order; some are alike in everything else."""
    return [
        One(
            (
                f"C{number:05d}", random.choice(_NAMES), random.choice(_PLACES), random.choice(_MAILS),
                random.choice(_PHONES), random.choice(_DAYS), random.choice((True, False, False, False, None)),
                random.choice((True, False, False, None)),
            )
        )
        for number in range(count)
    ]  # fmt: skip


def choose(random: Random, count: int, desk: str, *, now: datetime = NOW) -> None:
    """Let some of the crowd choose: stops, consents and what takes them back, objections, restrictions."""
    for number in range(count):
        _one_choice(random, desk, now + timedelta(seconds=number), f"R-{now:%H%M%S}-{number}")


def _one_choice(random: Random, desk: str, now: datetime, reference: str) -> None:
    from yakusoku.consent.chosen import About
    from yakusoku.consent.operations import loosen, record, stop, withdraw
    from yakusoku.consent.rules import Confirmation, How, Kind, Turn

    given = {
        "email": random.choice(_MAILS[:4]), "phone_number": random.choice(_PHONES[:4]),
        "address": random.choice(_PLACES[:4]),
    }  # fmt: skip
    kept = {key: str(given[key]) for key in random.sample(sorted(given), random.choice((1, 1, 2)))}
    named = random.random() < 0.5
    who = whom(name=random.choice(_NAMES[:4]) if named else None, household=not named, **kept)
    usual: dict[str, Any] = {
        "controller": "japanet", "whom": who, "arrived": arrived(-random.choice((0.1, 1, 2, 3)), reference=reference),
        "by": desk, "now": now,
    }  # fmt: skip
    way = random.choice(("post", "email", "any", "telephone"))
    match random.randrange(8):
        case 0 | 1:
            stop(way=way, purpose=random.choice(("", "direct-mail", "catalogs")), **usual)
        case 2 | 3:
            record(
                about=About(Kind.CONSENT, random.choice(("channels.email", "purposes.direct-mail"))), turn=Turn.GIVEN,
                version=date(2026, 11, 23), sentence=_SENTENCE,
                **{**usual, "arrived": replace(usual["arrived"], proof="FORM-1")},
            )  # fmt: skip
        case 4:
            withdraw(scope="channels.email", **usual)
        case 5:
            record(about=About(Kind.RESTRICTION, "any"), turn=Turn.MADE, **usual)
        case 6:
            record(
                about=About(Kind.SUSPENSION, random.choice(("any", "purposes.direct-mail"))),
                turn=Turn.MADE,
                **usual,
            )
        case _:
            confirmation = Confirmation(How.CALL_BACK, "CALL-17", "own-wish")
            record(about=About(Kind.RESTRICTION, "any"), turn=Turn.MADE, **usual)
            again = arrived(-0.05, reference=f"{reference}-L")
            loosen(
                about=About(Kind.RESTRICTION, "any"), confirmation=confirmation, **{**usual, "arrived": again}
            )


def crowd_map(*, address: str = "d.customer") -> DataMap:
    """Return the data map of the crowd's table."""
    made = collection(
        address,
        field("id", key=True, data_type="string"),
        field("name", data_type="string", fact="full_name"),
        field("address", data_type="string"),
        field("email", identity="email", data_type="string"),
        field("phone", identity="phone_number", data_type="string"),
        *(field(name, data_type="string") for name in ("collected", "restricted", "own_stop")),
    )
    return datamap(replace(made, restrict_column="restricted"))


def singly(
    home: Home, question: Question, row: One, *, now: datetime = NOW, own: bool = True
) -> tuple[str, bool]:
    """Ask about one row as a program would that knows of one person: the register, then the ruling."""
    from yakusoku.consent.facts import chosen, together
    from yakusoku.consent.folding import UnableToRead
    from yakusoku.consent.keys import UnableToKey

    facts: dict[str, Value] = {**TOLD, "collected_on": row["collected"], "restriction": row["restricted"]}
    if own:
        facts["stop:post"] = row["own_stop"]
    compiled = _compiled(home.folder / "policies" / "japanet")
    try:
        known = together(facts, chosen(controller="japanet", row=_row(row), question=question, as_of=now))
    except (UnableToRead, UnableToKey):
        wanted = [fact for gate, _ in compiled.explain(question, facts) for fact in _asked(gate)]
        known = {**facts, **dict.fromkeys(wanted)}
        known |= {fact: facts[fact] for fact in wanted if fact in facts and not _of_choice(fact)}
    ruling = compiled.decide(question, known)
    return ruling.reason, ruling.known


@cache
def _compiled(folder: Path) -> Compiled:
    return Compiled.of(policies.load(folder))


def _asked(gate: Any) -> tuple[str, ...]:
    from yakusoku.decisions.queries import asked

    return asked(gate.tree)


def _of_choice(fact: str) -> bool:
    from yakusoku.consent.families import FAMILIES

    return fact.partition(":")[0] in FAMILIES


def _row(row: One) -> Row:
    from yakusoku.consent.chosen import Row
    from yakusoku.consent.keys import Given

    given = [Given(word, Personal(str(row[column]))) for column, word in IDENTITIES.items() if row[column]]
    return Row(tuple(given), Personal(row["name"]) if row["name"] else None)


def expected(
    home: Home, question: Question, rows: list[One], **more: Any
) -> tuple[list[str], Mapping[tuple[str, bool], int]]:
    """Return the ids that are allowed and the counts of the others, each asked singly."""
    allowed, counts = [], dict[tuple[str, bool], int]()
    for row in rows:
        reason, known = singly(home, question, row, **more)
        if reason == "allowed":
            allowed.append(row["id"])
        else:
            counts[reason, known] = counts.get((reason, known), 0) + 1
    return allowed, counts


LATER = NOW + timedelta(hours=1)
