"""Deeds of answers that tell, each with what it usually takes: statements about points, and what came of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pypdfium2

from yakusoku.rights import itemizing
from yakusoku.rights.operations import other_method, passphrase, say
from yakusoku.rights.rules import Telling
from yakusoku.rights.stated import Stated
from yakusoku.terms.personal import Personal


def stated(**more: str) -> Stated:
    """Return what staff say, and by what they know it."""
    plain = {
        "en": "No decision about you is made by automated means alone.",
        "ja": "お客様に関し、専ら自動化された処理による決定は行っていません。",
        "reason": "システム管理者に確認。",
        **more,
    }
    return Stated(**{name: Personal(words) for name, words in plain.items()})


class Tells:
    """What a desk does for an answer that tells."""

    row: Any
    now: datetime

    _do: Callable[..., Any]
    approve: Callable[[], None]
    work: Callable[[], Any]
    release: Callable[[], dict[str, bytes]]

    def say(self, item: str, **more: Any) -> None:
        """Say about a point of the answer what the policy does not."""
        self._do(say.say_item, {"item": item, "stated": stated()}, more)

    def other_method(self, **more: Any) -> Any:
        """Answer in writing, since the chosen way is too hard."""
        return self._do(
            other_method.take_other_method, {"stated": stated(ja="媒体の複製装置が故障しています。")}, more
        )

    def open_passphrase(self, **more: Any) -> str:
        """Open the passphrase of the answer."""
        words: bytes = self._do(passphrase.open_passphrase, {}, more)
        return words.decode()

    def passphrase_told(self, way: Telling = Telling.TELEPHONE, **more: Any) -> None:
        """Note that the person was told it today."""
        given = {"way": way, "told_on": self.now.date()}
        self._do(passphrase.note_passphrase_told, given, more)

    def say_all(self, **more: Any) -> tuple[str, ...]:
        """Say it about every point on which nobody said anything yet; return these points."""
        silent = tuple(one.code for one in itemizing.missing(self.row))
        for code in silent:
            self.say(code, **more)
        return silent

    def answered(self) -> tuple[dict[str, Any], str]:
        """Approve, let the letter be made, and return the package's data and the letter's words without spaces."""
        self.approve()
        self.work()
        return self.opened()

    def opened(self) -> tuple[dict[str, Any], str]:
        """Open the package that was made, and return its data and the letter's words without spaces."""
        files = self.release()
        with zipfile.ZipFile(io.BytesIO(files["package.zip"])) as package:
            data = json.loads(package.read("data.json"))
        letter = pypdfium2.PdfDocument(files["letter.pdf"])
        words = "".join(page.get_textpage().get_text_range() for page in letter)
        return data, re.sub(r"[\s\u200b\ufffe-]+", "", words)
