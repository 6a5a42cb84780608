"""What programs may ask and record over HTTP, with which key, and what nobody reads of persons anywhere."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.operations.web.conftest import AOKI, Program, entries, own, program
from yakusoku.staff.rules import Deed

__all__ = ["entries", "own", "program"]

Entries = Callable[[], list[tuple[str, str, str]]]
STOP = {"way": "email", "person": AOKI}
CONSENT = {
    "scope": "special_care.insurance-and-finance", "answer": "given", "form": "explicit", "version": "2026-11-23",
    "sentence": "JALUX-5.1:special_care.insurance-and-finance", "person": AOKI, "arrival": {"proof": "FORM-2026-118"},
}  # fmt: skip
NEWS: dict[str, Any] = {
    "purpose": "news-and-campaigns", "data": ["user.contact.email"], "channel": "email",
    "facts": ["looked_up", "collected_under=2026-11-23"],
}  # fmt: skip
CONFIRMED = {"how": "account", "reference": "LOGIN-77"}


class TestRulings:
    def test_a_ruling_has_its_rule_and_its_words_in_the_language_of_the_caller(
        self, program: Program
    ) -> None:
        english = program.call("/v1/rulings", NEWS).body
        japanese = program.call("/v1/rulings", NEWS, **{"Accept-Language": "ja-JP,ja;q=0.9,en;q=0.5"}).body

        assert english["rule"].startswith("purposes.news-and-campaigns")
        assert english["reason"] == japanese["reason"]
        assert english["why"] != japanese["why"]

    def test_it_is_the_ruling_that_a_program_gets_in_process(self, program: Program) -> None:
        from yakusoku.decisions.queries import Compiled, Question, read_facts
        from yakusoku.policy import queries as policies

        compiled = Compiled.of(policies.load(program.home.folder / "policies" / "jalux"))
        asked = [{**NEWS, "data": [kind], "facts": facts}
                 for kind in ("user.contact.email", "user.name", "user.health_and_medical")
                 for facts in ([], ["looked_up"], ["looked_up", "consent:channels.email"])]  # fmt: skip

        got = program.call("/v1/rulings/many", {"questions": asked}).body["rulings"]

        for one, answer in zip(asked, got, strict=True):
            day = program.at.date()
            question = Question(day, "news-and-campaigns", frozenset(one["data"]), channel="email")
            ruling = compiled.decide(question, read_facts(one["facts"]))
            assert (answer["answer"], answer["reason"], answer["clause"], answer["article"]) == (
                ruling.outcome.value, ruling.reason, ruling.because.clause, ruling.because.article,
            )  # fmt: skip

    def test_a_stop_of_the_register_refuses_whatever_the_caller_says_was_looked_up(
        self, program: Program
    ) -> None:
        asked = {
            **NEWS,
            "facts": [*NEWS["facts"], "balancing_test:purposes.news-and-campaigns"],
            "person": AOKI,
        }
        before = program.call("/v1/rulings", asked).body
        program.call("/v1/stops", STOP)
        after = program.call("/v1/rulings", asked).body

        assert before["answer"] == "allowed"
        assert (after["answer"], after["reason"]) == ("refused", "not_stopped")

    def test_with_a_person_nobody_may_say_that_there_is_consent(self, program: Program) -> None:
        said = program.call("/v1/rulings", {**NEWS, "facts": ["consent:purposes.x"], "person": AOKI})

        assert said.status == 422
        assert said.body["type"] == "urn:yakusoku:unable-to-believe"

    def test_an_unknown_purpose_is_refused_and_not_an_error(self, program: Program) -> None:
        got = program.call("/v1/rulings", {**NEWS, "purpose": "never-declared"})

        assert (got.status, got.body["answer"]) == (200, "refused")

    def test_a_policy_that_cannot_be_read_allows_nothing(self, program: Program) -> None:
        assert program.call("/v1/rulings", NEWS).status == 200
        next((program.home.folder / "policies" / "jalux").glob("*.yaml")).write_text("not: [a policy")

        got = program.call("/v1/rulings", NEWS)

        assert (got.status, got.body["type"]) == (503, "urn:yakusoku:unable-to-ask")

    def test_what_a_registered_use_asks_is_counted(self, program: Program) -> None:
        from yakusoku.gates.operations import register_use, take_in
        from yakusoku.gates.queries import asked
        from yakusoku.gates.rules import Point, Sort
        from yakusoku.web.api import ports

        use = register_use(
            controller="jalux", system="web-shop", sort=Sort.SCREEN, purpose="news-and-campaigns", point=Point.GUARD,
            owner=program.manager, by=program.manager, now=program.at,
        ).public_id  # fmt: skip
        for _ in range(3):
            program.call("/v1/rulings", {**NEWS, "use": use})
        ports.wired().close()
        take_in(now=program.at)

        [one] = asked(controller="jalux", since=program.at)
        assert one.allowed + one.refused == 3
        assert program.call("/v1/rulings", {**NEWS, "use": "use_0123456789ABCDEF"}).status == 422


class TestDeeds:
    def test_each_deed_is_the_keys_in_the_ledger(self, program: Program, entries: Entries) -> None:
        made = [
            program.call("/v1/consents", CONSENT),
            program.call("/v1/stops", STOP),
            program.call("/v1/withdrawals", {"scope": CONSENT["scope"], "person": AOKI}),
            program.call("/v1/objections", {"kind": "restriction", "scope": "any", "person": AOKI}),
        ]

        assert [one.status for one in made] == [201] * 4
        key = program.call("/v1/key").body["key"]
        found = [(tag, about) for tag, about, by in entries() if by == key]
        assert found == [
            ("consent:choice:added", made[0].body["choice"]), ("consent:stop:added", made[1].body["choice"]),
            ("consent:revocation:added", made[2].body["choice"]), ("consent:choice:added", made[3].body["choice"]),
        ]  # fmt: skip

    def test_asked_again_nothing_is_done_and_the_same_is_answered(
        self, program: Program, entries: Entries
    ) -> None:
        first = program.call("/v1/stops", STOP, key="once")
        program.later(hours=30)
        second = program.call("/v1/stops", STOP, key="once")

        assert (second.status, second.raw) == (first.status, first.raw)
        assert second.headers["Idempotency-Replayed"] == "true"
        assert sum(tag == "consent:stop:added" for tag, _, _ in entries()) == 1

    def test_another_body_or_another_deed_under_the_same_key_is_refused(self, program: Program) -> None:
        program.call("/v1/stops", STOP, key="once")

        other = program.call("/v1/stops", {**STOP, "way": "post"}, key="once")
        deed = program.call("/v1/withdrawals", {"scope": CONSENT["scope"], "person": AOKI}, key="once")

        assert (other.status, deed.status) == (409, 409)
        assert other.body["type"] == "urn:yakusoku:unable-to-repeat"

    def test_what_was_refused_may_be_put_right_under_the_same_key(self, program: Program) -> None:
        wrong = program.call("/v1/stops", {**STOP, "purpose": "no-such-purpose"}, key="once")
        right = program.call("/v1/stops", STOP, key="once")

        assert (wrong.status, right.status) == (422, 201)

    def test_two_programs_may_use_one_reference(self, program: Program, entries: Entries) -> None:
        program.call("/v1/stops", STOP, key="once")
        program.made(Deed.STOPS)
        program.later(seconds=1)

        assert program.call("/v1/stops", STOP, key="once").headers.get("Idempotency-Replayed") is None
        assert sum(tag == "consent:stop:added" for tag, _, _ in entries()) == 2

    def test_an_answer_is_forgotten_after_a_week(self, program: Program) -> None:
        from yakusoku.staff.operations import forget_answers

        program.call("/v1/stops", STOP, key="once")

        assert forget_answers(now=program.at) == 0
        program.later(days=8)
        assert forget_answers(now=program.at) == 1

    def test_a_deed_without_idempotency_key_is_refused(self, program: Program) -> None:
        got = program.call("/v1/stops", STOP, **{"Idempotency-Key": ""})

        assert got.status == 400
        assert got.body["errors"] == [{"where": "header.Idempotency-Key", "wrong": "It is missing."}]

    def test_two_at_one_moment_record_one(self, program: Program, entries: Entries) -> None:
        from django.db import connections

        got: list[int] = []

        def ask() -> None:
            got.append(program.call("/v1/stops", STOP, key="at-once").status)
            connections.close_all()

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(30)

        assert got == [201] * 4
        assert sum(tag == "consent:stop:added" for tag, _, _ in entries()) == 1


class TestIdentity:
    def test_a_stop_asks_nobody_who_they_are_but_seeing_and_loosening_do(self, program: Program) -> None:
        program.call("/v1/stops", STOP)
        loosening = {"kind": "stop", "scope": "email", "person": AOKI}

        assert program.call("/v1/loosenings", loosening).status == 422
        assert program.call("/v1/choices", {"person": AOKI}).status == 422
        seen = program.call("/v1/choices", {"person": AOKI, "confirmation": CONFIRMED})
        assert [one["scope"] for one in seen.body["choices"]] == ["email"]
        assert program.call("/v1/loosenings", {**loosening, "confirmation": CONFIRMED}).status == 201

    def test_a_request_in_which_nobody_was_confirmed_confirms_nobody(self, program: Program) -> None:
        claimed = {"how": "request", "reference": "req_0123456789ABCDEF"}

        got = program.call("/v1/choices", {"person": AOKI, "confirmation": claimed})

        assert (got.status, got.body["type"]) == (403, "urn:yakusoku:unable-to-confirm")

    def test_a_receipt_is_given_to_whom_the_consent_is_of(self, program: Program) -> None:
        made = program.call("/v1/consents", CONSENT).body["choice"]
        other = {"given": [{"identity": "email", "value": "baba@example.jp"}]}

        receipt = program.call("/v1/receipts", {"choice": made, "person": AOKI, "confirmation": CONFIRMED})
        refused = program.call("/v1/receipts", {"choice": made, "person": other, "confirmation": CONFIRMED})

        assert receipt.status == 200
        assert "@context" in receipt.body
        assert refused.status == 403


class TestKeys:
    @pytest.mark.parametrize(
        ("path", "body", "deed"),
        [
            ("/v1/rulings", NEWS, Deed.RULINGS), ("/v1/stops", STOP, Deed.STOPS),
            ("/v1/consents", CONSENT, Deed.CONSENTS),
            ("/v1/choices", {"person": AOKI, "confirmation": CONFIRMED}, Deed.CHOICES),
        ],
    )  # fmt: skip
    def test_a_key_does_what_it_was_made_for_and_nothing_else(
        self, program: Program, path: str, body: object, deed: Deed
    ) -> None:
        program.made(*(one for one in Deed if one is not deed))
        without = program.call(path, body)
        program.made(deed)

        assert (without.status, without.body["type"]) == (403, "urn:yakusoku:unable-to-act")
        assert deed.value in without.body["wrong"]
        assert program.call(path, body).status in (200, 201)

    def test_a_key_for_one_purpose_asks_for_no_other_and_still_stops_all(self, program: Program) -> None:
        program.made(*Deed, purposes=("event-registration",))

        assert program.call("/v1/rulings", NEWS).status == 403
        assert (
            program.call(
                "/v1/rulings/many", {"questions": [{**NEWS, "purpose": "event-registration"}, NEWS]}
            ).status
            == 403
        )
        assert program.call("/v1/rulings", {**NEWS, "purpose": "event-registration"}).status == 200
        assert program.call("/v1/consents", CONSENT).status == 403
        assert program.call("/v1/stops", STOP).status == 201

    def test_a_key_that_is_revoked_or_at_its_end_is_nobodys(self, program: Program) -> None:
        from yakusoku.staff.operations import revoke_key

        first = program.made(*Deed)
        revoke_key(key_id=first, by=program.manager, now=program.at)
        revoked = program.call("/v1/key")
        program.made(*Deed, days=2)
        program.later(days=2)
        ended = program.call("/v1/key")

        assert (revoked.status, ended.status) == (401, 401)
        assert revoked.headers["WWW-Authenticate"] == "Bearer"

    @pytest.mark.parametrize("token", ["", "x", "key_0123456789ABCDEF", "key_0123456789ABCDEF.abc", "日本"])
    def test_what_is_no_key_opens_nothing(self, program: Program, token: str) -> None:
        good, program.token = program.token, token.encode("utf-8").decode("latin-1")
        assert program.call("/v1/key").status == 401
        program.token = good[:-1] + ("A" if good[-1] != "A" else "B")
        assert program.call("/v1/key").status == 401

    def test_the_secret_is_kept_nowhere_in_own_state(self, program: Program) -> None:
        from yakusoku.staff.models import ApiKey

        secret = program.token.partition(".")[2]
        program.call("/v1/stops", STOP)

        assert len(secret) >= 43
        assert all(secret not in str(vars(one)) for one in ApiKey.objects.all())
        for file in program.home.folder.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes(), file

    def test_use_is_noted_once_an_hour(self, program: Program) -> None:
        from yakusoku.staff.models import ApiKey

        program.call("/v1/key")
        first = ApiKey.objects.order_by("pk").last()
        program.later(minutes=30)
        program.call("/v1/key")
        second = ApiKey.objects.order_by("pk").last()
        program.later(minutes=40)
        program.call("/v1/key")
        third = ApiKey.objects.order_by("pk").last()

        assert first is not None
        assert second is not None
        assert third is not None
        assert first.used_at == second.used_at
        assert third.used_at == program.at

    def test_a_key_of_another_company_does_nothing_here(self, program: Program) -> None:
        from yakusoku.consent.operations import About, Arrived, Given, Whom, record
        from yakusoku.consent.rules import Kind, Turn
        from yakusoku.staff.queries import UnableToAct
        from yakusoku.terms.personal import Personal

        key = program.call("/v1/key").body["key"]

        with pytest.raises(UnableToAct):
            record(
                controller="japanet", about=About(Kind.OBJECTION, "any"), turn=Turn.MADE,
                whom=Whom((Given("email", Personal("a@example.jp")),)), arrived=Arrived("internet", "web", program.at),
                by=key, now=program.at,
            )  # fmt: skip
