"""The ledger: verify, prove, list, index, write out; and what follows a restore."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.ledger.queries import Fault, Verification

_LOG = click.option("--log", help="The controller's log, such as `jcom`; all logs where it is left out.")
_MOST = 20


@click.group()
def ledger() -> None:
    """Verify the ledger, prove an entry, export it."""


@click.group()
def restore() -> None:
    """After own state was restored from a backup."""


@ledger.command()
@_LOG
@click.option("--all", "everything", is_flag=True, help="List every finding, not the first twenty.")
@click.pass_obj
def verify(door: Door, log: str | None, everything: bool) -> None:
    """Index what waits, then hold every stored byte against what was signed. Exit code 1: something does not fit."""
    with closing(door.open()):
        from yakusoku.ledger import operations

        found = operations.verify_all(log=log, now=door.now())
    if found.refused is not None:
        door.say(found.refused.say(door.language), err=True)
    if not found.done:
        door.say(text("There is no log yet."))
    for one in found.done:
        say_verification(door, one, everything=everything)
    if found.refused is not None or not all(one.holds for one in found.done):
        raise SystemExit(1)


def say_verification(door: Door, one: Verification, *, everything: bool = False) -> None:
    """Print what a verification found."""
    door.say(
        text(
            "{log}: {entries} entries, {checkpoints} checkpoints, {generations} generations, {waiting} waiting",
            log=one.log,
            entries=one.entries,
            checkpoints=one.checkpoints,
            generations=one.generations,
            waiting=one.waiting,
        )
    )
    shown = one.findings if everything else one.findings[:_MOST]
    for fault in shown:
        _say_fault(door, fault)
    rest = len(one.findings) - len(shown) + one.more
    if rest:
        door.say(text("  and {count} more findings", count=rest))
    door.say(text("  everything fits") if one.holds else text("  NOT everything fits"))


def _say_fault(door: Door, fault: Fault) -> None:
    entry = "-" if fault.entry is None else str(fault.entry)
    door.say(
        text(
            "  {severity} {kind} at {file}, entry {entry}: {says} {do}",
            severity=fault.severity.value,
            kind=fault.kind,
            file=fault.file,
            entry=entry,
            says=fault.says,
            do=fault.do,
        )
    )


@ledger.command()
@click.option("--log", required=True, help="The controller's log.")
@click.option("--entry", "entry_id", type=int, help="The entry's id, as `ledger entries` lists it.")
@click.option(
    "--since", type=click.Path(path_type=Path, exists=True), help="An older checkpoint that you kept."
)
@click.option("--to", type=click.Path(path_type=Path), help="Write the proof to this file.")
@click.pass_obj
def prove(door: Door, log: str, entry_id: int | None, since: Path | None, to: Path | None) -> None:
    """Write the proof of one entry, or that the log extends an older checkpoint."""
    if (entry_id is None) == (since is None):
        raise click.UsageError(text("Give either --entry or --since.").say(door.language))
    with closing(door.open()):
        from yakusoku.ledger import queries

        stamp = None
        if since is not None:
            kept = since.read_text(encoding="utf-8")
            whole, origin = queries.growth(log, kept), kept.partition("\n")[0]
        else:
            made = queries.proof(log, entry_id or 0)
            whole, stamp, origin = made.full, made.stamp(), made.address
        key = queries.key(log, origin=origin)
    if to is None:
        click.echo(whole, nl=False)
        return
    to.write_text(whole, encoding="utf-8")
    door.say(text("The proof is in {file}. Whoever checks it needs the key of the log:", file=to))
    click.echo(f"  {key}")
    if stamp:
        door.say(text("A letter carries it in short:"))
        click.echo(f"  {stamp}")


@ledger.command("check-proof")
@click.argument("proof", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--key", required=True, help="The verifier key, from somewhere you trust.")
@click.option(
    "--entry", type=click.Path(path_type=Path, exists=True), help="The entry's bytes, if not in the proof."
)
@click.option("--stamp", help="What the QR code of the letter says.")
@click.option(
    "--chain",
    "key_chain",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The chain of keys (`ledger chain`), where the proof is of a later key than the one you trust.",
)
@click.pass_obj
def check_proof(
    door: Door, proof: Path, key: str, entry: Path | None, stamp: str | None, key_chain: Path | None
) -> None:
    """Check a proof without database or network. Exit code 1: it does not hold; 2: it cannot be read."""
    from yakusoku.ledger.offline import check

    body = entry.read_bytes() if entry else None
    links = key_chain.read_text(encoding="utf-8") if key_chain else None
    code, said = check(proof.read_text(encoding="utf-8"), key, entry=body, stamp=stamp, key_chain=links)
    door.say(said, err=bool(code))
    raise SystemExit(code)


@ledger.command()
@click.option("--log", required=True, help="The controller's log.")
@click.option("--about", help="Only entries about this id.")
@click.option("--after", default=0, help="Only entries with a higher id.")
@click.option("--limit", default=100, show_default=True, help="At most so many.")
@click.pass_obj
def entries(door: Door, log: str, about: str | None, after: int, limit: int) -> None:
    """List entries: id, index, moment, tag, what it is about, who did it, facts."""
    with closing(door.open()):
        from yakusoku.ledger import queries

        for one in queries.entries(log, about, after=after, limit=limit):
            facts = " ".join(f"{name}={fact}" for name, fact in one.facts.items())
            index = "-" if one.index is None else one.index
            moment = f"{one.at:%Y-%m-%dT%H:%M:%SZ}"
            click.echo(
                f"{one.id:>8} {index:>8}  {moment}  {one.tag}  {one.about}  {one.by}  {facts}".rstrip()
            )


@ledger.command()
@click.pass_obj
def sequence(door: Door) -> None:
    """Index and sign what is committed. A running worker does this by itself."""
    with closing(door.open()):
        from yakusoku.ledger import operations

        done = operations.sequence(now=door.now())
    for one in done:
        door.say(
            text(
                "{origin}: entries {first} to {last} have their index",
                origin=one.origin,
                first=one.first,
                last=one.size - 1,
            )
        )
    if not done:
        door.say(text("Nothing waits for its index."))


@ledger.command()
@click.option("--log", required=True, help="The controller's log.")
@click.pass_obj
def rebuild(door: Door, log: str) -> None:
    """Make damaged tiles anew from the entries, and missing triggers from their migration."""
    with closing(door.open()):
        from yakusoku.ledger import operations

        count = operations.rebuild(log)
    door.say(text("{count} tiles were made anew.", count=count))


@ledger.command("rotate-key")
@click.option("--log", required=True, help="The controller's log.")
@click.option("--by", required=True, help="Who does this: the public id of a member of staff.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def rotate_key(door: Door, log: str, by: str, yes: bool) -> None:
    """Go on with a new signing key: the old one names it, and it opens the next generation of the log."""
    if not yes:
        click.confirm(text("Close {log} in favor of a new key?", log=log).say(door.language), abort=True)
    with closing(door.open()):
        from yakusoku.ledger import operations

        done = operations.rotate_key(log=log, by=by, now=door.now())
    door.say(text("{log} goes on with a new key after {size} entries:", log=log, size=done.size))
    click.echo(f"  {done.new}")
    door.say(text("It lies in {file}: back up the keys and make a new escrow.", file=done.where))
    door.say(text("Proofs of before stay proven by the key of before:"))
    click.echo(f"  {done.old}")
    door.say(
        text(
            "It is in {file} and signs nothing new. Keep it with the backups of the keys: a restore to an earlier day"
            " needs it. Publish the chain of keys (`yakusoku ledger chain`).",
            file=done.put_aside,
        )
    )


@ledger.command("chain")
@click.option("--log", required=True, help="The controller's log.")
@click.option("--to", type=click.Path(path_type=Path), help="Write the chain to this file.")
@click.pass_obj
def key_chain(door: Door, log: str, to: Path | None) -> None:
    """Write the chain of keys, by which whoever trusts an older key comes to the newer ones."""
    with closing(door.open()):
        from yakusoku.ledger import queries

        whole = queries.key_chain(log)
    if to is None:
        click.echo(whole, nl=False)
        return
    to.write_text(whole, encoding="utf-8")
    door.say(text("The chain of keys is in {file}.", file=to))


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--log", required=True, help="The controller's log.")
@click.option("--bundles", is_flag=True, help="Also the entries themselves, for the auditor.")
@click.pass_obj
def export(door: Door, folder: Path, log: str, bundles: bool) -> None:
    """Write the log as static files (C2SP tlog-tiles)."""
    with closing(door.open()):
        from yakusoku.ledger import operations

        done = operations.export(log, folder, bundles=bundles)
    for one in done:
        door.say(
            text(
                "{origin}: {size} entries, {tiles} tiles and {bundles} bundles in {folder}",
                origin=one.origin,
                size=one.size,
                tiles=one.tiles,
                bundles=one.bundles,
                folder=one.folder,
            )
        )


@restore.command()
@click.option(
    "--by", default="system", show_default=True, help="Who does this: the public id of a member of staff."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def finish(door: Door, by: str, yes: bool) -> None:
    """Show what was lost, replay, close the old log and open a new one that names the old checkpoint."""
    with closing(door.open()):
        from yakusoku.ledger import operations, queries

        found = queries.behind()
        if not found:
            door.say(text("Every log is in order; nothing is to be done."))
        for one in found:
            door.say(text("{log}: {says} {do}", log=one.log, says=one.says, do=one.do))
            if one.lost > 0:
                door.say(
                    text(
                        "  lost: {count} entries, from {first} to {last}",
                        count=one.lost,
                        first=one.first_lost,
                        last=one.known[1] - 1,
                    )
                )
        if found and not yes:
            click.confirm(text("Close these logs and open new ones?").say(door.language), abort=True)
        for one in found:
            done = operations.finish_restore(log=one.log, by=by, now=door.now())
            door.say(
                text(
                    "{log}: {origin} is open; {replayed} replayed, {carried} carried over",
                    log=one.log,
                    origin=done.origin,
                    replayed=done.replayed,
                    carried=done.carried,
                )
            )
