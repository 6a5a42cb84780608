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
_REGIME = "rights regime {request} --scope … --by …"
_LINK = "rights candidates {request} --by …"
_REVIEW = "rights review {request} --section {section} --by …"
_POST = "rights dispatch {request} --method … --tracking … --sent-on … --by …"
_WHO = {
    "recognition": "rights recognize {request} --reason … --by …",
    "call_back": "rights numbers {request} --to … --by …",
    "registered_facts": "rights facts {request} … --by …",
    "confirmation": "rights ask-person {request} --word … --way … --asked-on … --by …",
    "representative": "rights authority {request} … --kind … --answer-to … --by …",
    "special_representative": "rights authority {request} … --kind statutory --answer-to … --by …",
    "not_of_this_kind": "rights authority {request} … --kind … --answer-to … --by …",
}
_OF_REPRESENTATIVE = (
    "rights identity {request} --whose representative --document … --image … --mask … --address-agrees --by …"
)
_TASK = "rights task {request} --section {task} --nothing-found (or --found FILE) --by …"
_WRITE = "rights consequences {request} --reply-by … --by …"
_TELL = "rights tell {request} --method … --tracking … --sent-on … --by …"
_COLUMN = "rights column {request} --section {section} --column {item} --by …"
_HAND_OVER = "rights hand-over {request} --section {section} --handed-on … --by …"
_RECIPIENTS = "rights recipients {request}"
_SAY_WHO = "rights recipients-letter {request} --by …"
_POSTED = "rights posted {request} --letter {item} --method … --tracking … --sent-on … --by …"
_LIFT = "rights lift {request} --approve --by …"
_ACKNOWLEDGE = "rights acknowledge {request} --known-on … --by …"
_TELL_WORDS = "rights passphrase {request} --told-by … --told-on … --by …"
_SAY = "rights say {request} --item {silent} … --by …"
_REPORT = "rights report {request} --errand {errand} --done-on … --reason … --by …"
_AGREE = "rights agree {request} --errand {errand} --by …"
_RESUME = "rights resume {request} --by …"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a request stands, as far as the next command depends on it."""

    request: str
    state: State
    linked: bool = False
    undecided: bool = False
    unreviewed: str = ""
    stuck: bool = False
    waits: bool = False
    opened: bool = False
    lacks: str = ""
    of_representative: bool = False
    task: str = ""
    unwritten: bool = False
    untold: bool = False
    alike: tuple[str, str] = ("", "")
    hand_over: str = ""
    letter: int = 0
    recipient: bool = False
    asked: bool = False
    lifting: bool = False
    unknown: bool = False
    yen: int = 0
    silent: str = ""
    unopened: bool = False
    errand: int = 0
    reported: bool = False


def command(standing: Standing) -> str:
    """Return the command that comes next; an empty one where nothing is left to do."""
    words = _COMMANDS.get(standing.state, "")
    if standing.stuck or standing.waits:
        words = _RESUME
    elif standing.state == State.RECEIVED and standing.undecided:
        words = _REGIME
    elif standing.state == State.READY and not standing.linked:
        words = _LINK
    elif standing.state == State.NEED_ID and standing.lacks in _WHO:
        words = _WHO[standing.lacks]
    elif standing.state == State.NEED_ID and standing.of_representative:
        words = _OF_REPRESENTATIVE
    elif standing.state == State.REVIEW:
        words = _reviewing(standing)
    elif standing.state == State.CHANGED and standing.errand:
        words = _AGREE if standing.reported else _REPORT
    elif standing.state == State.EXECUTED and standing.opened:
        words = _POST
    elif standing.state in (State.NOTIFIED, State.CLOSED):
        words = _settling(standing) or words
    section, item = standing.alike if words == _COLUMN else (standing.unreviewed, str(standing.letter))
    said = words.format(
        request=standing.request, section=standing.hand_over or section, yen=standing.yen, task=standing.task,
        item=item, silent=standing.silent, errand=standing.errand,
    )  # fmt: skip
    return f"yakusoku {said}" if said else ""


def _reviewing(standing: Standing) -> str:
    """Return what a request under review waits for: people, what is told first, decisions."""
    if standing.task:
        return _TASK
    if standing.unwritten:
        return _WRITE
    if standing.untold:
        return _TELL
    if standing.unknown:
        return _ACKNOWLEDGE
    if standing.alike[0]:
        return _COLUMN
    if standing.silent and not standing.unreviewed:
        return _SAY
    return _REVIEW if standing.unreviewed else _COMMANDS[State.REVIEW]


def _settling(standing: Standing) -> str:
    """Return what an answered request waits for: what is passed on, told, asked, or lifted."""
    if standing.hand_over:
        return _HAND_OVER
    if standing.letter:
        return _POSTED
    if standing.recipient:
        return _RECIPIENTS
    if standing.asked:
        return _SAY_WHO
    if standing.unopened:
        return _TELL_WORDS
    return _LIFT if standing.lifting else ""
