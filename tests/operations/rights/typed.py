"""Deeds of the desk as staff type them: from which stage, which command, and the tag of the one entry it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from click.testing import Result

from tests.operations import doors
from tests.operations.rights import by_hand
from tests.operations.rights.changing import under_gdpr
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights.operations import lapse, payments, refund, returned
from yakusoku.rights.rules import Channel, State

WHY = "--reason 受付票により確認済み。"
SENT = "--method registered_post --tracking 514-22-90817-3 --sent-on {today}"
SAID = "en: No decision is automated alone.\nja: 専ら自動化された決定は行っていません。\nreason: 担当部署に確認。\n"
ENTRUSTEE = (
    "name: 北海文書管理株式会社\npostal_code: 060-9999\naddress: [北海道札幌市北区北99条西9丁目9番9号]\n"
)
ASKED = (
    "name: 青木 美咲\npostal_code: 100-9999\naddress: [東京都架空区一丁目1番1号]\n"
    "words: 私の個人情報の開示を請求します。\nfacts: {family_name: 青木, given_name: 美咲, telephone: 090-0000-1111}\n"
)


@dataclass(frozen=True)
class Typed:
    """
    A command that does one deed. `stage` brings a desk to where it is possible.

    `again`: whether the same command may be given once more, as a new deed; else it is refused then.
    """

    tag: str
    stage: Callable[[At], Desk]
    command: str
    files: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    about: str = ""
    """What the entry is about, where that is not the request: `new` for a request that did not exist."""


def at(stage: str, then: Callable[[Desk], Any] = lambda desk: None) -> Callable[[At], Desk]:
    """Return what brings a desk to a stage of the walk, and does one thing more."""

    def bring(copies: At) -> Desk:
        desk = copies(stage)
        then(desk)
        return desk

    return bring


def _two_laws(copies: At) -> Desk:
    desk = copies("received")
    under_gdpr(desk)
    return desk


def _with_month(copies: At) -> Desk:
    desk = _two_laws(copies)
    desk.regime()
    desk.triage()
    return desk


def _extended(copies: At) -> Desk:
    desk = _with_month(copies)
    desk.extend()
    return desk


def _double(copies: At) -> Desk:
    desk = copies("received")
    desk.receive("E-77")
    return desk


def _late(desk: Desk) -> None:
    day = desk.now.date() + timedelta(days=14)
    desk.posted(lapse.write_reminder(request_id=desk.request, reply_by=day, by=desk.sato, now=desk.now))
    desk.later(days=15)


def _overpaid(desk: Desk) -> None:
    day = desk.now.date()
    payments.take_other_amount(request_id=desk.request, yen=1500, paid_on=day, by=desk.sato, now=desk.now)


def _proposed(desk: Desk) -> None:
    _overpaid(desk)
    refund.propose_refund(
        request_id=desk.request,
        because="overpaid",
        yen=400,
        reason="振込明細を確認。",
        by=desk.sato,
        now=desk.now,
    )


def _agreed_to_pay(desk: Desk) -> None:
    _proposed(desk)
    refund.approve_refund(request_id=desk.request, by=desk.suzuki, now=desk.now)


def _came_back(desk: Desk) -> None:
    day = desk.now.date()
    returned.note_returned(
        request_id=desk.request, because="unknown", returned_on=day, by=desk.sato, now=desk.now
    )


def _moved(desk: Desk) -> None:
    _came_back(desk)
    returned.note_address(
        request_id=desk.request,
        then="send",
        found="転居届により確認。",
        new=_entrustee(),
        by=desk.sato,
        now=desk.now,
    )


def _electronic(desk: Desk) -> None:
    desk.triage(method="electronic")
    desk.identify()
    desk.pay()
    desk.link()
    desk.search()
    desk.work()


def _locked(desk: Desk) -> None:
    _electronic(desk)
    desk.review_all()
    desk.prepare()
    desk.approve()
    desk.work()
    desk.release()
    desk.dispatch(method="electronic", tracking="download-1")


def _access(copies: At) -> Desk:
    desk = copies("")
    under_gdpr(desk)
    desk.asks("G-ACC")
    return desk


def _errand(then: Callable[[Desk], Any] = lambda desk: None) -> Callable[[At], Desk]:
    def bring(copies: At) -> Desk:
        desk = by_hand.changing(copies)
        then(desk)
        return desk

    return bring


def _addressed(desk: Desk) -> None:
    from yakusoku.rights.operations import errands

    errands.address_errand(request_id=desk.request, number=1, who=_entrustee(), by=desk.sato, now=desk.now)


def _entrustee() -> Any:
    from yakusoku.rights.arrival import read_representative

    return read_representative(ENTRUSTEE.encode(), file="entrustee")


DEEDS = {
    "regime": Typed("rights:regime:decided", _two_laws, f"regime {{req}} --scope appi-company {WHY}", again=True),
    "extend": Typed("rights:letter:built", _with_month, f"extend {{req}} --because complexity {WHY}"),
    "extended": Typed("rights:extension:dispatched", _extended, f"extended {{req}} {SENT}"),
    "clarify": Typed(
        "rights:clarification:started", at(State.NEED_ID),
        "clarify {req} --asked-on {today} --way telephone --reply-by {soon} --question どのご契約でしょうか。",
    ),
    "clarified": Typed(
        "rights:clarification:answered", at(State.NEED_ID, lambda desk: desk.clarify()),
        "clarify {req} --answered-on {today}",
    ),
    "receive by telephone": Typed(
        "rights:request:received", at(State.RECEIVED),
        "receive {asked} --company jcom --channel telephone --ref T-1", {"asked": ASKED}, again=True, about="new",
    ),
    "receive through another": Typed(
        "rights:request:received", at(State.RECEIVED),
        "receive {asked} --company jcom --channel forwarded --via 北海航空貨物株式会社 --ref F-1", {"asked": ASKED},
        again=True, about="new",
    ),
    "same": Typed("rights:request:linked", _double, f"same {{req}} --as {{other}} {WHY}"),
    "inquiry": Typed("rights:inquiry:answered", at(State.RECEIVED), f"inquiry {{req}} --answered-on {{today}} {WHY}"),
    "forward": Typed(
        "rights:request:forwarded", at(State.RECEIVED),
        f"forward {{req}} --to 北海航空貨物株式会社 --passed-on {{today}} {WHY}",
    ),
    "spam": Typed("rights:spam:prepared", at(State.RECEIVED), f"spam {{req}} {WHY}", again=True),
    "spam agreed": Typed(
        "rights:spam:approved", at(State.RECEIVED, lambda desk: desk.spam()), "spam {req} --approve --by {suzuki}"
    ),
    "fee as it came": Typed(
        "rights:fee:received", at(State.NEED_FEE), "fee {req} --yen 1500 --paid-on {today} --as-came"
    ),
    "receipt": Typed("rights:letter:built", at(State.READY), "receipt {req}"),
    "refund": Typed("rights:refund:prepared", at(State.NEED_FEE, _overpaid),
        f"refund {{req}} --because overpaid --yen 400 {WHY}"),
    "refund agreed": Typed("rights:refund:approved", at(State.NEED_FEE, _proposed),
        "refund {req} --approve --by {suzuki}"),
    "refunded": Typed("rights:refund:paid", at(State.NEED_FEE, _agreed_to_pay), "refunded {req} --paid-on {today}"),
    "returned": Typed("rights:dispatch:returned", at(State.NOTIFIED),
        "returned {req} --because unknown --returned-on {today}"),
    "address": Typed("rights:dispatch:reviewed", at(State.NOTIFIED, _came_back), f"address {{req}} --then send {WHY}"),
    "address that is new": Typed(
        "rights:dispatch:reviewed", at(State.NOTIFIED, _came_back),
        f"address {{req}} --then send --new {{entrustee}} {WHY}", {"entrustee": ENTRUSTEE},
    ),
    "offer declined": Typed("rights:correction:answered", at(State.NOTIFIED, _moved), "offer {req} --declined"),
    "astray": Typed(
        "rights:misdelivery:received", at(State.NOTIFIED),
        "astray {req} --what answer --noticed-on {today} --to-whom 同姓の隣家の方", again=True,
    ),
    "reopen": Typed("rights:request:reopened", at(State.CLOSED), f"reopen {{req}} --because complaint {WHY}"),
    "remind": Typed("rights:letter:built", at(State.NEED_FEE), "remind {req} --reply-by {soon}", again=True),
    "lapse": Typed("rights:request:lapsed", at(State.NEED_FEE, _late), "lapse {req}"),
    "say": Typed("rights:item:added", _access, "say {req} {said} --item ACC-automated", {"said": SAID}, again=True),
    "other method": Typed(
        "rights:request:changed", at(State.RECEIVED, _electronic), "other-method {req} {said}", {"said": SAID}
    ),
    "passphrase": Typed(
        "rights:passphrase:dispatched", at(State.RECEIVED, _locked),
        "passphrase {req} --told-by telephone --told-on {today}", again=True,
    ),
    "instruct": Typed(
        "rights:errand:prepared", _errand(), "instruct {req} --errand 1 --entrustee {entrustee}",
        {"entrustee": ENTRUSTEE}, again=True,
    ),
    "instruction left": Typed("rights:errand:dispatched", _errand(_addressed),
        f"instruct {{req}} --errand 1 {SENT}"),
    "report": Typed("rights:errand:answered", _errand(), f"report {{req}} --errand 1 --done-on {{today}} {WHY}"),
    "agree": Typed("rights:errand:confirmed", _errand(by_hand.reported), "agree {req} --errand 1 --by {suzuki}"),
    "task found": Typed(
        "rights:task:gathered", by_hand.searched, f"task {{req}} --section {by_hand.FORMS} --found {{sheet}}",
        {"sheet": by_hand.SHEET}, again=True,
    ),
    "task nothing found": Typed(
        "rights:task:finished", by_hand.searched, f"task {{req}} --section {by_hand.FORMS} --nothing-found"
    ),
}  # fmt: skip
ENDINGS = {"sheet": "csv"}


def words(desk: Desk, deed: Typed) -> list[str]:
    """Return the command's words in a home, with its files beside it."""
    folder = desk.home.folder.parent
    names = {
        "req": desk.request, "sato": desk.sato, "suzuki": desk.suzuki, "today": desk.now.date().isoformat(),
        "soon": (desk.now.date() + timedelta(days=14)).isoformat(), "other": _other(desk),
    }  # fmt: skip
    for name, content in deed.files.items():
        file = folder / f"{desk.home.folder.name}-{name}.{ENDINGS.get(name, 'yaml')}"
        file.write_text(content, encoding="utf-8")
        names[name] = str(file)
    said = ["rights", *(word.format(**names) for word in deed.command.split())]
    return said if "--by" in said else [*said, "--by", desk.sato]


def _other(desk: Desk) -> str:
    from yakusoku.rights.models import RightsRequest

    return next((one.pk for one in RightsRequest.objects.exclude(pk=desk.request)), "")


def run(desk: Desk, deed: Typed) -> Result:
    """Type the command in the desk's home."""
    return doors.run(desk.home.folder, *words(desk, deed), now=desk.now)


def entries(desk: Desk, deed: Typed) -> int:
    """Return how many entries of the deed's tag the company's log holds."""
    from yakusoku.ledger import queries as ledger

    return sum(1 for one in ledger.entries("jcom") if one.tag == deed.tag)


CHANNELS = tuple(Channel)
