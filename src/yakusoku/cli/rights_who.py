"""Who asks without a paper, by telephone or in the person's place, one command a deed."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from yakusoku.cli.context import Door
from yakusoku.cli.rights_answer import BY, DAY, REQUEST, TO, write_files
from yakusoku.cli.rights_show import say_next
from yakusoku.terms.text import text

CALLED = click.option(
    "--called-at",
    type=click.DateTime(),
    help="When the call was made (the company's time); now, if not given.",
)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)


@click.command()
@REQUEST
@click.option("--reason", help="By what staff know the person; asked for when it is not given.")
@click.option(
    "--means", default="registered_facts", show_default=True,
    help="The way in which the person is known: registered_facts, registered_email, registered_login,"
    " registered_address.",
)  # fmt: skip
@BY
@click.pass_obj
def recognize(door: Door, request_id: str, reason: str | None, means: str, by: str) -> None:
    """Confirm identity without a paper, where the text asks for none."""
    why = reason or click.prompt(text("By what do you know the person?").say(door.language))
    with door.session():
        from yakusoku.rights.operations.recognize import recognize_person

        recognize_person(request_id=request_id, reason=why, means=means, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.option("--end", is_flag=True, help="End the doubt that is recorded.")
@click.option("--reason", help="What does not agree, or what explained it; asked for when it is not given.")
@BY
@click.pass_obj
def doubt(door: Door, request_id: str, end: bool, reason: str | None, by: str) -> None:
    """Record reasonable doubt about who asks, so that a paper may be asked for; or end it."""
    why = reason or click.prompt(text("What is in doubt, or explained?").say(door.language))
    with door.session():
        from yakusoku.rights.operations.recognize import end_doubt, note_doubt

        deed = end_doubt if end else note_doubt
        deed(request_id=request_id, reason=why, by=by, now=door.now())
        say_next(door, request_id)


@click.command()
@REQUEST
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--kind",
    type=click.Choice(["mandated", "attorney", "administrative_scrivener", "parent", "guardian", "statutory"]),
    required=True, help="What kind of representative asks.",
)  # fmt: skip
@click.option(
    "--answer-to", type=click.Choice(["person", "representative"]), required=True, help="Who gets the letter."
)
@click.option("--reason", help="By what staff know of the authority; asked for when it is not given.")
@click.option(
    "--holding",
    type=click.Choice(["sole", "joint"]),
    help="Of a parent: whether one holds the authority or both.",
)
@click.option(
    "--conflict", type=click.Choice(["parents", "child"]),
    help="The parents disagree, or a parent stands against the child.",
)  # fmt: skip
@BY
@click.pass_obj
def authority(
    door: Door,
    request_id: str,
    file: Path,
    kind: str,
    answer_to: str,
    reason: str | None,
    holding: str | None,
    conflict: str | None,
    by: str,
) -> None:
    """Note that somebody asks for the person; FILE (YAML) holds name, postal_code and address of who asks."""
    why = reason or click.prompt(text("By what do you know of the authority?").say(door.language))
    with door.session():
        from yakusoku.rights.arrival import read_representative
        from yakusoku.rights.operations.representatives import confirm_authority

        confirm_authority(
            request_id=request_id,
            kind=kind,
            who=read_representative(file.read_bytes(), file=file.name),
            answer_to="representative" if answer_to == "representative" else "person",
            reason=why,
            holding="joint" if holding == "joint" else "sole" if holding else "",
            conflict="child" if conflict == "child" else "parents" if conflict else "",
            by=by,
            now=door.now(),
        )
        say_next(door, request_id)


@click.command("ask-person")
@REQUEST
@click.option(
    "--word",
    type=click.Choice(["agreed", "denied", "not_reached"]),
    required=True,
    help="What the person said.",
)
@click.option(
    "--way", type=click.Choice(["call", "letter", "in_person"]), required=True, help="How they were asked."
)
@click.option("--asked-on", type=DAY, required=True, help="The day, as 2026-11-25.")
@BY
@click.pass_obj
def ask_person(door: Door, request_id: str, word: str, way: str, asked_on: datetime, by: str) -> None:
    """Note what the person said about the representative, asked at the registered number or address."""
    with door.session():
        from yakusoku.rights.operations import representatives

        words: dict[str, representatives.Word] = {"agreed": "agreed", "denied": "denied"}
        ways: dict[str, representatives.AskedBy] = {"call": "call", "letter": "letter"}
        representatives.ask_person(
            request_id=request_id, word=words.get(word, "not_reached"), way=ways.get(way, "in_person"),
            asked_on=asked_on.date(), by=by, now=door.now(),
        )  # fmt: skip
        say_next(door, request_id)


@click.command()
@REQUEST
@TO
@BY
@click.pass_obj
def numbers(door: Door, request_id: str, folder: Path, by: str) -> None:
    """Write out the registered telephone numbers for a call back, each with its code; that you looked is noted."""
    with door.session():
        from yakusoku.rights.operations.call_back import listed, release_numbers

        found = release_numbers(request_id=request_id, by=by, now=door.now())
        write_files(folder, {"numbers.txt": listed(found)})
        door.say(text("Delete these files when you have looked at them."))


@click.command("call-back")
@REQUEST
@click.option("--number", required=True, help="Code of the number that was called, from `rights numbers`.")
@click.option(
    "--result", type=click.Choice(["agreed", "denied", "not_reached"]), required=True, help="What came of it."
)
@CALLED
@BY
@click.pass_obj
def call_back(
    door: Door, request_id: str, number: str, result: str, called_at: datetime | None, by: str
) -> None:
    """Note that the registered number was called back, and whether the person answered and had asked."""
    with door.session():
        from yakusoku.rights.operations import call_back as telephone

        results: dict[str, telephone.Answered] = {"agreed": "agreed", "denied": "denied"}
        telephone.record_call_back(
            request_id=request_id, number=number.lower(), result=results.get(result, "not_reached"),
            called_at=_moment(door, request_id, called_at), by=by, now=door.now(),
        )  # fmt: skip
        say_next(door, request_id)


@click.command("caller-number")
@REQUEST
@click.argument("file", type=_FILE, required=False)
@CALLED
@BY
@click.pass_obj
def caller_number(
    door: Door, request_id: str, file: Path | None, called_at: datetime | None, by: str
) -> None:
    """Compare the number that the telephone showed, which FILE (or -) holds; without FILE it was withheld."""
    with door.session():
        from yakusoku.rights.operations.call_back import record_caller_number
        from yakusoku.terms.personal import Personal

        shown = Personal(_read(file).decode().strip()) if file else None
        record_caller_number(
            request_id=request_id, shown=shown, called_at=_moment(door, request_id, called_at), by=by,
            now=door.now(),
        )  # fmt: skip
        say_next(door, request_id)


@click.command()
@REQUEST
@click.argument("file", type=_FILE)
@CALLED
@BY
@click.pass_obj
def facts(door: Door, request_id: str, file: Path, called_at: datetime | None, by: str) -> None:
    """Compare facts that a caller told, which FILE (YAML, `facts`) holds, with what is registered; none is kept."""
    with door.session():
        from yakusoku.rights.arrival import read_facts
        from yakusoku.rights.operations.call_back import compare_facts

        enough, _ = compare_facts(
            request_id=request_id, told=read_facts(_read(file), file=file.name),
            called_at=_moment(door, request_id, called_at), by=by, now=door.now(),
        )  # fmt: skip
        door.say(text("The facts agree.") if enough else text("The facts do not agree."))
        say_next(door, request_id)


def _read(file: Path) -> bytes:
    return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()


def _moment(door: Door, request_id: str, called_at: datetime | None) -> datetime:
    from yakusoku.rights import queries

    if called_at is None:
        return door.now()
    company = queries.request(request_id).controller
    return called_at.replace(tzinfo=ZoneInfo(queries.timezone(company)))


def add_who_to(group: click.Group) -> None:
    """Add the commands of this module to the group `rights`."""
    for command in (recognize, doubt, authority, ask_person, numbers, call_back, caller_number, facts):
        group.add_command(command)
