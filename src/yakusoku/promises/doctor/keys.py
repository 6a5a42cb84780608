"""Keys: whole, closed to others, none of cases that never came to be; destructions carried through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from yakusoku.ledger import queries as ledger
from yakusoku.promises.doctor.lines import Area, Line, look, ok, wrong
from yakusoku.rights.queries import known
from yakusoku.terms.text import text
from yakusoku.vault import queries as vault
from yakusoku.vault.operations.tidying import orphan_keys

_RUNNING = timedelta(hours=1)


def look_at_keys(now: datetime) -> Iterator[Line]:
    """Yield what is wrong with the files of keys, cases without their key, then what is unfinished."""
    faults = vault.verify_keys()
    for fault in faults:
        yield wrong(Area.KEYS, text("{file}: {says}", file=fault.file, says=fault.says), fault.do)
    unusable = ledger.unusable_keys()
    for one in unusable:
        yield wrong(Area.KEYS, one.says, one.do)
    if faults or unusable:
        return
    keyless = known(vault.keyless())
    if keyless:
        says = text("Cases whose sealed files no key opens: {count}.", count=len(keyless))
        yield wrong(Area.KEYS, says, text("Restore the keys folder from its newest backup."))
        return
    status = vault.status(now=now)
    if status.intended:
        says = text("Destructions decided and not finished: {count}.", count=status.intended)
        yield look(Area.KEYS, says, text("Run `yakusoku vault finish`."))
    orphans = orphan_keys(known=known, before=now - _RUNNING)
    if orphans:
        says = text("Keys of cases that never came to be: {count}.", count=len(orphans))
        yield look(
            Area.KEYS,
            says,
            text(
                "They open nothing that is needed: a deed failed. The nightly work of `yakusoku work run` removes them."
            ),
        )
    yield ok(
        Area.KEYS,
        text(
            "Keys are whole: cases {cases}, months of wrapping keys {months}; waiting for backups to end: {waiting}.",
            cases=status.cases,
            months=len(status.months),
            waiting=status.waiting_for_backups,
        ),
    )
