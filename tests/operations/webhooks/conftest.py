"""A home of JALUX that sends to a receiver on loopback, which takes, fails, waits or drops as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from tests.operations.consent.conftest import copy_policies, whom
from tests.operations.own_states import own
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.site.home import Home
    from yakusoku.webhooks.operations import Made
    from yakusoku.webhooks.queries import DeliveryView

__all__ = ["own"]


class Server(ThreadingHTTPServer):
    """A receiver. `behaves` is a status to answer, or `drop`, `silent`, `drip`, `nonsense`."""

    daemon_threads = True
    behaves: str = "200"

    def __init__(self) -> None:
        """Listen on a free port of loopback."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.paths: list[str] = []
        self.ended = threading.Event()

    def handle_error(self, *_: Any) -> None:
        """Say nothing of a sender that went away."""


class Handler(BaseHTTPRequestHandler):
    """Does what the server is told to."""

    server: Server

    def do_POST(self) -> None:
        """Note the message and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.server.paths.append(self.path)
        match self.server.behaves:
            case "drop":
                return
            case "silent":
                self.server.ended.wait(20)
            case "drip":
                while not self.server.ended.wait(0.1):
                    self.wfile.write(b"H")
            case "nonsense":
                self.wfile.write(b"hello\r\n\r\n")
            case status:
                self.send_response(int(status))
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


@dataclass
class Scene:
    """A home, its manager, a receiver, and the moment at which it is."""

    home: Home
    manager: str
    receiver: Server
    now: datetime = NOW
    made: Made | None = None
    _stops: int = field(default=0)

    @property
    def url(self) -> str:
        """Where the receiver is."""
        return f"http://127.0.0.1:{self.receiver.server_address[1]}/hooks"

    @property
    def endpoint(self) -> str:
        """The id of the endpoint."""
        assert self.made is not None
        return self.made.endpoint.public_id

    def add(self, *events: str) -> Made:
        """Register the receiver."""
        from yakusoku.webhooks.operations import add_endpoint
        from yakusoku.webhooks.rules import Event

        wanted = [Event(one) for one in events] or list(Event)
        self.made = add_endpoint(
            controller="jalux", url=self.url, events=wanted, by=self.manager, now=self.now
        )
        return self.made

    def stop(self, value: str = "mayumi.aoki@example.jp") -> str:
        """Stop advertising by e-mail to somebody, and return the id of the choice."""
        from yakusoku.consent.operations import Arrived, stop

        self._stops += 1
        arrived = Arrived("internet", "web", self.now, reference=f"D-{self._stops}")
        made = stop(
            controller="jalux", way="email", whom=whom(email=value), arrived=arrived, by="web", now=self.now
        )
        return made.choice.public_id

    def work(self, **passed: float) -> int:
        """Let time pass, and do what is due then; return how many attempts or puttings off it was."""
        from yakusoku.webhooks.operations import BURST
        from yakusoku.work import queries
        from yakusoku.work.bursts import Call

        self.now += timedelta(**passed)
        due = [one for one in queries.intents(states=("waiting",)) if one.not_before <= self.now]
        hooks = [one for one in due if one.kind == BURST.kind]
        for one in hooks:
            BURST.do(Call(one.public_id, one.about, one.arguments, self.now), "deliver")
        return len(hooks)

    def deliveries(self) -> tuple[DeliveryView, ...]:
        """Return what was delivered to the endpoint."""
        from yakusoku.webhooks.queries import deliveries

        return deliveries(endpoint=self.endpoint)


@pytest.fixture
def scene(own: Home) -> Iterator[Scene]:
    """A home on either kind of own state, with a receiver on loopback."""
    from yakusoku.staff.operations import add_member
    from yakusoku.webhooks import ports

    copy_policies(own.folder)
    manager = add_member(
        controller="jalux", name=Personal("佐々木 恵"), roles=(Role.MANAGER,), by="operator", now=NOW
    ).public_id
    receiver = Server()
    thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    ports.wire(replace(ports.wired(), inner_hosts=frozenset({"127.0.0.1"}), timeout=0.5))
    yield Scene(own, manager, receiver)
    receiver.ended.set()
    receiver.shutdown()
    receiver.server_close()
    thread.join(5)
