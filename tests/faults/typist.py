"""
A parent that has imported everything and begun no thread; each command that has to die is typed in a child of it.

A test's own process cannot be forked for that: letters are made by threads, which a child would wait for forever.
It reads one command a line (JSON) and answers each with the signal by which its child died, 0 if by none.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tests.faults import nursery
from tests.faults.points import Points, exactly, install

PATIENCE = 120  # seconds: a child that hangs dies by SIGALRM, and the test fails instead of waiting


@dataclass(frozen=True)
class Fatal:
    """A command typed in a home at a time, without words the night's minimization; it dies at the commit of `tag`."""

    home: str
    now: str
    tag: str
    when: str
    words: tuple[str, ...] = ()


class AtCommit(Points):
    """Dies at the commit of one deed: the first point whose label ends with its tag and `when`."""

    def __init__(self, tag: str, when: str) -> None:
        super().__init__(who=exactly)
        self._end = f" {tag} {when}"

    def at(self, label: str) -> None:
        """Pass a point; the process is gone at the wanted one."""
        if label.startswith("own commit") and label.endswith(self._end):
            os.kill(os.getpid(), signal.SIGKILL)


class Typist:
    """Has commands typed that die."""

    def __init__(self) -> None:
        """Start the parent."""
        command = (sys.executable, "-m", "tests.faults.typist")
        self._parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def type(self, fatal: Fatal) -> int:
        """Return the signal by which the command died, 0 if by none."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps(asdict(fatal)) + "\n")
        self._parent.stdin.flush()
        return int(self._parent.stdout.readline())

    def leave(self) -> None:
        """Let the parent go."""
        self._parent.communicate(timeout=PATIENCE)


def _type(fatal: Fatal) -> None:
    from tests.operations import doors
    from yakusoku.rights.operations.minimize import minimize_ended
    from yakusoku.site.home import open_home

    now = datetime.fromisoformat(fatal.now)
    install(AtCommit(fatal.tag, fatal.when))
    if fatal.words:
        doors.run(Path(fatal.home), *fatal.words, now=now)
    else:
        open_home(Path(fatal.home))
        minimize_ended(now=now)


def main() -> None:
    """Answer commands until standard input ends."""
    nursery.warm()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.alarm(PATIENCE)
            try:
                _type(Fatal(**json.loads(line)))
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
