"""What the edge of the door refuses, in which words, and that nobody reads of a person anywhere."""

from __future__ import annotations

import json
import logging

import pytest

from tests.operations.web.conftest import AOKI, Program, own, program
from tests.operations.web.test_calls import CONSENT, NEWS, STOP

__all__ = ["own", "program"]


class TestEdge:
    def test_a_body_that_is_too_large_is_refused(self, program: Program) -> None:
        got = program.call("/v1/rulings", "x" * (program.home.settings.web.most_bytes + 1))

        assert (got.status, got.headers["Content-Type"]) == (413, "application/problem+json")

    @pytest.mark.parametrize(
        "body",
        ["", "{", "[]", "null", '"x"', b"\xff\xfe", '{"purpose": "\\ud800"}', '{"purpose": "\\u0000"}'],
    )
    def test_what_is_no_call_is_refused_in_words(self, program: Program, body: str | bytes) -> None:
        got = program.call("/v1/rulings", body)

        assert got.status in (400, 422)
        assert got.headers["Content-Type"] == "application/problem+json"

    def test_another_name_is_refused(self, program: Program) -> None:
        from django.test import Client

        got = Client(HTTP_HOST="evil.example").get("/v1/key")

        assert got.status_code == 400

    def test_nothing_at_an_address_and_no_such_method_are_problems(self, program: Program) -> None:
        missing, method = program.call("/v1/nothing"), program.call("/v1/stops")

        assert (missing.status, method.status) == (404, 405)
        assert method.headers["Allow"] == "POST"
        assert missing.body["do"]

    def test_refusals_are_japanese_for_who_reads_japanese(self, program: Program) -> None:
        program.token = ""

        got = program.call("/v1/key", **{"Accept-Language": "ja"})

        assert got.body["wrong"] == "鍵が送られていません。"
        assert got.headers["Content-Language"] == "ja"

    def test_a_persons_value_stands_in_no_error_and_no_log(
        self, program: Program, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        value = "mayumi.aoki@example.jp"
        planted: list[tuple[str, object]] = [
            ("/v1/stops", {**STOP, value: 1}),
            ("/v1/stops", {"way": value, "person": AOKI}),
            (
                "/v1/stops",
                {"way": "email", "person": {"given": [{"identity": "phone_number", "value": value}]}},
            ),
            ("/v1/stops", {"way": "email", "person": {"given": [{"identity": value, "value": value}]}}),
            ("/v1/rulings", {**NEWS, "facts": [value]}),
            ("/v1/rulings", {**NEWS, "purpose": value}),
            ("/v1/consents", {**CONSENT, "arrival": {"proof": value}}),
            (f"/v1/{value}", None),
            (f"/v1/key?of={value}", None),
        ]
        with caplog.at_level(logging.DEBUG):
            said = [program.call(path, body).raw for path, body in planted]

        assert all(value not in one for one in said)
        assert value not in caplog.text
        out, err = capfd.readouterr()
        assert value not in out + err
        assert value not in (program.home.folder / "log" / "deeds.jsonl").read_text()

    def test_an_error_of_the_program_says_nothing_of_the_person(
        self, program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        from yakusoku.consent import operations

        def fail(**given: object) -> None:
            raise ValueError("mayumi.aoki@example.jp")

        monkeypatch.setattr(operations, "stop", fail)

        got = program.call("/v1/stops", STOP)

        assert got.status == 500
        assert json.loads(got.raw)["type"] == "urn:yakusoku:unable-to-take"
        assert "mayumi" not in got.raw + caplog.text
        assert "ValueError" in caplog.text
