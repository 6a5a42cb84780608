"""
A parent that has imported everything and opened nothing; each trial is a child that it forks.

It reads one trial a line (JSON) and answers each with one line. A trial does a stretch of the walk in a home
of its own, possibly dying at an armed point; a second child of the same home goes on where the first died.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image


@dataclass(frozen=True)
class Trial:
    """
    One stretch of the walk: in which home, up to which state, and where to die (`label`, its n-th passing).

    `company` names another walk than the first. `chain` is a file of labels: the child dies at the first point that
    is not in it, among those that begin with one of `kinds`, and adds it.
    """

    home: str
    until: str
    armed: tuple[str, int] | None = None
    record: str | None = None
    own: str = ""
    company: str = ""
    chain: str = ""
    kinds: tuple[str, ...] = ()

    @classmethod
    def read(cls, line: str) -> Trial:
        """Read a line."""
        plain: dict[str, Any] = json.loads(line)
        armed = plain.get("armed")
        point = (armed[0], armed[1]) if armed else None
        kinds = tuple(plain.get("kinds", ()))
        return cls(
            plain["home"], plain["until"], point, plain.get("record"), plain["own"],
            plain.get("company", ""), plain.get("chain", ""), kinds,
        )  # fmt: skip


def grow(trial: Trial) -> None:
    """Do the stretch in this process; its points are counted, and written where `record` says."""
    from tests.common import changed, walked
    from tests.faults.chains import Chain
    from tests.faults.points import Points, install

    os.environ["YAKUSOKU_TRIAL_OWN"] = trial.own
    points = Chain.after(Path(trial.chain), trial.kinds) if trial.chain else Points(armed=trial.armed)
    install(points)
    from yakusoku.site.home import open_home

    home = open_home(Path(trial.home))
    if trial.company:
        changed.walk(home, trial.company, until=trial.until)
    else:
        walked.walk(home, until=trial.until)
    home.close()
    if trial.record:
        Path(trial.record).write_text(json.dumps(points.passed), encoding="utf-8")


def _child(trial: Trial) -> None:
    status = 1
    try:
        errors = os.open(Path(trial.home).parent / "child.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(errors, 2)
        grow(trial)
        status = 0
    except BaseException:  # noqa: BLE001  the parent is told by the exit code, whatever it was
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


# What a child would otherwise import by itself, each child anew.
_NEEDED = (
    "_strptime",
    "dbos._sys_db_postgres",
    "dbos._sys_db_sqlite",
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "encodings.utf_8_sig",
    "PIL.ImageDraw",
    "PIL.ImageFont",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "pymysql",
    "tests.common.changed",
    "tests.common.walked",
    "yakusoku.examples.walks.all",
    "yakusoku.examples.walks.jcom_disclosure",
    "yakusoku.jobs.worker",
    "yakusoku.site.home",
    "yakusoku.site.wiring",
    "yakusoku.stores.adapters.mariadb",
    "yakusoku.stores.adapters.postgres",
    "yakusoku.stores.adapters.sqlite",
)


def _hasten(queue: Any) -> None:
    """Let the engine look at its own queue more often than each second: a resumed burst begins at once."""
    made = queue.__init__

    def make(self: Any, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        self._polling_interval_sec = 0.02

    queue.__init__ = make


def warm() -> None:
    """Import what a trial needs; open no file, no connection and no thread."""
    import dbos
    import dbos._queue
    import django.core.management.commands.migrate
    import psycopg  # noqa: F401  imported for its children
    import typst  # noqa: F401  imported for its children
    from django.conf import settings as django_settings

    from yakusoku.site import databases

    _hasten(dbos._queue.Queue)
    if not django_settings.configured:
        import django

        django_settings.configure(**databases.django_values(databases.database("sqlite:///:memory:", Path())))
        django.setup()
    for name in _NEEDED:
        import_module(name)
    Image.init()
    gc.freeze()  # a child that collects would copy every page of what is imported


def main() -> None:
    """Answer trials until standard input ends: `0` done, `-9` died where it was armed, another number: an error."""
    warm()
    for line in sys.stdin:
        trial = Trial.read(line)
        child = os.fork()
        if child == 0:
            _child(trial)
        _, status = os.waitpid(child, 0)
        code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        print(json.dumps({"code": code}), flush=True)  # noqa: T201  the answer to whoever asked


if __name__ == "__main__":
    main()
