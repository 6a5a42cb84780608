"""The interface as a whole, its addresses, and its description (OpenAPI)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from yakusoku import __version__
from yakusoku.web.api import choices, problems, rulings
from yakusoku.web.api.answers import KeyAnswer, key_answer
from yakusoku.web.api.calls import REFUSED, Call, KeyOfProgram

_SAYS = """\
Asks before use, and records consents and stops. Each call carries a key; persons stand in bodies, never in addresses.
Refusals are problems (RFC 9457) in English or Japanese, by Accept-Language. A deed carries an Idempotency-Key."""


class Interface(NinjaAPI):
    """An interface whose description says which type of body each refusal has."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, object] | None = None
    ) -> OpenAPISchema:
        """Return the description; refusals are `application/problem+json`."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {
                            "application/problem+json": answer["content"]["application/json"]
                        }
        return schema


api = Interface(
    title="Yakusoku", version=__version__, description=_SAYS, auth=KeyOfProgram(), docs_url=None,
    openapi_url="/openapi.json", urls_namespace="yakusoku",
)  # fmt: skip
problems.handle(api)
api.add_router("", rulings.router)
api.add_router("", choices.router)


@api.get(
    "/key",
    response={200: KeyAnswer, **REFUSED},
    operation_id="show_key",
    summary="What this key may do",
    tags=["key"],
)
def show_key(request: Call) -> KeyAnswer:
    """Whose key it is, what it may do and until when."""
    return key_answer(request.auth.key)


def _not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problems.not_found(request, exception)


urlpatterns = [path("v1/", api.urls)]
handler404 = _not_found
