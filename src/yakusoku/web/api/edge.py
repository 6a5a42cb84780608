"""The edge of the door: names, sizes and headers, before and after every call."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yakusoku.web.api import problems
from yakusoku.web.api.ports import wired


class Edge:
    """Refuses calls under another name and bodies that are too large; no answer is kept by anything between."""

    def __init__(self, further: Callable[[HttpRequest], HttpResponse]) -> None:
        """Let `further` answer what passes."""
        self._further = further

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one call."""
        answer = self._refused(request) or self._further(request)
        if answer.status_code == 405:
            allowed = answer.get("Allow", "")
            answer = problems.not_allowed(request)
            answer["Allow"] = allowed
        answer["Cache-Control"] = "no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        home = wired()
        name = request.META.get("HTTP_HOST", "").rpartition(":")[0] or request.META.get("HTTP_HOST", "")
        if name.strip("[]").lower() not in home.hosts:
            return problems.wrong_host(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > home.most_bytes:
            return problems.too_large(request, home.most_bytes)
        return None
