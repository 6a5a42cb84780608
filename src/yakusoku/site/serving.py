"""Serving the door for programs: one process with a few threads, by WSGI."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from yakusoku.site.home import Home, open_home
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_log = logging.getLogger("yakusoku.web")
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_INDEX_EVERY = 0.5
_KEEP_CONNECTION = 5


class UnableToServe(UnableTo):
    """The door cannot be opened here."""

    asked = text("serve the door for programs")


def application(home: Home, clock: Callable[[], datetime]) -> Wsgi:
    """
    Return the door of an open home as a WSGI application. What is recorded through it is indexed within a second.

    :raises UnableToServe: if the parts of the extra `web` are not installed
    """
    try:
        from django.core.handlers.wsgi import WSGIHandler
        from ninja import NinjaAPI
    except ImportError:
        raise UnableToServe(
            text("the extra web is not installed."), do=text("Install it: `pip install yakusoku[web]`.")
        ) from None
    del NinjaAPI
    from yakusoku.web.api import ports

    # What was refused is answered; Django's own lines name the address that was called, which may hold anything.
    for name in ("django.request", "django.security.DisallowedHost", "django.server"):
        logging.getLogger(name).disabled = True
    web = home.settings.web
    ports.wire(
        home=home.folder,
        clock=clock,
        hosts=tuple(one.lower() for one in web.hosts),
        most_bytes=web.most_bytes,
    )
    return _Indexed(WSGIHandler(), partial(_settle, home, clock))


def _settle(home: Home, clock: Callable[[], datetime]) -> None:
    home.settle(clock())


class _Indexed:
    """Indexes the ledger soon after a call that may have recorded something; calls do not wait for it."""

    def __init__(self, inner: Wsgi, settle: Callable[[], None]) -> None:
        self._inner, self._settle = inner, settle
        self._due = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
        answer = self._inner(environ, begin)
        if environ.get("REQUEST_METHOD") == "POST":
            self._begin()
            self._due.set()
        return answer

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="index")
                self._thread.start()

    def _run(self) -> None:
        from django.db import DatabaseError, connections

        while True:
            self._due.wait()
            threading.Event().wait(_INDEX_EVERY)
            self._due.clear()
            try:
                self._settle()
            except (UnableTo, DatabaseError) as problem:  # stays for the next call, the worker, or a command
                _log.warning(json.dumps({"index": type(problem).__name__}))
            finally:
                connections.close_all()


def load(folder: Path, clock: Callable[[], datetime]) -> Wsgi:
    """Open the home in the process that serves, and return its door."""
    home = open_home(folder)
    from django.db import connections

    connections["default"].settings_dict["CONN_MAX_AGE"] = _KEEP_CONNECTION
    connections.databases["default"]["CONN_MAX_AGE"] = _KEEP_CONNECTION
    return application(home, clock)


def serve(folder: Path, clock: Callable[[], datetime]) -> None:
    """
    Serve the home at `folder` until stopped.

    :raises UnableToServe: if the extra `web` is not installed, or the port is taken
    """
    try:
        from granian import Granian
        from granian.constants import Interfaces
    except ImportError:
        raise UnableToServe(
            text("the extra web is not installed."), do=text("Install it: `pip install yakusoku[web]`.")
        ) from None
    home = open_home(folder)  # a home that cannot be opened is refused here, in words, not in the child
    web = home.settings.web
    home.close()
    server = Granian(
        "yakusoku", address=web.address, port=web.port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=web.threads, log_enabled=False, websockets=False,
    )  # fmt: skip
    server.serve(target_loader=partial(load, folder, clock), wrap_loader=False)
