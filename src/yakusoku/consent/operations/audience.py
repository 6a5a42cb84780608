"""An audience is made: a use is decided once, each row is asked where it lies, and one entry says what came of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from yakusoku.consent import models, tags
from yakusoku.consent.audiences.beside import Saying
from yakusoku.consent.audiences.collections import Known, StoreRows
from yakusoku.consent.audiences.files import FileRows, file_rows
from yakusoku.consent.audiences.gathering import Gathering
from yakusoku.consent.audiences.printing import BAD, MALFORMED, TWICE, reason_of
from yakusoku.consent.audiences.settling import Settled, UnableToMakeAudience, needed, settle
from yakusoku.consent.audiences.views import AudienceView, bearing, content, policy_digest, view
from yakusoku.consent.audiences.writing import as_parquet, in_place, on_disk
from yakusoku.consent.numbers import Numbering
from yakusoku.consent.ports import wired
from yakusoku.decisions.queries import Compiled, Question, asked
from yakusoku.decisions.trees import Value
from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code, is_id
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.text import text

_MOST_NAMED = 20
_LONGEST = timedelta(days=30)
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Drawn:
    """
    Where rows are: a `collection` of the data map, or a `file` (CSV, Parquet), which may hold ids `of` a collection.

    `key` is the column of the ids. `columns` says which column holds which fact, `identities` which column holds a
    mailbox, a telephone number, an address; `name` the columns of the name.
    """

    collection: str = ""
    file: Path | None = None
    of: str = ""
    key: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    name: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """
    An audience, and the lines of the file that stand in none: malformed rows and ids, and ids that come twice.

    Of each sort the first lines are named; `counts` of the audience say how many there are.
    """

    audience: AudienceView
    bad_rows: tuple[int, ...] = ()
    malformed: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()


@dataclass
class _Result:
    rows: int
    allowed: int
    counts: dict[int, int]
    ids: str
    named: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] = ((), (), ())


def make_audience(
    *,
    controller: str,
    question: Question,
    drawn: Drawn,
    told: Mapping[str, Value],
    out: Path | None,
    by: str,
    now: datetime,
    valid: timedelta = timedelta(days=1),
    progress: Progress = lambda _stage, _rows: None,
) -> Made:
    """
    Decide of whom a use may be made, write their ids to `out` (CSV, or Parquet by its ending), note counts and digest.

    `told` is so of everybody. What choices say is looked up as of `now` wherever the question asks for it, and goes
    before what columns say. If the process dies here: no file has the name `out`, or the whole file has it.

    :raises UnableToMakeAudience: if the question names what nobody knows, the rows cannot be asked, the policy changed
        meanwhile, or the file cannot be written
    :raises UnableToRead: if a store does not answer or refuses; :raises UnableToAskFile: of a file
    :raises UnableToAct: if `by` is staff and does not act at the desk of the company
    """
    _check(controller, by, out, drawn, valid)
    history = wired().histories(controller)
    compiled, before = Compiled.of(history), policy_digest(history)
    with _beside(out) as folder:
        work = _Work(controller, question, drawn, told, now, folder, out, progress, compiled)
        settled, result = work.done()
        if policy_digest(wired().histories(controller)) != before:
            raise UnableToMakeAudience(
                text("the policy changed while the audience was made."), do=text("Make it again.")
            )
        if out is not None:
            on_disk(work.part)
        row = _row(work, settled, result, before, by=by, valid=valid)
        with deed(tags.AUDIENCE, log=controller, about=row.public_id, by=by, now=now) as entry:
            row.save(force_insert=True)
            counts = sha256(json.dumps(row.counts).encode()).hexdigest()
            entry.say(
                audience=row.digest, policy=row.policy, counts=counts, rows=row.rows, allowed=row.allowed,
                as_of=row.as_of, expires=wired().day(row.expires_at, controller),
            )  # fmt: skip
            if row.purpose:
                entry.say(purpose=row.purpose)
        if out is not None:
            in_place(work.part, out)
    return Made(view(row, now), *result.named)


class _Work:
    """One audience on its way from question to ids."""

    def __init__(
        self, controller: str, question: Question, drawn: Drawn, told: Mapping[str, Value], now: datetime, folder: Path,
        out: Path | None, progress: Progress, compiled: Compiled,
    ) -> None:  # fmt: skip
        self.controller, self.question, self.drawn, self.told, self.now = (
            controller,
            question,
            drawn,
            dict(told),
            now,
        )
        self.folder, self.out, self.progress, self.compiled = folder, out, progress, compiled
        self.part = folder / "ids"
        self.scopes: list[str] = []
        self.seen = 0

    def done(self) -> tuple[Settled, _Result]:
        """Ask every row."""
        if self.drawn.file is None:
            return self._of_store(
                StoreRows(wired().datamaps(self.controller), self.drawn.collection, key=self.drawn.key)
            )
        columns = tuple(self.drawn.columns.values())
        if not self.drawn.of:
            columns += (*self.drawn.identities, *self.drawn.name)
        with file_rows(self.drawn.file, self.folder, key=self.drawn.key, columns=columns) as rows:
            return self._of_file(rows)

    def _of_store(self, rows: StoreRows) -> tuple[Settled, _Result]:
        told, marked = rows.facts(self.question)
        self.told = {**told, **self.told}
        columns = {fact: column for fact, column in marked.items() if fact not in self.told} | dict(
            self.drawn.columns
        )
        settled = self._settled(columns)
        known = rows.known(self.drawn.identities, self.drawn.name)
        numbering = None
        if settled.chosen:
            self._require(known)
            numbering = self._numbering(rows, known)
        acting = (numbering, known, self._saying(settled)) if numbering else None
        with self.part.open("wb") as out:
            gathering = Gathering(out, rows.key)
            rows.judge(settled, rows.columns(columns), gathering, acting=acting, progress=self.progress)
            ids_digest = gathering.finish()
        if numbering is not None:
            numbering.finish(now=self.now)
        if self.out is not None and self.out.suffix.lower() == ".parquet":
            as_parquet(self.part, self.folder, rows.key)
        return settled, _Result(gathering.rows, gathering.allowed, dict(gathering.counts), ids_digest)

    def _of_file(self, rows: FileRows) -> tuple[Settled, _Result]:
        settled = self._settled(self.drawn.columns)
        join, numbering = "", None
        if settled.chosen and self.drawn.of:
            people = StoreRows(wired().datamaps(self.controller), self.drawn.of)
            known = people.known(self.drawn.identities, self.drawn.name)
            self._require(known)
            numbering = self._numbering(people, known)
            saying = self._saying(settled)
            join = rows.stand_collection(people, settled, known, saying, numbering, self.progress)
            numbering.finish(now=self.now)
        elif settled.chosen:
            identities = tuple((identity, column) for column, identity in self.drawn.identities.items())
            known = Known(identities, self.drawn.name)
            self._require(known)
            join = rows.stand_chosen(self.controller, settled, known, self._saying(settled), self.progress)
        counts = rows.judge(
            settled, rows.columns(self.drawn.columns), join=join, every=bool(join and self.drawn.of)
        )
        self.progress("asked", sum(counts.values()))
        if self.out is not None:
            rows.write(self.part, "parquet" if self.out.suffix.lower() == ".parquet" else "csv")
        if rows.sheet is not None and rows.sheet.bad:
            counts[BAD] = rows.sheet.bad
        named = (
            tuple(rows.sheet.bad_lines) if rows.sheet else (),
            tuple(rows.places(MALFORMED, _MOST_NAMED)),
            tuple(rows.places(TWICE, _MOST_NAMED)),
        )
        return settled, _Result(sum(counts.values()), counts.get(0, 0), counts, rows.digest(), named)

    def _settled(self, columns: Mapping[str, str]) -> Settled:
        settled = settle(self.compiled, self.question, self.told, columns)
        self.scopes = sorted({fact.partition(":")[2] for fact in settled.chosen if "consent" in fact})
        self.seen = bearing(self.controller, self.scopes)  # before any row is read: what comes later is seen
        return settled

    def _saying(self, settled: Settled) -> Saying:
        return Saying(settled, self.question, as_of=self.now)

    def _numbering(self, rows: StoreRows, known: Known) -> Numbering:
        return Numbering(
            self.controller, rows.address, columns=json.dumps([rows.key, known.identities, known.name])
        )

    def _require(self, known: Known) -> None:
        """Let rows pass by which a stop can be seen. :raises UnableToMakeAudience: otherwise"""
        wanted = needed(self.question)
        if not known.identities or (wanted is not None and wanted not in known.words):
            raise UnableToMakeAudience(
                text("people chose in the register, and nothing tells by what they are known in these rows."),
                do=text("Say it with --identity {wanted}=COLUMN, or for a file of ids with --of dataset:collection.",
                        wanted=wanted or "email"),
            )  # fmt: skip


def _row(
    work: _Work, settled: Settled, result: _Result, policy: str, *, by: str, valid: timedelta
) -> models.Audience:
    counts = [
        [*reason_of(settled, code), count]
        for code, count in sorted(
            result.counts.items(), key=lambda one: (one[0] < -1000, abs(one[0]), one[0])
        )
        if code != 0 and count
    ]
    drawn = work.drawn
    kind = "parquet" if drawn.file and drawn.file.suffix.lower() == ".parquet" else "csv"
    row = models.Audience(
        controller=work.controller, purpose=work.question.purpose, question=_question(work, settled),
        drawn_from=drawn.collection or (f"{kind} of {drawn.of}" if drawn.of else kind), policy=policy,
        version=settled.ruling.version, as_of=work.question.as_of, made_at=work.now, made_by=by,
        expires_at=work.now + valid, rows=result.rows, allowed=result.allowed, counts=counts, ids=result.ids,
        scopes=work.scopes, seen=work.seen,
    )  # fmt: skip
    row.digest = content(row)
    row.public_id = ids.public_id("aud", why=f"{work.controller}:{row.digest}:{work.now.isoformat()}")
    return row


def _question(work: _Work, settled: Settled) -> str:
    """Return what was asked, in one form."""
    said = work.question._asdict()
    said["as_of"] = work.question.as_of.isoformat()
    said["categories"] = sorted(work.question.categories)
    said["told"] = {
        fact: value.isoformat() if isinstance(value, date) else value for fact, value in work.told.items()
    }
    said["columns"] = sorted(settled.columns)
    said["asked"] = [fact for gate in settled.residual.gates for fact in asked(gate.tree)]
    return json.dumps(said, sort_keys=True)


@contextmanager
def _beside(out: Path | None) -> Iterator[Path]:
    """Give a folder on the disk of `out`, gone afterwards. :raises UnableToMakeAudience: if that disk is full"""
    try:
        with TemporaryDirectory(prefix=".audience-", dir=out.parent if out else None) as folder:
            yield Path(folder)
    except OSError as error:
        name = os.strerror(error.errno) if error.errno else type(error).__name__
        raise UnableToMakeAudience(
            text("a file cannot be written ({error}).", error=name),
            do=text("Nothing is left over. Make room, or choose another folder, and make it again."),
        ) from None


def _check(controller: str, by: str, out: Path | None, drawn: Drawn, valid: timedelta) -> None:
    if is_id(by):
        staff.require(by=by, controller=controller, role=Role.DESK)
    elif not is_code(by):
        raise UnableToMakeAudience(
            text("who makes it is neither staff nor a system."), do=text("Give an id or a code.")
        )
    if bool(drawn.collection) == bool(drawn.file):
        raise UnableToMakeAudience(
            text("the rows are in a collection, or in a file."), do=text("Name one of them.")
        )
    if drawn.file is not None and not drawn.key:
        raise UnableToMakeAudience(
            text("nothing tells which column of the file holds the ids."), do=text("Name it with --id.")
        )
    if out is not None and out.exists():
        raise UnableToMakeAudience(
            text("there is a file of that name."), do=text("Name another one, or remove it first.")
        )
    if not timedelta(0) < valid <= _LONGEST:
        raise UnableToMakeAudience(
            text("an audience lasts an hour at least and thirty days at most."),
            do=text("Choose a time between."),
        )
