"""`yakusoku datamap`: how a search goes through the data map, in Fides' own terms."""

from __future__ import annotations

import json
from pathlib import Path

import click

from yakusoku.cli.context import Door, Refusing
from yakusoku.datamap import queries


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
