"""Audiences as they were made, and whether they still hold: not expired, no choice and no policy since."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Q

from yakusoku.consent import models
from yakusoku.consent.audiences.gathering import Digest
from yakusoku.consent.audiences.settling import UnableToMakeAudience
from yakusoku.consent.ports import wired
from yakusoku.consent.rules import Kind
from yakusoku.ledger import queries as ledger
from yakusoku.policy.history import History
from yakusoku.stores.files import Plain, ask
from yakusoku.terms.text import text

_AT_ONCE = 50_000


@dataclass(frozen=True)
class AudienceView:
    """
    An audience. `counts` are those left out, each with its reason and whether it was known.

    `later` counts the choices recorded since that could bear on it; `other_policy` says that the policy is another.
    """

    public_id: str
    controller: str
    purpose: str
    question: Mapping[str, object]
    drawn_from: str
    policy: str
    version: date | None
    as_of: date
    made_at: datetime
    made_by: str
    expires_at: datetime
    rows: int
    allowed: int
    counts: tuple[tuple[str, bool, int], ...]
    digest: str
    expired: bool
    later: int
    other_policy: bool
    content: str
    """The digest as the row stands now; the ledger names that of the row as it was made."""

    @property
    def fresh(self) -> bool:
        """Whether it may be used as it is: nothing has come since."""
        return not (self.expired or self.later or self.other_policy)


@dataclass(frozen=True)
class Verified:
    """What came of holding a file against its audience: the same ids in the same order, and an entry that says so."""

    audience: AudienceView
    same: bool
    recorded: bool


def policy_digest(history: History) -> str:
    """Return one digest of all versions of a policy: rulings look back at older ones."""
    return sha256("\n".join(one.digest for one in history.versions).encode()).hexdigest()


def bearing(controller: str, scopes: list[str]) -> int:
    """Return how many choices the register holds that could bear on an audience that asks for these consents."""
    of_company = models.Choice.objects.filter(controller=controller)
    return of_company.filter(~Q(kind=Kind.CONSENT.value) | Q(scope__in=scopes)).count()


def audience(public_id: str, *, now: datetime) -> AudienceView | None:
    """Return one audience as it stands at `now`, or None."""
    row = models.Audience.objects.filter(public_id=public_id).first()
    return view(row, now) if row else None


def audiences(*, controller: str, now: datetime) -> tuple[AudienceView, ...]:
    """Return the audiences of a company, the oldest first."""
    rows = models.Audience.objects.filter(controller=controller).order_by("made_at", "pk")
    return tuple(view(row, now) for row in rows)


def verified(public_id: str, file: Path, *, now: datetime) -> Verified:
    """
    Hold a file of ids against its audience, the row and the ledger.

    :raises UnableToMakeAudience: if there is no such audience, or the file cannot be read
    """
    row = models.Audience.objects.filter(public_id=public_id).first()
    if row is None:
        raise UnableToMakeAudience(
            text("there is no audience {audience}.", audience=public_id),
            do=text("`yakusoku audience list` names them."),
        )
    digest = Digest()
    for ids in _ids(file):
        digest.add(ids)
    entries = ledger.entries(row.controller, about=public_id)
    noted = [one for one in entries if one.tag == "consent:audience:added"]
    recorded = any(one.facts.get("audience") == content(row) for one in noted)
    return Verified(view(row, now), digest.hexdigest() == row.ids, recorded)


def content(row: models.Audience) -> str:
    """Return the digest of policy, question and ids, of the row as it stands."""
    said = [
        row.controller,
        row.policy,
        row.question,
        row.as_of.isoformat(),
        row.ids,
        row.rows,
        row.allowed,
        row.counts,
    ]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def view(row: models.Audience, now: datetime) -> AudienceView:
    """Return a row as it stands at `now`."""
    other = policy_digest(wired().histories(row.controller)) != row.policy
    counts = tuple((str(reason), bool(known), int(count)) for reason, known, count in row.counts)
    return AudienceView(
        row.public_id, row.controller, row.purpose, json.loads(row.question), row.drawn_from, row.policy, row.version,
        row.as_of, row.made_at, row.made_by, row.expires_at, row.rows, row.allowed, counts, row.digest,
        now >= row.expires_at, bearing(row.controller, list(row.scopes)) - row.seen, other, content(row),
    )  # fmt: skip


def _ids(file: Path) -> Iterator[list[str]]:
    if file.suffix.lower() == ".parquet":
        with TemporaryDirectory() as folder, ask(Plain(file, "parquet"), Path(folder)) as rows:
            column = next(iter(rows.families), "")
            yield from ([str(one) for _, one in batch] for batch in rows.read([column]))
        return
    try:
        with file.open(encoding="utf-8", newline="") as words:
            reader = csv.reader(words, strict=True)
            next(reader, None)
            ids: list[str] = []
            for row in reader:
                ids.append(row[0] if len(row) == 1 else "\0")
                if len(ids) == _AT_ONCE:
                    yield ids
                    ids = []
            yield ids
    except (OSError, UnicodeDecodeError, csv.Error):
        raise UnableToMakeAudience(
            text("the file is no list of ids as it was written."), do=text("Take the file that was written.")
        ) from None
