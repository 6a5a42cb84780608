"""
What a ruling asks of a person, as the register knows it at a moment.

Ceased use and provision, and restrictions, are also recorded with the requests of persons; that none of these is in
force says only who has asked there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from yakusoku.consent.families import NONE_FOUND
from yakusoku.consent.folding import UnableToRead
from yakusoku.consent.keys import Key, Keyed, UnableToKey
from yakusoku.consent.matching import Found, Register
from yakusoku.consent.queries import Row
from yakusoku.consent.rules import ANY, WAYS, Form, Kind, Turn, stops_by
from yakusoku.decisions.queries import Question
from yakusoku.decisions.trees import Value
from yakusoku.terms.text import text

HOUSEHOLD = "household"
"""The scope of a consent by which a household lets viewing history be used."""


def facts(
    *, controller: str, row: Row, question: Question, as_of: datetime, none_elsewhere: bool = False
) -> dict[str, Value]:
    """
    Return the facts about one person that a question may ask for: consents, stops, objections, restrictions.

    All consents, stops and objections are looked up, so what is not said is not so. `none_elsewhere` says that the
    requests of persons were asked, and nothing of theirs ceases or restricts this use.

    :raises UnableToRead: if a value of `row` is no mailbox, number or address: then nothing may be said
    :raises UnableToKey: if `row` holds nothing by which somebody could be known
    """
    found: dict[str, Value] = dict(NONE_FOUND)
    if none_elsewhere:
        found |= {"cease_use:*": False, "cease_provision:*": False, "restriction": False}
    return found | chosen(controller=controller, row=row, question=question, as_of=as_of)


def chosen(*, controller: str, row: Row, question: Question, as_of: datetime) -> dict[str, Value]:
    """
    Return what one person's choices say, and nothing of what nobody chose.

    :raises UnableToRead: and :raises UnableToKey: as `facts`
    """
    if not row.given:
        raise UnableToKey(
            text("no address, number or mailbox was given."), do=text("Give at least one of them.")
        )
    keyed = Keyed(controller)
    keys = [keyed.of(one, name=row.name) for one in row.given]
    register = Register(controller, keys)
    agreed = register.consents(keys, as_of=as_of)
    return words(agreed, register.forbidding(keys, as_of=as_of), question)


def facts_of_many(
    *, controller: str, rows: Sequence[Row], question: Question, as_of: datetime
) -> list[dict[str, Value] | None]:
    """
    Return the facts about each of many people as `facts` does, in a few statements for thousands.

    None stands where a row holds nobody, or a value that is no mailbox, number or address: then nothing may be said.
    What a request ceased or restricted is not looked up here.
    """
    keyed = Keyed(controller)
    keys: list[list[Key] | None] = []
    for row in rows:
        try:
            keys.append([keyed.of(one, name=row.name) for one in row.given] or None)
        except UnableToRead:
            keys.append(None)
    register = Register(controller, [key for one in keys if one for key in one])
    found: list[dict[str, Value] | None] = []
    for of_row in keys:
        if of_row is None:
            found.append(None)
            continue
        agreed, against = register.consents(of_row, as_of=as_of), register.forbidding(of_row, as_of=as_of)
        found.append({**NONE_FOUND, **words(agreed, against, question)})
    return found


def words(agreed: Mapping[str, Found], forbidding: Iterable[Found], question: Question) -> dict[str, Value]:
    """Return the facts that somebody's choices say: by scope the newest word on each consent, and what forbids."""
    return _consents(agreed) | _forbidden(forbidding, question)


def together(own: Mapping[str, Value], chosen: Mapping[str, Value]) -> dict[str, Value]:
    """
    Return what a system says of somebody together with what they chose, as `chosen` gives it.

    A choice goes before what the system says; where nobody chose, the system's word counts, also that it does not know.
    """
    return {**NONE_FOUND, **own, **chosen}


def _consents(agreed: Mapping[str, Found]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for scope, one in agreed.items():
        given = one.event.turn is Turn.GIVEN
        found[f"consent:{scope}"] = given
        found[f"explicit_consent:{scope}"] = given and one.event.form is Form.EXPLICIT
        found[f"written_consent:{scope}"] = given and one.event.form is Form.WRITTEN
        if scope == HOUSEHOLD:
            found["household_flag"] = given
    return found


def _forbidden(forbidding: Iterable[Found], question: Question) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for one in forbidding:
        event, purpose = one.event, f"purposes.{question.purpose}"
        if event.kind is Kind.STOP:
            ways = [way for way in WAYS if stops_by(event, way=way, purpose=question.purpose)]
            found |= dict.fromkeys((f"stop:{way}" for way in ways), True)
        elif event.kind is Kind.OBJECTION:
            found[f"objection:{purpose if event.scope == ANY else event.scope}"] = True
        elif event.kind is Kind.RESTRICTION:
            found["restriction"] = True
        elif event.kind is Kind.SUSPENSION:
            found |= _suspended(event.scope, question, purpose)
    return found


def _suspended(scope: str, question: Question, purpose: str) -> dict[str, Value]:
    """A use is ceased for its purpose, a provision for its declaration; one of everything is both."""
    if scope == ANY:
        ceased: dict[str, Value] = {f"cease_use:{purpose}": True, "cease_use:any": True}
        return {**ceased, **({f"cease_provision:{question.route}": True} if question.route else {})}
    return {f"{'cease_use' if scope.startswith('purposes.') else 'cease_provision'}:{scope}": True}
