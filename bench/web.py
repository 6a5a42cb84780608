"""Rulings over HTTP beside the same rulings in process, and beside a bare server of the same kind, in one run."""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

QUESTION = {
    "purpose": "shopping-convenience", "route": "provisions.duty-free-shops", "data": ["user.contact.phone_number"],
    "facts": ["looked_up", "collected_under=2026-11-23"],
}  # fmt: skip
CALLS, CLIENTS, MANY = 400, 4, 100
_BARE = """
import sys
from granian import Granian
from granian.constants import Interfaces

def load():
    def hello(environ, start):
        environ["wsgi.input"].read()
        start("200 OK", [("Content-Type", "application/json")])
        return [b"{}"]
    return hello

if __name__ == "__main__":
    Granian("bare", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI, blocking_threads=4,
            log_enabled=False, websockets=False).serve(target_loader=load, wrap_loader=False)
"""


def run() -> Iterator[str]:
    """Yield what was measured: calls a second by four clients that keep their connections, on loopback."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        token = _home(home)
        (Path(folder) / "bare.py").write_text(_BARE)
        bare = _rate([sys.executable, str(Path(folder) / "bare.py"), "8761"], 8761, "", QUESTION)
        yakusoku = [
            sys.executable,
            "-c",
            "from yakusoku.site.main import main; main()",
            "--home",
            str(home),
            "serve",
        ]
        one = _rate(yakusoku, 8762, token, QUESTION)
        many = _rate(
            yakusoku, 8762, token, {"questions": [QUESTION] * MANY}, path="/v1/rulings/many", calls=40
        )
    inside = _in_process()
    yield f"bare server, hello              {bare:>10,.0f} calls a second"
    yield f"one ruling a call, with its key {one:>10,.0f} rulings a second ({bare / one:.1f} times slower than bare)"
    yield f"{MANY} rulings a call             {many * MANY:>10,.0f} rulings a second"
    yield f"in process                      {inside:>10,.0f} rulings a second"


def _home(home: Path) -> str:
    from datetime import UTC, datetime

    from yakusoku.site.home import make_home

    opened = make_home(home)
    with (home / "yakusoku.toml").open("a") as file:
        file.write("[web]\nport = 8762\n")
    with as_file(files("yakusoku.examples") / "data" / "jalpak" / "policies") as packaged:
        shutil.copytree(packaged, home / "policies" / "jalpak")
    from yakusoku.staff.operations import add_member, make_key
    from yakusoku.staff.rules import Deed, Role
    from yakusoku.terms.personal import Personal

    now = datetime.now(UTC)
    boss = add_member(
        controller="jalpak", name=Personal("佐々木 恵"), roles=(Role.MANAGER,), by="bench", now=now
    ).public_id
    made = make_key(
        controller="jalpak", owner=boss, deeds=(Deed.RULINGS,), purposes=("*",), days=1, by=boss, now=now
    )
    opened.close()
    return made.token.reveal()


def _rate(
    command: list[str], port: int, token: str, body: object, *, path: str = "/v1/rulings", calls: int = CALLS
) -> float:
    """Return calls a second, the server started and stopped around them."""
    sent = json.dumps(body)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)

        def ask() -> None:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            for _ in range(calls // CLIENTS):
                client.request("POST", path, sent, headers)
                answer = client.getresponse()
                answer.read()
                assert answer.status == 200
            client.close()

        ask()
        threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
        began = time.perf_counter()
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        return calls / (time.perf_counter() - began)
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            client.request("GET", "/v1/nothing")
            client.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            client.close()
    raise RuntimeError("the server did not start")


def _in_process() -> float:
    from yakusoku.decisions.queries import Compiled, Question, read_facts
    from yakusoku.policy import queries as policies

    with as_file(files("yakusoku.examples") / "data" / "jalpak" / "policies") as packaged:
        compiled = Compiled.of(policies.load(packaged))
    question = Question(
        date(2026, 11, 24),
        "shopping-convenience",
        frozenset(QUESTION["data"]),
        route="provisions.duty-free-shops",
    )
    facts = read_facts(QUESTION["facts"])
    began, count = time.perf_counter(), 50_000
    for _ in range(count):
        compiled.decide(question, facts)
    return count / (time.perf_counter() - began)
