"""What tests of places that people search have in common: a desk whose data map has such places, and what was found."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import pypdfium2

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights.by_hand.finds import Handed
from yakusoku.rights.operations import beforehand, errands, upload
from yakusoku.rights.rules import Dispatching, Measure, State
from yakusoku.terms.personal import Personal

FORMS, AUDIO, MAIL = "jcom_archive.application_form", "jcom_audio.call", "jcom_mailbox.message"
SHEET = "氏名・フリガナ,住所,署名日\r\n青木 美咲,東京都架空区一丁目,2019-04-01\r\n青木 美咲,,2022-05-02\r\n"
PDF = b"%PDF-1.7\n%synthetic\n"
PNG = b"\x89PNG\r\n\x1a\nsynthetic"
_MAP = "jcom-manual.yaml"


def searched(at: At) -> Desk:
    """Return a desk with a disclosure under review, whose data map names places that people search."""
    desk = at(State.READY)
    with_places(desk)
    desk.search()
    desk.work()
    return desk


def with_places(desk: Desk) -> None:
    """Let the data map of a home name the places of J:COM that people search."""
    source = resources.files("yakusoku.examples") / "data" / "jcom" / "datamap" / _MAP
    shutil.copy(Path(str(source)), desk.home.folder / "datamap" / _MAP)


def places(desk: Desk) -> list[str]:
    """Return the places that wait."""
    from yakusoku.rights import queries

    return [one.section for one in queries.tasks(desk.request) if one.answered_at is None]


def handed(content: bytes | str, ending: str = "csv") -> Handed:
    return Handed(ending, Personal(content.encode() if isinstance(content, str) else content))


def found(desk: Desk, *files: Handed, section: str = FORMS, **more: str) -> upload.Uploaded:
    """Hand in what was found."""
    return upload.upload_find(
        request_id=desk.request, section=section, files=files or (handed(SHEET),),
        by=more.get("by", desk.sato), now=desk.now,
    )  # fmt: skip


def nothing_elsewhere(desk: Desk) -> None:
    """Sign that nothing was found in the places that still wait."""
    for section in places(desk):
        beforehand.answer_task(request_id=desk.request, section=section, by=desk.sato, now=desk.now)


def changing(
    at: At, right: str = "A-STOP5", *, found_there: bool = True, desk: Desk | None = None, **more: Any
) -> Desk:
    """Return a desk with a change approved and done in the stores; where something was found by hand, errands wait."""
    desk = desk or at("")
    with_places(desk)
    given = {"measure": Measure.ERASE, "law_case": "STOP5-a", **more}
    desk.asks(right, **given)
    if found_there:
        found(desk)
    nothing_elsewhere(desk)
    desk.decide()
    desk.approve()
    desk.work()
    return desk


def reported(desk: Desk, number: int = 1, **more: Any) -> None:
    """Report an errand as done today."""
    given: dict[str, Any] = {
        "request_id": desk.request, "number": number, "done_on": desk.now.date(),
        "reason": "文書管理グループの田中が裁断し、報告書を受領。", "by": desk.sato, "now": desk.now, **more,
    }  # fmt: skip
    errands.report_errand(**given)


def agreed(desk: Desk, number: int = 1, **more: Any) -> int:
    """Agree as Suzuki."""
    given: dict[str, Any] = {"request_id": desk.request, "number": number, "by": desk.suzuki, "now": desk.now}
    return errands.confirm_errand(**given | more)


def returned(desk: Desk, number: int = 1, **more: Any) -> None:
    """Do not accept a report, as Suzuki."""
    given: dict[str, Any] = {"request_id": desk.request, "number": number, "by": desk.suzuki, "now": desk.now}
    errands.return_errand(**given | more)


def sent(desk: Desk, number: int = 1, **more: Any) -> None:
    """Note that an errand left for its entrustee today."""
    given: dict[str, Any] = {
        "request_id": desk.request, "number": number, "method": Dispatching.REGISTERED, "tracking": "514-22-9081",
        "sent_on": desk.now.date(), "by": desk.sato, "now": desk.now,
    }  # fmt: skip
    errands.note_errand_sent(**given | more)


def opened(desk: Desk, number: int = 1, **more: Any) -> bytes:
    """Open the sheet of an errand."""
    given: dict[str, Any] = {"request_id": desk.request, "number": number, "by": desk.sato, "now": desk.now}
    [content] = errands.open_sheet(**given | more).values()
    return content


def sheet(desk: Desk, number: int = 1) -> str:
    """Return the words of an errand's sheet."""
    return "".join(pdf_words(opened(desk, number)).replace("\u200b", "").split())


def pdf_words(content: bytes) -> str:
    """Return what stands in a PDF."""
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)
