"""Receipts: a row without any person's value that a store keeps of a change, written in the change's transaction."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.stores.ports import DialectName, Session
from yakusoku.stores.writing import said, writer

TABLE = "yakusoku_receipt"
"""The one table of ours in a company's store."""
_COLUMNS = "change_id, plan_digest, result_digest, changed_rows, moment"


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a change was done in a store: by which plan, to how many rows, when; `result` is a keyed digest or empty."""

    change: str
    plan: str
    result: str
    rows: int
    moment: str


def make_table(session: Session) -> None:
    """Make the table of receipts where it is not there. :raises UnableToRead: as the session does"""
    session.run(
        f"CREATE TABLE IF NOT EXISTS {TABLE} (change_id varchar(40) NOT NULL PRIMARY KEY,"
        " plan_digest varchar(64) NOT NULL, result_digest varchar(64) NOT NULL, changed_rows integer NOT NULL,"
        " moment varchar(40) NOT NULL)"
    )


def find(session: Session, kind: DialectName, change: str) -> Receipt | None:
    """Return the receipt of a change, or None. :raises UnableToRead: as the session does"""
    rows = session.ask(
        said("SELECT", _COLUMNS, "FROM", TABLE, "WHERE change_id =", writer(kind).place(1)), (change,)
    )
    if not rows:
        return None
    change_id, plan, result, changed, moment = rows[0]
    return Receipt(str(change_id), str(plan), str(result), int(str(changed)), str(moment))


def write(session: Session, kind: DialectName, receipt: Receipt) -> None:
    """Write a receipt before what it is about: a second hand waits here. :raises UnableToRead: as the session does"""
    marks = ", ".join(writer(kind).place(number) for number in range(1, 6))
    values = (receipt.change, receipt.plan, receipt.result, receipt.rows, receipt.moment)
    session.run(said("INSERT INTO", TABLE, f"({_COLUMNS})", f"VALUES ({marks})"), values)


def note_result(session: Session, kind: DialectName, change: str, result: str) -> None:
    """Add the digest of what columns got. :raises UnableToRead: as the session does"""
    first, second = writer(kind).place(1), writer(kind).place(2)
    session.run(
        said("UPDATE", TABLE, "SET result_digest =", first, "WHERE change_id =", second), (result, change)
    )
