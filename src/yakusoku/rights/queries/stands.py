"""Where a request stands, in words: its state, and what its work really does or waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yakusoku.rights import cases
from yakusoku.rights.by_hand import errands
from yakusoku.rights.models import RightsRequest, RowChange
from yakusoku.rights.rules import State
from yakusoku.stores.queries import changes
from yakusoku.terms.text import Text, text
from yakusoku.work import queries as outbox
from yakusoku.work.queries import IntentView

_AT_WORK = (State.SEARCHING, State.APPROVED, State.CHANGED)


@dataclass(frozen=True)
class Works:
    """The work on requests that waits or failed, by request; read once for many."""

    found: dict[str, tuple[IntentView, ...]]

    @classmethod
    def read(cls, about: str | None = None) -> Works:
        """Read the work on one request, or on all."""
        found: dict[str, tuple[IntentView, ...]] = {}
        for one in outbox.intents(about=about, states=("waiting", "failed")):
            found[one.about] = (*found.get(one.about, ()), one)
        return cls(found)

    def failed(self, request_id: str) -> bool:
        """Return whether work on it failed."""
        return any(one.state == "failed" for one in self._of(request_id))

    def waits(self, row: RightsRequest) -> bool:
        """Return whether it waits for a store that did not answer; a search that was thrown away waits for nothing."""
        present = row.search.pk if hasattr(row, "search") else None
        return any(
            one.state == "waiting"
            and "waits" in one.arguments
            and one.arguments.get("search", present) == present
            for one in self._of(row.public_id)
        )

    def _of(self, request_id: str) -> Sequence[IntentView]:
        return self.found.get(request_id, ())


def stands(row: RightsRequest, works: Works) -> Text:
    """Say where a request stands; where a program works on it, also how far that is and what it waits for."""
    state = State(row.state)
    if state not in _AT_WORK:
        return state.says
    failed, waits = works.failed(row.public_id), works.waits(row)
    if state is State.SEARCHING:
        return _searching(state, failed=failed, waits=waits)
    if state is State.CHANGED:
        return _changed(row, failed=failed)
    if not cases.changes_rows(row):
        return (
            text("approved; making the letter failed")
            if failed
            else text("approved; the letter is being made")
        )
    return _changing(row, failed=failed, waits=waits)


def _searching(state: State, *, failed: bool, waits: bool) -> Text:
    if failed:
        return text("the search failed; somebody has to look into it")
    return text("the search waits for a store that does not answer") if waits else state.says


def _changed(row: RightsRequest, *, failed: bool) -> Text:
    waiting = errands.waiting(row.public_id).count()
    if waiting:
        return text("done in the stores; errands that are open: {count}", count=waiting)
    if failed:
        return text("done in the stores; making the letter failed")
    return text("done in the stores; the letter is being made")


def _changing(row: RightsRequest, *, failed: bool, waits: bool) -> Text:
    done, stores = _written(row)
    far = {"done": done, "stores": stores}
    if failed:
        return text("approved; the change failed; stores that are done: {done} of {stores}", **far)
    if waits and not stores:
        return text("approved; nothing is changed yet, a store does not answer")
    if waits:
        return text("approved; a store does not answer; stores that are done: {done} of {stores}", **far)
    if not stores:
        return text("approved; the rows are looked at once more before they are changed")
    return text("approved; rows are being changed; stores that are done: {done} of {stores}", **far)


def _written(row: RightsRequest) -> tuple[int, int]:
    """Return in how many stores the change is done, and how many it is to reach; none before it is intended."""
    begun = RowChange.objects.filter(request=row).exclude(change_id="").first()
    seen = changes.change(begun.change_id) if begun else None
    steps = seen.steps if seen else ()
    left = {one.store for one in steps if one.state == "intended"}
    reached = {one.store for one in steps}
    return len(reached - left), len(reached)
