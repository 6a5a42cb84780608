"""Two ways for a mail to the desk to leave: a folder of .eml files, or an SMTP server."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from pathlib import Path

from yakusoku.site.settings import MailSection
from yakusoku.terms.files import write_whole
from yakusoku.terms.text import text
from yakusoku.work.ports import Letter, UnableToStart


def message(letter: Letter, mail: MailSection, language: str) -> EmailMessage:
    """Return the mail; its Message-ID is the intent's id, so that a second copy is recognized."""
    made = EmailMessage()
    made["From"], made["To"] = mail.sender, mail.desk
    made["Subject"] = letter.subject.say(language)
    made["Message-ID"] = f"<{letter.message_id}@{mail.sender.rpartition('@')[2]}>"
    made.set_content(letter.body.say(language))
    return made


class FolderMailer:
    """Writes each mail as one whole file named by its intent: a second sending is the same file."""

    def __init__(self, folder: Path, mail: MailSection, *, language: str) -> None:
        """Write into `folder`."""
        self._folder, self._mail, self._language = folder, mail, language

    def send(self, letter: Letter, /) -> None:
        """Put the mail into the folder. :raises UnableToStart: if it cannot be written; it is tried again later"""
        made = message(letter, self._mail, self._language)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / f"{letter.message_id}.eml", made.as_bytes())
        except OSError as problem:
            raise UnableToStart(
                text("the mail could not be written ({problem}).", problem=type(problem).__name__),
                do=text(
                    "Look at [mail] folder and at the space on the disk; the mail is tried again by itself."
                ),
            ) from None


class SmtpMailer:
    """Hands each mail to an SMTP server."""

    def __init__(self, mail: MailSection, *, language: str) -> None:
        """Speak to the server named in `mail`."""
        self._mail, self._language = mail, language

    def send(self, letter: Letter, /) -> None:
        """Hand the mail over. :raises UnableToStart: if the server does not take it; it is tried again later"""
        try:
            with smtplib.SMTP(self._mail.host, self._mail.port, timeout=20) as server:
                server.send_message(message(letter, self._mail, self._language))
        except (OSError, smtplib.SMTPException) as problem:
            raise UnableToStart(
                text("the mail server did not take it ({problem}).", problem=type(problem).__name__),
                do=text("Check [mail] host and port; the mail is tried again by itself."),
            ) from None
