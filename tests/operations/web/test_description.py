"""The description of the door (OpenAPI) is complete, and calls drawn from it never find an error of the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.common.golden import check
from tests.operations.web.conftest import Program, programmed

if TYPE_CHECKING:
    from yakusoku.site.home import Home

CHECKS: list[Any] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    negative_data_rejection,
]  # fmt: skip
CALLS = 10


@pytest.fixture
def served(home: Home) -> Iterator[Program]:
    """A program against a home on SQLite."""
    yield from programmed(home)


def test_every_call_names_every_refusal(served: Program) -> None:
    described = served.call("/v1/openapi.json").body
    deeds = {"/v1/consents", "/v1/withdrawals", "/v1/stops", "/v1/objections", "/v1/loosenings"}

    assert deeds < set(described["paths"])
    for path, methods in described["paths"].items():
        for operation in methods.values():
            wanted = {"400", "401", "403", "413", "422", "503"} | ({"409"} if path in deeds else set())
            assert wanted <= set(operation["responses"]), path
            for status, answer in operation["responses"].items():
                kind = "application/problem+json" if int(status) >= 400 else "application/json"
                assert list(answer["content"]) == [kind]
            assert not [one for one in operation.get("parameters", []) if one["in"] in ("query", "path")], (
                path
            )


def test_the_description_is_the_one_that_was_read(served: Program) -> None:
    described = served.call("/v1/openapi.json").body
    described["info"]["version"] = "-"

    check("web/openapi.json", json.dumps(described, indent=1, ensure_ascii=False) + "\n")


def test_calls_drawn_from_the_description_keep_to_it(served: Program) -> None:
    from django.core.handlers.wsgi import WSGIHandler

    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", WSGIHandler())
    answered: dict[str, set[int]] = {}
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # one that cannot be read fails here
        either = st.one_of(
            operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
            operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        )

        @settings(max_examples=20, deadline=None, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=either)
        def draw(case: Any) -> None:
            answer = case.call(headers={"Authorization": f"Bearer {served.token}"})
            case.validate_response(answer, checks=CHECKS)
            answered.setdefault(case.path, set()).add(answer.status_code)

        draw()
    assert len(answered) == CALLS
    assert {status for statuses in answered.values() for status in statuses} >= {200, 422}
