"""
The durable engine (DBOS Transact, its MIT part) behind the port of `work`.

One generic durable function runs every burst, so the burst format has one version and new code resumes
what older code began. The engine is at-least-once; "exactly once" is made by the rooms' own rows.

No exception passes through the engine: it would store its words, and give it back as another type when it
replays. A step that could not be done is a result that says so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import sqlalchemy
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID
from django.db import InterfaceError, OperationalError, connections

from yakusoku.terms.text import text
from yakusoku.work.bursts import Burst, Call, Tally
from yakusoku.work.ports import UnableToStart

# Changes only when the shape of a burst changes. The engine's default, a hash of the source, would strand
# everything in flight at every release.
BURST_FORMAT = "burst-1"

PAUSES: list[float] = [0.2, 1, 5, 15]
"""Seconds between attempts where our own database does not answer; a step may be done twice, so it is tried again."""
FAILED = "failed"
_ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")

Result = TypeVar("Result")

_log = logging.getLogger("yakusoku.jobs")


@dataclass(frozen=True)
class Wired:
    """The bursts of this process, its clock, and where a failure is noted."""

    bursts: Mapping[str, Burst]
    clock: Callable[[], datetime]
    failed: Callable[[str, datetime], None]

    def call(self, intent: str, about: str, arguments: Mapping[str, str | int]) -> Call:
        """Return the call of a step, at this moment."""
        return Call(intent, about, arguments, self.clock())


_launched: list[Wired] = []
"""What the launched engine of this process works with; a durable function cannot be handed an object."""


def _wired() -> Wired:
    return _launched[-1]


@DBOS.step(name="yakusoku.steps")
def _steps(kind: str, intent: str, about: str, arguments: dict[str, Any]) -> dict[str, Any]:
    def plan() -> dict[str, Any]:
        return {"steps": list(_wired().bursts[kind].steps(_wired().call(intent, about, arguments)))}

    return _guarded(kind, "steps", plan)


@DBOS.step(name="yakusoku.step")
def _step(kind: str, intent: str, about: str, arguments: dict[str, Any], step: str) -> dict[str, Any]:
    def do() -> Tally:
        return _wired().bursts[kind].do(_wired().call(intent, about, arguments), step)

    return _guarded(kind, step, do)


@DBOS.step(name="yakusoku.failed")
def _failed(intent: str) -> dict[str, Any]:
    def note() -> Tally:
        _wired().failed(intent, _wired().clock())
        return {}

    return _guarded("work", "failed", note)


@DBOS.workflow(name="yakusoku.burst")
def _run(kind: str, intent: str, about: str, arguments: dict[str, Any]) -> dict[str, Any]:
    begun = _steps(kind, intent, about, arguments)
    steps: Sequence[str] = begun.get("steps", ())
    result = begun
    burst = _wired().bursts.get(kind)
    with burst.around() if burst else nullcontext():
        for step in steps:
            result = _step(kind, intent, about, arguments, step)
            if result.get("park"):
                return {"parked": step}
            if FAILED in result:
                break
    if FAILED in result:
        _failed(intent)
        return {FAILED: result[FAILED]}
    return {"done": 1}


def _guarded(kind: str, step: str, call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do a step; what goes wrong becomes a result of names only: the words of drivers hold values."""
    try:
        return _patiently(call)
    except Exception as error:  # noqa: BLE001  whatever it was, its words must not be stored by the engine
        said = {"burst": kind, "step": step, "error": type(error).__name__}
        _log.error(json.dumps(said, sort_keys=True))
        return {FAILED: f"{kind} {step} {type(error).__name__}"}
    finally:
        connections.close_all()


