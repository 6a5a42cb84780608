"""`yakusoku datamap`: how a search goes through the data map, in Fides' own terms."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door, Refusing
from yakusoku.datamap import queries
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.stores.queries import TriggerView


@click.group(cls=Refusing)
def datamap() -> None:
    """Look at the data map as a search does."""


@datamap.command()
@click.option(
    "--identity", "identities", multiple=True, required=True, metavar="KEY",
    help="What a search begins with, such as email; may be repeated. What follows = is not looked at.",
)  # fmt: skip
@click.option(
    "--targets", multiple=True, metavar="CATEGORIES",
    help="Categories that a policy is about, with commas; what holds none of them may stay out of reach.",
)  # fmt: skip
@click.option(
    "--home",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The home (else the one in use).",
)
@click.option("--json", "on_one_line", is_flag=True, help="Print the JSON on one line, for programs.")
@click.pass_context
def walk(
    ctx: click.Context,
    identities: tuple[str, ...],
    targets: tuple[str, ...],
    folder: Path | None,
    on_one_line: bool,
) -> None:
    """
    Print as JSON how a search walks the data map, in Fides' own terms, to be compared with Fides.

    It reads the files in the folder `datamap` of the home alone: no store is opened, and no value of a person is
    needed or printed. Exit code 1 says that Fides would end with an error, which is printed too.
    """
    door = ctx.ensure_object(Door)
    keys = tuple(dict.fromkeys(given.partition("=")[0].strip() for given in identities))
    named = (word.strip() for given in targets for word in given.split(","))
    found = queries.walk_folder(
        (folder or door.home) / "datamap",
        identities=keys,
        targets=tuple(dict.fromkeys(word for word in named if word)),
    )
    click.echo(
        json.dumps(_content(found, door.language), ensure_ascii=False, indent=None if on_one_line else 2)
    )
    ctx.exit(1 if found.error else 0)


@datamap.command()
@click.argument("store")
@click.option(
    "--company", required=True, help="The company that answers for what the store holds, by its id."
)
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), help="A new file to write, else it is printed."
)
@click.pass_obj
def draft(door: Door, store: str, company: str, into: Path | None) -> None:
    """
    Begin a data map: write the tables of STORE as a Fides dataset, for people to finish.

    It reads what the store says about its tables, and no row. `yakusoku check` then names what is still to be said.
    """
    home = door.open()
    try:
        from yakusoku.stores.queries import draft_of

        written = draft_of(store, company=company)
    finally:
        home.close()
    if into is None:
        click.echo(written, nl=False)
        return
    _write(into, written)
    door.say(text("Written: {file}. Now `yakusoku check` says what is missing.", file=into))


class UnableToWriteDraft(UnableTo):
    """The draft has no place: a data map that people finished is never written over."""

    asked = text("write the draft")

    def __init__(self, file: Path, *, exists: bool) -> None:
        """Name the `file`, and whether something `exists` there."""
        wrong = (
            text("{file} is there already.", file=file)
            if exists
            else text("{file} cannot be written.", file=file)
        )
        super().__init__(wrong, do=text("Name a new file, such as `datamap/customers.yaml` in the home."))


def _write(into: Path, written: str) -> None:
    """Write a new file. :raises UnableToWriteDraft: if there is one, or no place for it"""
    try:
        with into.open("x", encoding="utf-8") as file:
            file.write(written)
    except OSError as unable:
        raise UnableToWriteDraft(into, exists=isinstance(unable, FileExistsError)) from None


@datamap.command()
@click.option("--json", "json_wanted", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def triggers(door: Door, json_wanted: bool) -> None:
    """
    Show the triggers that run when rows change, and the lines by which the data map accepts them.

    A trigger is a program in the store; what it does nobody sees from outside. Look at it there, then copy its lines
    below `yakusoku_meta` of the collection and say why it may run. One that is changed later is refused again.
    """
    home = door.open()
    try:
        from yakusoku.stores import queries as stores

        known, _ = queries.load(home.folder / "datamap")
        found = stores.triggers(known)
    finally:
        home.close()
    if json_wanted:
        click.echo(json.dumps({"triggers": [asdict(one) for one in found]}, ensure_ascii=False, indent=2))
        return
    if not found:
        door.say(text("No trigger runs when rows of a declared collection change."))
    for one in found:
        events = ", ".join(_EVENTS[event].say(door.language) for event in one.events)
        door.say(
            text("{trigger} of {collection} in {store}, when rows are {events}: {state}",
                 trigger=one.name, collection=one.address, store=one.store, events=events,
                 state=_STATES[one.state])
        )  # fmt: skip
        if one.state != "accepted":
            click.echo(_lines(one))


_EVENTS = {"erase": text("erased"), "update": text("changed")}
_STATES = {
    "accepted": text("accepted as it is"),
    "changed": text("changed after it was accepted"),
    "open": text("not accepted"),
}


def _lines(one: TriggerView) -> str:
    """Return what is written into the data map to accept a trigger; why it may run, people say."""
    return (
        "  triggers:\n"
        f"    {json.dumps(one.name, ensure_ascii=False)}:\n"
        "      reason: \n"
        f"      definition: {one.definition}"
    )


@datamap.command()
def schema() -> None:
    """Print the JSON Schema of a data map file, for editors."""
    click.echo(json.dumps(queries.schema(), ensure_ascii=False, indent=2))


def _content(found: queries.FidesWalk, language: str) -> dict[str, object]:
    error = found.error
    return {
        "identities": found.identities,
        "targets": found.targets,
        "seeds": found.seeds,
        "collections": found.collections,
        "predecessors": found.predecessors,
        "order": found.order,
        "loops": found.loops,
        "shared": found.shared,
        "skipped": found.skipped,
        "excused": found.excused,
        "left_out": found.left_out,
        "unreachable": found.unreachable,
        "matched": found.matched,
        "error": error
        and {
            "kind": error.kind,
            "about": error.about,
            "says": error.says.say(language),
            "do": error.do.say(language),
        },
    }
