"""What each room may reach for: clocks, randomness, drivers, engines, models of others, the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.house.source import Fault, Source

DOORS = ("site", "web", "cli", "jobs")
_CLOCKS = frozenset(
    {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.time_ns", "timezone.now"}
)
_OPEN_TO_DOORS = frozenset(
    {"operations", "queries", "rules"}
)  # `rules`: closed lists, such as roles and channels
PASSED = {
    "rights.asked": "the words in which a request is put",
    "rights.arrival": "the reader of the file that a door takes in",
    "rights.papers": "the words in which a paper is described",
    "examples.homes": "the demo makes a home of the packaged companies",
    "examples.walks": "the demo runs the packaged walk",
    "promises.pairs": "`check --evidence` plants the packaged faults in a home of its own",
    "promises.tried": "what came of each of them",
    "policy.checks": "the checks of a whole home are one pure call",
    "policy.published": "a check compares files with the list beside them, each time and without own state",
    "work.bursts": "the engine runs the bursts that rooms registered there",
    "work.ports": "the engine fills the port that starts a burst",
    "ledger.sequencer": "the worker loops over it",
    "consent.facts": "a ruling about a person takes what the register of choices knows",
    "gates.guard": "what a registered use asks over HTTP is counted by the guard that a program would have",
    "ledger.offline": "a proof is checked without a home",
}


@dataclass(frozen=True)
class Kept:
    """Modules that only some places import, and what everybody else does instead."""

    modules: frozenset[str]
    places: tuple[str, ...]
    instead: str


KEPT = (
    Kept(
        frozenset({"secrets", "random", "uuid"}),
        ("terms/entropy.py", "examples/", "stores/values.py"),  # the last only names the type of a column
        "draw bytes with `terms.entropy.draw(n, why=…)`, so that a run can be repeated",
    ),
    Kept(
        frozenset({"sqlite3", "psycopg", "sqlalchemy", "pymysql", "duckdb", "pymongo"}),
        (
            "stores/adapters/",
            "examples/",
            "site/",
            "vault/",
            "jobs/",
        ),  # files of keys and of jobs are their own
        "drivers live in `stores/adapters`; own state goes through Django",
    ),
    Kept(frozenset({"dbos"}), ("jobs/",), "the job engine lives in `jobs`; ask for a burst through `work`"),
)


def room_of(module: str) -> str | None:
    """Return the room of a dotted module of the program."""
    parts = module.split(".")
    return parts[1] if parts[0] == "yakusoku" and len(parts) > 1 else None


def imported(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Yield every module a file imports; `from a import b` gives `a.b`, which may be a name in `a`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"


def strangers(source: Source, kept: tuple[Kept, ...] = KEPT) -> Iterator[Fault]:
    """Yield imports of modules that are kept for other places."""
    place = source.path.removeprefix("src/yakusoku/")
    for node, module in imported(source):
        for keep in kept:
            if module.split(".")[0] in keep.modules and not place.startswith(keep.places):
                yield source.fault(node, f"`{module.split('.')[0]}` does not belong here: {keep.instead}")


def models_of_others(source: Source) -> Iterator[Fault]:
    """Yield imports of another room's models."""
    for node, module in imported(source):
        other = room_of(module)
        if other and other != source.room and module.split(".")[2:3] == ["models"]:
            yield source.fault(node, f"the rows of `{other}` are its own: ask its `queries` or `operations`")


def back_ways(source: Source) -> Iterator[Fault]:
    """Yield imports of a door that enter a room by anything but its operations and queries."""
    if source.room not in DOORS or source.room == "site":
        return
    for node, module in imported(source):
        other, inside = room_of(module), module.split(".")[2:3]
        if other in {None, "terms", source.room} or not inside:
            continue
        if inside[0] not in _OPEN_TO_DOORS and f"{other}.{inside[0]}" not in PASSED:
            says = f"a door enters `{other}` by its operations and queries, not by `{inside[0]}`"
            yield source.fault(node, says)


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the last two words of what is called, such as `datetime.now` or `print`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                yield node, called.id
            elif isinstance(called, ast.Attribute):
                before = called.value
                owner = before.attr if isinstance(before, ast.Attribute) else getattr(before, "id", "")
                yield node, f"{owner}.{called.attr}"


def clocks(source: Source) -> Iterator[Fault]:
    """Yield readings of the clock below the doors."""
    if source.room in DOORS:
        return
    for node, called in calls(source):
        if called in _CLOCKS:
            yield source.fault(
                node, f"`{called}` reads the clock below a door: take `now` or `as_of` as an argument"
            )


def prints(source: Source) -> Iterator[Fault]:
    """Yield prints outside the commands."""
    if source.room == "cli":
        return
    for node, called in calls(source):
        if called == "print":
            yield source.fault(node, "only commands print: return what there is to say")


def environment(source: Source) -> Iterator[Fault]:
    """Yield readings of environment variables outside `site`, which owns the configuration."""
    if source.room == "site":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
            yield source.fault(
                node, "only `site/settings.py` reads the environment: take the value as an argument"
            )


def revealed(source: Source, places: tuple[str, ...]) -> Iterator[Fault]:
    """Yield openings of a person's value outside the places that must see it."""
    if source.path.removeprefix("src/yakusoku/").startswith(places):
        return
    for node, called in calls(source):
        if called.endswith(".reveal"):
            yield source.fault(
                node, "a person's value is opened only in matching, in stores and in making an answer"
            )
