"""What comes next for a request, as a command with what it needs. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.rights.rules import State

_COMMANDS = {
    State.RECEIVED: "rights triage {request} --right … --by …",
    State.NEED_ID: "rights identity {request} --document … --image … --mask … --address-agrees --by …",
    State.NEED_FEE: "rights fee {request} --yen {yen} --paid-on … --by …",
    State.READY: "rights search {request} --by …",
    State.SEARCHING: "work drain",
    State.REVIEW: "rights prepare {request} --by …",
    State.DECIDED: "rights approve {request} --by …",
    State.APPROVED: "work drain",
    State.CHANGED: "work drain",
    State.EXECUTED: "rights package {request} --to … --by …",
    State.NOTIFIED: "rights close {request} --by …",
}
_LINK = "rights candidates {request} --by …"
_REVIEW = "rights review {request} --section {section} --by …"
_POST = "rights dispatch {request} --method … --tracking … --sent-on … --by …"
_KNOW = "rights recognize {request} --reason … --by …"
_TASK = "rights task {request} --section {task} --nothing-found --by …"
_TELL = "rights tell {request} --tracking … --sent-on … --by …"
_ACKNOWLEDGE = "rights acknowledge {request} --known-on … --by …"
_RESUME = "rights resume {request} --by …"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a request stands, as far as the next command depends on it."""

    request: str
    state: State
    linked: bool = False
    unreviewed: str = ""
    stuck: bool = False
    opened: bool = False
    paperless: bool = False
    task: str = ""
    untold: bool = False
    unknown: bool = False
    yen: int = 0


def command(standing: Standing) -> str:
    """Return the command that comes next; an empty one where nothing is left to do."""
    words = _COMMANDS.get(standing.state, "")
    if standing.stuck:
        words = _RESUME
    elif standing.state == State.READY and not standing.linked:
        words = _LINK
    elif standing.state == State.NEED_ID and standing.paperless:
        words = _KNOW
    elif standing.state == State.REVIEW:
        words = _reviewing(standing)
    elif standing.state == State.EXECUTED and standing.opened:
        words = _POST
    said = words.format(
        request=standing.request, section=standing.unreviewed, yen=standing.yen, task=standing.task
    )
    return f"yakusoku {said}" if said else ""


def _reviewing(standing: Standing) -> str:
    """Return what a request under review waits for: people, what is told first, decisions."""
    if standing.task:
        return _TASK
    if standing.untold:
        return _TELL
    if standing.unknown:
        return _ACKNOWLEDGE
    return _REVIEW if standing.unreviewed else _COMMANDS[State.REVIEW]
