"""An answer that leaves as an electronic record: one PDF under AES-256, with all its files within. Draws chance."""

from __future__ import annotations

import io
from collections.abc import Mapping

from pypdf import PdfReader, PdfWriter

ALGORITHM = "AES-256"


def locked(letter: bytes, files: Mapping[str, bytes], passphrase: str) -> bytes:
    """
    Return the letter with `files` attached, readable by nobody without the passphrase.

    Not the same bytes twice, since encryption draws chance; what is digested and proven are the files before it.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(letter)))
    for name, content in files.items():
        writer.add_attachment(name, content)
    writer.encrypt(user_password=passphrase, owner_password=passphrase, algorithm=ALGORITHM)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
