"""Messages are signed, leave nothing out and nobody's value in, arrive at least once, and stop where nobody listens."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from datetime import timedelta
from email import message_from_bytes, policy
from time import monotonic

import pytest

from tests.operations.consent.conftest import whom
from tests.operations.webhooks.conftest import Scene, own, scene

__all__ = ["own", "scene"]


def signed(secret: str, headers: dict[str, str], body: bytes) -> str:
    """Return the signature that the specification asks for, made here anew."""
    words = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return (
        "v1,"
        + b64encode(
            hmac.new(b64decode(secret.removeprefix("whsec_")), words, hashlib.sha256).digest()
        ).decode()
    )


class TestArriving:
    def test_a_stop_arrives_signed_and_names_nobody(self, scene: Scene) -> None:
        made = scene.add()
        choice = scene.stop()

        scene.work(seconds=1)

        [(headers, body)] = scene.receiver.got
        assert headers["webhook-signature"] == signed(made.secret.reveal(), headers, body)
        assert headers["webhook-timestamp"] == str(int(scene.now.timestamp()))
        said = json.loads(body)
        assert (said["type"], said["data"]["choice"], said["data"]["scope"]) == (
            "choice.stopped",
            choice,
            "email",
        )
        assert "mayumi" not in body.decode()
        keyed = hmac.new(
            bytes.fromhex(made.person_key.reveal()), b"email:mayumi.aoki@example.jp", hashlib.sha256
        ).hexdigest()
        assert said["data"]["persons"] == [{"identity": "email", "keyed": keyed}]
        assert [one.state for one in scene.deliveries()] == ["delivered"]

    def test_a_withdrawal_and_a_restriction_arrive_and_nothing_else_does(self, scene: Scene) -> None:
        from yakusoku.consent.operations import About, Arrived, record, withdraw
        from yakusoku.consent.rules import Kind, Turn

        scene.add("choice.withdrawn", "choice.restricted")
        arrived = Arrived("internet", "web", scene.now)
        given = whom(email="mayumi.aoki@example.jp")
        common = {"controller": "jalux", "whom": given, "arrived": arrived, "by": "web", "now": scene.now}
        scene.stop()
        withdraw(**common, scope="special_care.insurance-and-finance")  # type: ignore[arg-type]  # named above
        record(**common, about=About(Kind.RESTRICTION, "any"), turn=Turn.MADE)  # type: ignore[arg-type]  # named above
        record(**common, about=About(Kind.CONSENT, "channels.email"), turn=Turn.REFUSED)  # type: ignore[arg-type]  # named above

        scene.work(seconds=1)

        assert [json.loads(body)["type"] for _, body in scene.receiver.got] == [
            "choice.withdrawn",
            "choice.restricted",
        ]

    def test_a_stop_that_was_not_recorded_sends_nothing(self, scene: Scene) -> None:
        from yakusoku.consent.operations import UnableToRead

        scene.add()
        with pytest.raises(UnableToRead):
            scene.stop("no mailbox")

        assert scene.work(seconds=1) == 0
        assert scene.deliveries() == ()

    def test_a_worker_delivers(self, scene: Scene) -> None:
        scene.add()
        scene.stop()
        worker = scene.home.worker(lambda: scene.now)
        worker.start()
        try:
            assert worker.drain(seconds=30)
        finally:
            worker.close()

        assert len(scene.receiver.got) == 1
        assert [one.state for one in scene.deliveries()] == ["delivered"]


class TestFailing:
    @pytest.mark.parametrize(
        ("behaves", "outcome"),
        [("500", "500"), ("302", "302"), ("404", "404"), ("drop", "answer"), ("silent", "timeout"), ("drip", "timeout"),
         ("nonsense", "answer")],
    )  # fmt: skip
    def test_what_is_not_taken_is_tried_again_under_the_same_id(
        self, scene: Scene, behaves: str, outcome: str
    ) -> None:
        scene.add()
        scene.stop()
        scene.receiver.behaves = behaves
        began = monotonic()
        scene.work(seconds=1)
        assert monotonic() - began < 5
        scene.receiver.behaves = "200"
        assert scene.work() == 0
        scene.work(seconds=10)

        [one] = scene.deliveries()
        assert (one.state, [each.outcome for each in one.attempts]) == ("delivered", [outcome, "200"])
        first, second = scene.receiver.got
        assert first[0]["webhook-id"] == second[0]["webhook-id"] == one.public_id
        assert first[1] == second[1]
        assert scene.receiver.paths == ["/hooks", "/hooks"]

    def test_a_process_that_dies_after_sending_sends_again_and_notes_once(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from yakusoku.webhooks.operations import delivering

        class Killed(BaseException):
            """The process dies here."""

        def die(*_: object) -> None:
            raise Killed

        scene.add()
        scene.stop()
        with monkeypatch.context() as dying:
            dying.setattr(delivering, "_note", die)
            with pytest.raises(Killed):
                scene.work(seconds=1)
        scene.work()

        assert len({headers["webhook-id"] for headers, _ in scene.receiver.got}) == 1
        assert len(scene.receiver.got) == 2
        [one] = scene.deliveries()
        assert (one.state, len(one.attempts)) == ("delivered", 1)

    def test_a_receiver_that_just_failed_is_not_asked_for_each_message(self, scene: Scene) -> None:
        scene.add()
        for number in range(20):
            scene.stop(f"p{number}@example.jp")
        scene.receiver.behaves = "500"

        assert scene.work(seconds=1) == 20
        assert len(scene.receiver.got) == 1

        scene.receiver.behaves = "200"
        for _ in range(5):
            scene.work(seconds=10)
        assert {one.state for one in scene.deliveries()} == {"delivered"}

    def test_after_days_an_endpoint_is_disabled_its_messages_held_and_the_desk_told(
        self, scene: Scene
    ) -> None:
        from yakusoku.webhooks.operations import enable
        from yakusoku.webhooks.queries import endpoints
        from yakusoku.work import queries

        scene.add()
        scene.stop()
        scene.receiver.behaves = "500"
        for _ in range(60):
            scene.work(hours=6)
        tried = len(scene.receiver.got)
        later = scene.stop("baba@example.jp")
        [endpoint] = endpoints()

        assert (endpoint.state, endpoint.held, endpoint.waiting) == ("disabled", 2, 0)
        assert 5 <= tried <= 18
        assert [one.kind for one in queries.intents(about=scene.endpoint)] == ["mail.webhooks.disabled"]
        scene.receiver.behaves = "200"
        assert enable(endpoint_id=scene.endpoint, by=scene.manager, now=scene.now) == 2
        scene.work(seconds=1)
        assert [json.loads(body)["data"]["choice"] for _, body in scene.receiver.got][-1] == later
        assert {one.state for one in scene.deliveries()} == {"delivered"}

    def test_the_mail_about_it_is_worded(self, scene: Scene) -> None:
        from yakusoku.work.operations import dispatch

        scene.add()
        scene.stop()
        scene.receiver.behaves = "410"
        scene.work(seconds=1)

        assert dispatch(now=scene.now) == 1
        [mail] = (scene.home.folder / "mail").glob("*.eml")
        letter = message_from_bytes(mail.read_bytes(), policy=policy.default)
        assert scene.endpoint in letter.get_content()


class TestEndpoints:
    def test_for_a_day_after_a_rotation_both_secrets_sign(self, scene: Scene) -> None:
        from yakusoku.webhooks.operations import UnableToAnnounce, rotate

        old = scene.add().secret.reveal()
        new = rotate(endpoint_id=scene.endpoint, by=scene.manager, now=scene.now).secret.reveal()
        with pytest.raises(UnableToAnnounce):
            rotate(endpoint_id=scene.endpoint, by=scene.manager, now=scene.now + timedelta(hours=1))
        scene.stop()
        scene.work(hours=1)
        scene.stop("baba@example.jp")
        scene.work(hours=24)

        (first, one), (second, other) = scene.receiver.got
        assert old != new
        assert first["webhook-signature"] == f"{signed(new, first, one)} {signed(old, first, one)}"
        assert second["webhook-signature"] == signed(new, second, other)

    def test_a_secret_is_in_no_file_of_the_home(self, scene: Scene) -> None:
        made = scene.add()
        drawn = b64decode(made.secret.reveal().removeprefix("whsec_"))

        for file in scene.home.folder.rglob("*"):
            held = file.read_bytes() if file.is_file() else b""
            assert made.secret.reveal().encode() not in held
            assert drawn not in held
            assert drawn.hex().encode() not in held

    def test_a_replay_sends_the_same_bytes_under_the_same_id(self, scene: Scene) -> None:
        from yakusoku.webhooks.operations import replay

        scene.add()
        scene.stop()
        scene.work(seconds=1)
        again = replay(
            endpoint_id=scene.endpoint, since=scene.now - timedelta(hours=1), by=scene.manager, now=scene.now
        )
        scene.work(seconds=1)

        assert again == 1
        first, second = scene.receiver.got
        assert (first[0]["webhook-id"], first[1]) == (second[0]["webhook-id"], second[1])
        [one] = scene.deliveries()
        assert [each.outcome for each in one.attempts] == ["200", "200"]

    def test_a_host_that_the_configuration_no_longer_names_gets_nothing(self, scene: Scene) -> None:
        from dataclasses import replace

        from yakusoku.webhooks import ports

        scene.add()
        scene.stop()
        ports.wire(replace(ports.wired(), inner_hosts=frozenset()))
        scene.work(seconds=1)

        assert scene.receiver.got == []
        assert scene.deliveries()[0].attempts[0].outcome == "not-allowed"

    def test_a_public_host_that_leads_to_a_private_address_gets_nothing(self, scene: Scene) -> None:
        from yakusoku.webhooks.rules import Target
        from yakusoku.webhooks.sending import send

        port = scene.receiver.server_address[1]

        assert send(Target("http", "localhost", port, "/", inner=False), {}, b"{}", 1.0) == "address"
        assert scene.receiver.got == []

    def test_a_retired_endpoint_gets_nothing_more(self, scene: Scene) -> None:
        from yakusoku.webhooks.operations import retire

        scene.add()
        scene.stop()
        retire(endpoint_id=scene.endpoint, by=scene.manager, now=scene.now)
        scene.stop("baba@example.jp")
        scene.work(seconds=1)

        assert scene.receiver.got == []
        assert [one.state for one in scene.deliveries()] == ["given-up"]

    def test_messages_are_forgotten_after_their_time(self, scene: Scene) -> None:
        from yakusoku.webhooks.operations import forget

        scene.add()
        scene.stop()
        scene.work(seconds=1)

        assert forget(now=scene.now + timedelta(days=89)) == 0
        assert forget(now=scene.now + timedelta(days=91)) == 1
        assert scene.deliveries() == ()