def _patiently(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do a step, again after a pause where our own database was away for a moment."""
    for pause in PAUSES:
        try:
            return call()
        except (OperationalError, InterfaceError):
            connections.close_all()
            sleep(pause)
    return call()


def _sqlite_engine(file: Path) -> sqlalchemy.Engine:
    """Return an engine on a SQLite file of its own, in the mode our own state uses."""
    engine = sqlalchemy.create_engine(f"sqlite:///{file}", connect_args={"timeout": 20})

    @sqlalchemy.event.listens_for(engine, "connect")
    def _start(connection: Any, _record: Any) -> None:  # noqa: ANN401  a driver's own connection
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class Engine:
    """A launched engine in this process: starts bursts, resumes what a dead process left, and stops."""

    def __init__(
        self,
        *,
        url: str,
        folder: Path,
        slot: str,
        poll_seconds: float,
        bursts: Mapping[str, Burst],
        clock: Callable[[], datetime],
        failed: Callable[[str, datetime], None],
    ) -> None:
        """Describe the engine; nothing runs before `launch`."""
        self._wired = Wired(dict(bursts), clock, failed)
        self._slot = slot
        config: DBOSConfig = {
            "name": "yakusoku",
            "application_version": BURST_FORMAT,
            "executor_id": slot,
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "log_level": "ERROR",
            "max_executor_threads": 4,
            "notification_listener_polling_interval_sec": poll_seconds,
        }
        if url.startswith("sqlite:///"):
            config["system_database_engine"] = _sqlite_engine(folder / url.removeprefix("sqlite:///"))
        else:
            config["system_database_url"] = url
        self._config = config

    def launch(self) -> None:
        """Start the engine; it at once resumes the bursts that a dead process of this slot left."""
        _launched[:] = [self._wired]
        DBOS(config=self._config)
        DBOS.launch()

    def start(self, kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> None:
        """
        Start a burst under the id of its intent; a second call with that id starts nothing.

        :raises UnableToStart: if no burst of that kind is known here, or the job tables do not answer
        """
        if kind not in self._wired.bursts:
            raise UnableToStart(
                text("no burst is called {kind}.", kind=kind),
                do=text("This worker is older than the deed that asked; upgrade it."),
            )
        try:
            with SetWorkflowID(intent):
                DBOS.start_workflow(_run, kind, intent, about, dict(arguments))
        except sqlalchemy.exc.SQLAlchemyError as problem:
            raise UnableToStart(
                text("the job tables do not answer ({problem}).", problem=type(problem).__name__),
                do=text("Look at [jobs] database; the burst is started again by itself."),
            ) from None

    def running(self) -> tuple[str, ...]:
        """Return the ids of bursts that have not ended, in any slot."""
        rows = DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False)
        return tuple(row.workflow_id for row in rows)

    def resume(self, slots: tuple[str, ...]) -> int:
        """Take over the bursts of slots whose worker is dead; return how many."""
        if not slots:
            return 0
        rows = DBOS.list_workflows(
            status="PENDING", executor_id=list(slots), load_input=False, load_output=False
        )
        for row in rows:
            DBOS.resume_workflow(row.workflow_id)
        return len(rows)

    def forget_ended(self, intents: Sequence[str]) -> int:
        """Delete the records of those bursts that have ended, so that they can be started again; return how many."""
        if not intents:
            return 0
        rows = DBOS.list_workflows(
            workflow_ids=list(intents), status=list(_ENDED), load_input=False, load_output=False
        )
        if rows:
            DBOS.delete_workflows([row.workflow_id for row in rows])
        return len(rows)

    def prune(self, *, before: datetime) -> int:
        """Delete the records of bursts that ended before `before`; our own rows are the record that stays."""
        rows = DBOS.list_workflows(
            status=list(_ENDED),
            completed_before=before.isoformat(),
            load_input=False,
            load_output=False,
            limit=1000,
        )
        if rows:
            DBOS.delete_workflows([row.workflow_id for row in rows])
        return len(rows)

    def stop(self, *, patience: float = 5) -> None:
        """Stop, giving running bursts `patience` seconds to end; what has not ended is resumed by the next launch."""
        end = monotonic() + patience
        while self._own() and monotonic() < end:
            sleep(0.02)
        DBOS.destroy(workflow_completion_timeout_sec=0)
        tables = self._config.get("system_database_engine")
        if tables is not None:
            tables.dispose()  # ours, so the engine does not close its connections

    def _own(self) -> bool:
        rows = DBOS.list_workflows(
            status="PENDING", executor_id=self._slot, load_input=False, load_output=False, limit=1
        )
        return bool(rows)
