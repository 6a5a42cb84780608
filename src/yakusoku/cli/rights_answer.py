"""Requests of persons from the search to the closing, one command a deed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text

BY = click.option("--by", required=True, help="Your id in the register of staff (`yakusoku staff list`).")
REQUEST = click.argument("request_id", metavar="REQUEST")
DAY = click.DateTime(formats=["%Y-%m-%d"])
TO = click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write into; only the owner may read what is written.",
)


@click.command()
@REQUEST
@click.option("--again", is_flag=True, help="Throw the present search and its review away, and search anew.")
@BY
@click.pass_obj
def search(door: Door, request_id: str, again: bool, by: str) -> None:
    """Freeze the plan and start the search; a running worker does it."""
    with door.session():
        from yakusoku.rights.operations.search import search_again, start_search

        if again:
            search_again(request_id=request_id, by=by, now=door.now())
        digest = start_search(request_id=request_id, by=by, now=door.now())
        door.say(text("The plan is frozen; its digest is {digest}.", digest=digest))
        say_next(door, request_id)


@click.command()
@REQUEST
@BY
@click.pass_obj
def resume(door: Door, request_id: str, by: str) -> None:
    """Ask again for work on a request that has failed, or that waits for a store which is back."""
    with door.session():
        from yakusoku.rights.operations.resume import resume_work

        resume_work(request_id=request_id, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--section", required=True, help="Collection, as `dataset.collection`.")
@click.option("--field", default="", help="One field of it; without this the whole collection.")
@click.option(
    "--withhold",
    "ground",
    default="",
    help="Ground on which it is withheld, such as DISC-2; without this it is shown.",
)
@click.option("--law", default="", help="Article of the other law that a ground rests on.")
@click.option("--also", default="", help="Ground of the same right under the other law, where both bind.")
@click.option("--also-law", default="", help="Article of another law on which that ground rests.")
@BY
@click.pass_obj
def review(
    door: Door,
    request_id: str,
    section: str,
    field: str,
    ground: str,
    law: str,
    also: str,
    also_law: str,
    by: str,
) -> None:
    """Decide on one item: shown, or withheld on a lawful ground."""
    with door.session():
        from yakusoku.rights.operations.review import review_item

        review_item(
            request_id=request_id, section=section, field=field, ground=ground, law=law, also=also,
            also_law=also_law, by=by, now=door.now(),
        )  # fmt: skip
        say_next(door, request_id)


@click.command()
@REQUEST
@TO
@BY
@click.pass_obj
def preview(door: Door, request_id: str, folder: Path, by: str) -> None:
    """Look at what an answer says as it now stands, before it is approved; that you looked is noted."""
    with door.session():
        from yakusoku.rights.operations.build import preview_answer

        write_files(folder, preview_answer(request_id=request_id, by=by, now=door.now()))
        door.say(text("Delete these files when you have looked at them."))
        say_next(door, request_id)


@click.command()
@REQUEST
@BY
@click.pass_obj
def prepare(door: Door, request_id: str, by: str) -> None:
    """Fix the decisions for the second person's look; prints what the answer comes to."""
    with door.session():
        from yakusoku.rights.operations.prepare import prepare_answer

        door.say(prepare_answer(request_id=request_id, by=by, now=door.now()).says)
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--return", "back", is_flag=True, help="Send it back to review instead.")
@BY
@click.pass_obj
def approve(door: Door, request_id: str, back: bool, by: str) -> None:
    """Approve a prepared answer as the second person, or send it back."""
    with door.session():
        from yakusoku.rights.operations.prepare import approve_answer, return_to_review

        deed = return_to_review if back else approve_answer
        deed(request_id=request_id, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@TO
@BY
@click.pass_obj
def package(door: Door, request_id: str, folder: Path, by: str) -> None:
    """Open the sealed package for printing or sending: writes its files, and notes that you did."""
    with door.session():
        from yakusoku.rights.operations.build import release_package

        write_files(folder, release_package(request_id=request_id, by=by, now=door.now()))
        door.say(text("Delete these files when the letter has left."))
        say_next(door, request_id)


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files that only their owner may read, and print their names."""
    from yakusoku.terms.files import write_whole

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in files.items():
        write_whole(folder / name, content)
        click.echo(folder / name)


@click.command()
@REQUEST
@click.option(
    "--method",
    type=click.Choice(
        [
            "registered_post",
            "simple_registered_post",
            "in_hand",
            "electronic",
            "direct_transmission",
        ]
    ),
    required=True,
)
@click.option("--tracking", required=True, help="Number of the registered item, or of the signed receipt.")
@click.option("--sent-on", type=DAY, required=True, help="The day on which it left, as 2026-11-10.")
@BY
@click.pass_obj
def dispatch(door: Door, request_id: str, method: str, tracking: str, sent_on: datetime, by: str) -> None:
    """Note how and when the answer left the house."""
    with door.session():
        from yakusoku.rights.operations.dispatch import record_dispatch
        from yakusoku.rights.rules import Dispatching

        record_dispatch(
            request_id=request_id,
            method=Dispatching(method),
            tracking=tracking,
            sent_on=sent_on.date(),
            by=by,
            now=door.now(),
        )
        say_next(door, request_id)


@click.command()
@REQUEST
@BY
@click.pass_obj
def close(door: Door, request_id: str, by: str) -> None:
    """Close an answered request; copies of identity papers are destroyed."""
    with door.session():
        from yakusoku.rights.operations.dispatch import close_request

        close_request(request_id=request_id, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@BY
@click.pass_obj
def withdraw(door: Door, request_id: str, by: str) -> None:
    """Close a request because the person took it back."""
    with door.session():
        from yakusoku.rights.operations.dispatch import withdraw_request

        withdraw_request(request_id=request_id, by=by, now=door.now())
        say_next(door, request_id)


def add_to(group: click.Group) -> None:
    """Add the commands of this file, in the order in which they are needed."""
    for command in (
        search, resume, preview, review, prepare, approve, package, dispatch, close, withdraw,
    ):  # fmt: skip
        group.add_command(command)
