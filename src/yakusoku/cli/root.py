"""The root of the command line. A command's module is read only when that command is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from yakusoku import __version__
from yakusoku.cli.context import Door, Refusing

# name: (module, attribute, one line for --help); listed here so that --help reads none of them
COMMANDS: dict[str, tuple[str, str, str]] = {
    "init": ("home", "init", "Make a home, or finish a half-made one."),
    "demo": ("demo", "demo", "Answer five requests from arrival to closing, in homes of their own."),
    "check": ("check", "check", "Check policies and data map."),
    "policy": ("policy", "policy", "Show policies, the version of a day, what changed, the schema."),
    "may": ("may", "may", "Say whether data may be used so, by which clause and article."),
    "why": ("may", "why", "Show what an answer of `may` rests on, condition by condition."),
    "audience": ("audience", "audience", "Of whom among many a use may be made: ids, counts by reason."),
    "datamap": ("datamap", "datamap", "How a search goes through the data map, in Fides' own terms."),
    "gates": ("gates", "gates", "Which systems ask before they use data, and how often they did."),
    "notice": ("notice", "notice", "What the public read on a day; publish a version; what a text lacks."),
    "promises": ("promises", "promises", "Show for each published clause whether it is kept, and by what."),
    "inspect": ("inspect", "inspect", "What people looked at for a clause, and what was to be put right."),
    "rights": ("rights", "rights", "Requests of persons: receive, search, review, answer."),
    "consent": ("consent", "consent", "What persons chose: consents, withdrawals, stops; screen a list."),
    "provision": (
        "provision",
        "provision",
        "To whom data go and from whom they come: give, receive, record.",
    ),
    "holds": ("holds", "holds", "Reasons why data must not be touched for now."),
    "ledger": ("ledger", "ledger", "Verify the ledger, prove an entry, export it."),
    "restore": ("ledger", "restore", "After own state was restored from a backup."),
    "vault": ("vault", "vault", "Case keys: status, rotation, escrow, destruction, certificates."),
    "staff": ("staff", "staff", "Who acts here, and in which role."),
    "api-keys": ("api_keys", "api_keys", "Keys with which programs act over HTTP."),
    "serve": ("serve", "serve", "Serve the door for programs: rulings, consents, stops over HTTP."),
    "webhooks": ("webhooks", "webhooks", "Messages to systems that want to know of stops at once."),
    "work": ("work", "work", "Run the worker; look at the outbox."),
    "upgrade": ("upgrade", "upgrade", "Back up, migrate and verify a home, or back it up alone."),
    "doctor": ("doctor", "doctor", "Look at everything that could be wrong here."),
}


class Lazy(Refusing):
    """A group that knows its commands' names and first lines, and reads the rest on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, reading its module."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"yakusoku.cli.{module}"), attribute)
        assert isinstance(command, click.Command)  # noqa: S101  the table above names commands
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names and first lines without reading a command's module."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


@click.command(cls=Lazy)
@click.version_option(__version__, prog_name="yakusoku")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="The home (else $YAKUSOKU_HOME, else ./home).",
)
@click.option("--language", type=click.Choice(["en", "ja"]), help="Language of what is printed.")
@click.pass_context
def commands(ctx: click.Context, home: Path | None, language: str | None) -> None:
    """Yakusoku (約束) makes a published privacy policy run."""
    door = ctx.ensure_object(Door)
    if home is not None:
        door.home = home
    if language is not None:
        door.language = language
