"""
A change that crosses two stores, done in children that may be killed; the parent has imported everything.

It reads one trial a line (JSON) and answers with how the child ended. Every child goes on where the last one died.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.common.repeatable import Repeatable
from tests.faults.nursery import warm

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CASE = "req_0000000000000007"
STORES = ("first", "second")


def grow(home: str, armed: tuple[str, int] | None, record: str | None) -> None:
    """Plan, intend and do the change in this process, or go on with it."""
    from tests.faults.points import Points, install
    from yakusoku.site.home import open_home
    from yakusoku.terms import entropy

    points = Points(armed=armed)
    install(points)
    entropy.use(Repeatable("change"))
    opened = open_home(Path(home))
    _go_on()
    opened.close()
    if record:
        Path(record).write_text(json.dumps(points.passed), encoding="utf-8")


def _go_on() -> None:
    from yakusoku.stores.operations import doing
    from yakusoku.stores.operations.intending import CHANGE
    from yakusoku.stores.queries import changes
    from yakusoku.work import queries as work
    from yakusoku.work.bursts import Call

    if not changes.changes(case_id=CASE):
        _intend()
    while intents := [one for one in work.intents(states=("waiting",)) if one.kind == CHANGE]:
        call = Call(intents[0].public_id, CASE, intents[0].arguments, NOW)
        for step in doing.BURST.steps(call):
            if doing.BURST.do(call, step).get("park"):
                break


def _intend() -> None:
    from yakusoku.stores.operations import intending
    from yakusoku.vault import operations as vault

    vault.ensure_case_key(case_id=CASE, now=NOW)
    intending.intend_change(prepared=_prepared(), by="stf_0000000000000001", now=NOW)


def _prepared() -> Any:
    from tests.rules.datamap_files.maps import collection, datamap, field
    from yakusoku.datamap.graph import walk
    from yakusoku.stores import operations, registry
    from yakusoku.stores.operations import intending
    from yakusoku.stores.orders import Order, Put
    from yakusoku.stores.plans import compile_disclosure
    from yakusoku.terms.personal import Personal

    whole = datamap(
        collection(
            "d.person", field("id", key=True), field("email", identity="email", data_type="string"),
            field("name", data_type="string"), store="first",
        ),
        collection(
            "d.orders", field("no", key=True), field("person_id", "from d.person.id"),
            field("note", data_type="string"), store="second",
        ),
    )  # fmt: skip
    plan = compile_disclosure(whole, walk(whole, ["email"]), registry.dialects())
    identities = {"email": [Personal("a")]}
    search = intending.Search(plan, operations.run(plan, identities=identities), identities)
    masks = (Put("email", "null"), Put("name", "constant", "–"))
    orders = [
        Order("d:person", "mask", masks),
        Order("d:orders", "erase"),
    ]
    return intending.prepare_change(
        case_id=CASE, controller="shop", datamap=whole, search=search, orders=orders
    )


def _child(asked: dict[str, Any]) -> None:
    status = 1
    try:
        errors = os.open(f"{asked['home']}.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(errors, 2)
        armed = asked["armed"]
        grow(asked["home"], (armed[0], armed[1]) if armed else None, asked["record"])
        status = 0
    except BaseException:  # noqa: BLE001  the parent is told by the exit code, whatever it was
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Answer trials until standard input ends."""
    warm()
    import pymysql  # noqa: F401  imported for its children

    import yakusoku.stores.adapters.mariadb
    import yakusoku.stores.adapters.postgres
    import yakusoku.stores.operations.doing  # noqa: F401  imported for its children

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _child(json.loads(line))
        _, status = os.waitpid(child, 0)
        code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        print(json.dumps({"code": code}), flush=True)  # noqa: T201  the answer to whoever asked


if __name__ == "__main__":
    main()
