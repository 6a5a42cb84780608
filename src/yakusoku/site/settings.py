"""The one typed configuration of a home, `yakusoku.toml`: an unknown key is an error, secrets come from outside."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_FROM_ENVIRONMENT = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")


class UnableToConfigure(UnableTo):
    """The configuration cannot be used as it stands."""

    asked = text("read the configuration")


class Section(BaseModel):
    """A part of the configuration; a key it does not know is refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class HomeSection(Section):
    """What this home is."""

    language: Literal["en", "ja"] = Field("ja", description="Language in which the desk is addressed.")
    timezone: str = Field("Asia/Tokyo", description="Zone in which a day begins and ends.")


class OwnSection(Section):
    """Yakusoku's own state."""

    database: str = Field(
        "sqlite:///own.sqlite", description="SQLite file (relative to the home) or `postgresql://…`."
    )


class StoreSection(Section):
    """One of the company's own databases, by the name the data map uses."""

    url: str = Field(
        description="`sqlite:///file` (relative to the home), `postgresql://…` or `mariadb://…`."
    )
    receipts: bool = Field(
        False,
        description="Whether the store takes a table of ours (`yakusoku_receipt`) that says what was changed.",
    )


class KeysSection(Section):
    """Keys: outside the database and outside ordinary backups."""

    folder: str = Field(
        "keys", description="Folder of case keys, wrapping keys and signing keys (mode 0700)."
    )
    backup_days: int = Field(
        35,
        ge=0,
        le=3650,
        description="Days for which a backup of the keys exists; sets the honest date of destruction.",
    )


class MailSection(Section):
    """Mail to the desk. Subjects and bodies hold ids, never a person's values."""

    kind: Literal["folder", "smtp"] = Field(
        "folder", description="`folder` writes one .eml a message; `smtp` sends."
    )
    folder: str = Field("mail", description="Folder for kind `folder`.")
    host: str = Field("127.0.0.1", description="Server for kind `smtp`.")
    port: int = Field(25, ge=1, le=65535, description="Port for kind `smtp`.")
    sender: str = Field("yakusoku@example.jp", description="Sender's address.")
    desk: str = Field("desk@example.jp", description="Where the desk reads its mail.")


class JobsSection(Section):
    """The durable engine."""

    database: str = Field(
        "sqlite:///jobs.sqlite",
        description="Job tables: a SQLite file, or `postgresql://…` (schema `dbos`; may be the own database).",
    )
    slot: str = Field("worker-1", pattern=r"^[a-z0-9-]{3,40}$", description="Name of this worker's slot.")
    poll_seconds: float = Field(0.5, gt=0, le=60, description="Pause between two looks at the outbox.")


class RightsSection(Section):
    """Requests of persons."""

    by_hand_margin_days: int = Field(
        3,
        ge=0,
        le=20,
        description="Days between the day of what people do by hand and the day of the answer.",
    )
    remind_days: int = Field(
        2, ge=0, le=20, description="How many days ahead of their day people are reminded."
    )
    reply_days: int = Field(
        14,
        ge=14,
        le=90,
        description="Least days that a reminder leaves before a request ends unanswered. No law names a number, and"
        " nobody may be put to a hardship (APPI 37(4)): a home may give more, never less.",
    )
    keep_found_days: int = Field(
        90,
        ge=0,
        le=3650,
        description="Days after a request ended for which its findings stay: for a question about the answer.",
    )
    keep_answer_days: int = Field(
        1095,
        ge=0,
        le=3650,
        description="Days after its end for which letters and package stay, as evidence of the answer.",
    )
    keep_case_days: int = Field(
        1825,
        ge=0,
        le=3650,
        description="Days after its end until its key is destroyed by itself. No law names a number; the house does.",
    )


class WebSection(Section):
    """The door for programs, which `yakusoku serve` opens. It speaks HTTP; a proxy before it speaks TLS."""

    address: str = Field(
        "127.0.0.1", description="Where it listens. Beyond loopback only behind a proxy that speaks TLS."
    )
    port: int = Field(8750, ge=1, le=65535, description="Port.")
    hosts: list[str] = Field(
        ["localhost", "127.0.0.1", "::1"], description="Names by which it may be called; others are refused."
    )
    threads: int = Field(4, ge=1, le=64, description="Calls that are answered at one time.")
    most_bytes: int = Field(262_144, ge=1_024, le=16_777_216, description="The largest body that is taken.")


