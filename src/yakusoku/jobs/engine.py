"""
The durable engine (DBOS Transact, its MIT part) behind the port of `work`.

One generic durable function runs every burst, so the burst format has one version and new code resumes
what older code began. The engine is at-least-once; "exactly once" is made by the rooms' own rows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import sqlalchemy
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID
from django.db import connections

from yakusoku.terms.text import text
from yakusoku.work.bursts import Burst, Call, Tally
from yakusoku.work.ports import UnableToStart

# Changes only when the shape of a burst changes. The engine's default, a hash of the source, would strand
# everything in flight at every release.
BURST_FORMAT = "burst-1"

Result = TypeVar("Result")

_log = logging.getLogger("yakusoku.jobs")


class StepFailedError(Exception):
    """A step ended with an error. Carries names only: the engine stores this text in its tables."""


class Bursts:
    """The bursts of this process and its clock; a resumed burst finds its code here by kind."""

    known: dict[str, Burst] = {}
    clock: Callable[[], datetime]
    failed: Callable[[str, datetime], None]


@DBOS.step(name="yakusoku.steps")
def _steps(kind: str, intent: str, about: str, arguments: dict[str, Any]) -> list[str]:
    call = Call(intent, about, arguments, Bursts.clock())
    return _guarded(kind, "steps", lambda: list(Bursts.known[kind].steps(call)))


@DBOS.step(name="yakusoku.step")
def _step(kind: str, intent: str, about: str, arguments: dict[str, Any], step: str) -> Tally:
    call = Call(intent, about, arguments, Bursts.clock())
    return _guarded(kind, step, lambda: Bursts.known[kind].do(call, step))


@DBOS.step(name="yakusoku.failed")
def _failed(intent: str) -> None:
    _guarded("work", "failed", lambda: Bursts.failed(intent, Bursts.clock()))


@DBOS.workflow(name="yakusoku.burst")
def _run(kind: str, intent: str, about: str, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        for step in _steps(kind, intent, about, arguments):
            if _step(kind, intent, about, arguments, step).get("park"):
                return {"parked": step}
    except StepFailedError as failure:
        _failed(intent)
        return {"failed": str(failure)}
    return {"done": 1}


def _guarded(kind: str, step: str, call: Callable[[], Result]) -> Result:
    """Run a step so that no error's own words reach the job tables: drivers put values into them."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001  whatever it was, its words must not be stored by the engine
        _log.error('{"burst": "%s", "step": "%s", "error": "%s"}', kind, step, type(error).__name__)
        raise StepFailedError(f"{kind} {step} {type(error).__name__}") from None
    finally:
        connections.close_all()


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
        Bursts.known, Bursts.clock, Bursts.failed = dict(bursts), clock, staticmethod(failed)
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
        DBOS(config=self._config)
        DBOS.launch()

    def start(self, kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> None:
        """
        Start a burst under the id of its intent; a second call with that id starts nothing.

        :raises UnableToStart: if no burst of that kind is known here
        """
        if kind not in Bursts.known:
            raise UnableToStart(
                text("no burst is called {kind}.", kind=kind),
                do=text("This worker is older than the deed that asked; upgrade it."),
            )
        with SetWorkflowID(intent):
            DBOS.start_workflow(_run, kind, intent, about, dict(arguments))

    def running(self) -> tuple[str, ...]:
        """Return the ids of bursts that have not ended."""
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

    def prune(self, *, before: datetime) -> int:
        """Delete the records of bursts that ended before `before`; our own rows are the record that stays."""
        rows = DBOS.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            end_time=before.isoformat(),
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
        while self.running() and monotonic() < end:
            sleep(0.02)
        DBOS.destroy(workflow_completion_timeout_sec=0)