class WebhooksSection(Section):
    """Messages to systems that want to know of stops, withdrawals and restrictions at once."""

    hosts: list[str] = Field(
        [], description="Names of hosts that may be sent to, by https. Their addresses must be public ones."
    )
    inner_hosts: list[str] = Field(
        [],
        description="Hosts in the company's own network, by name or address; loopback alone also without TLS.",
    )
    timeout_seconds: float = Field(5, gt=0, le=30, description="How long a receiver has to answer.")
    disable_after_days: int = Field(
        5,
        ge=1,
        le=60,
        description="An endpoint that failed for so many days, and never answered, is disabled.",
    )
    keep_days: int = Field(
        90, ge=7, le=3650, description="Days for which messages and their attempts are kept."
    )


class LogSection(Section):
    """One line a deed, without values."""

    file: str = Field(
        "log/deeds.jsonl", description="File (relative to the home); empty means standard error."
    )


class Settings(Section):
    """Everything that a home may configure."""

    home: HomeSection = HomeSection()
    own: OwnSection = OwnSection()
    stores: dict[str, StoreSection] = Field(default_factory=dict, description="Stores by name.")
    keys: KeysSection = KeysSection()
    mail: MailSection = MailSection()
    jobs: JobsSection = JobsSection()
    rights: RightsSection = RightsSection()
    web: WebSection = WebSection()
    webhooks: WebhooksSection = WebhooksSection()
    log: LogSection = LogSection()


def _filled(value: object, file: Path) -> object:
    """Return `value` with every `${NAME}` replaced from the environment."""
    if isinstance(value, dict):
        return {key: _filled(part, file) for key, part in value.items()}
    if not isinstance(value, str):
        return value
    for name in _FROM_ENVIRONMENT.findall(value):
        if name not in os.environ:
            raise UnableToConfigure(
                text(
                    "{file} names the environment variable {name}, which is not set.",
                    file=file.name,
                    name=name,
                ),
                do=text("Set it where Yakusoku is started, or write the value into the file."),
            )
    return _FROM_ENVIRONMENT.sub(lambda match: os.environ[match.group(1)], value)


def _require_databases(settings: Settings, file: Path) -> None:
    """See that every address names a kind of database that is known; an address may hold a secret: none is said."""
    addresses = {"own.database": settings.own.database, "jobs.database": settings.jobs.database}
    addresses |= {f"stores.{name}.url": store.url for name, store in settings.stores.items()}
    for key, address in addresses.items():
        if not _is_database(address) and not (key.startswith("stores.") and address.startswith("mariadb://")):
            raise UnableToConfigure(
                text("{file}, key {key}: this is no address of a database.", file=file.name, key=key),
                do=text("Write `sqlite:///file` or `postgresql://user@host:port/name`."),
            )


def _is_database(address: str) -> bool:
    if address.startswith("sqlite:///"):
        return True
    try:
        parts, port = urlsplit(address), urlsplit(address).port
    except ValueError:  # brackets or a port that are none
        return False
    return parts.scheme in {"postgresql", "postgres"} and port != 0


def read_settings(folder: Path) -> Settings:
    """
    Return the configuration of the home at `folder`.

    :raises UnableToConfigure: if there is no `yakusoku.toml`, or it holds an unknown key or a wrong value
    """
    file = folder / "yakusoku.toml"
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        settings = Settings.model_validate(_filled(raw, file))
    except FileNotFoundError:
        raise UnableToConfigure(
            text("there is no home at {folder}.", folder=str(folder)),
            do=text("Make one with `yakusoku init {folder}`.", folder=str(folder)),
        ) from None
    except OSError as problem:
        raise UnableToConfigure(
            text("{file} cannot be read ({problem}).", file=file.name, problem=problem.strerror),
            do=text("See that it is a file, and that you may read it."),
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UnableToConfigure(
            text("{file} is not TOML: {problem}.", file=file.name, problem=str(problem)),
            do=text("Repair that line; the reference is docs/configuration.md."),
        ) from None
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UnableToConfigure(
            text("{file}, key {key}: {problem}.", file=file.name, key=key, problem=first["msg"]),
            do=text("Compare with docs/configuration.md; a key that is not listed there is not known."),
        ) from None
    _require_databases(settings, file)
    return settings
