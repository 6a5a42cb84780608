"""Mails to the desk: ids and what to do next, in the desk's language, and nobody's values."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.rights import mails
from yakusoku.site.mail import FolderMailer
from yakusoku.site.settings import MailSection
from yakusoku.work.ports import UnableToStart

KINDS = ("arrived", "searched", "prepared", "built", "stuck")


def test_the_walk_sends_one_mail_for_each_turn_of_the_desk(at: At) -> None:
    desk = at("closed")
    found = [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in sorted((desk.home.folder / "mail").iterdir())
    ]
    heads = sorted(str(mail["Subject"]) for mail in found)
    assert len(heads) == 4
    assert all(desk.request in head and head.startswith("[Yakusoku]") for head in heads)
    for mail in found:
        assert isinstance(mail, EmailMessage)
        words = mail.get_content()
        assert "yakusoku rights" in words
        for value in (cast.AOKI.family_name, cast.AOKI.given_name, cast.AOKI.telephone or "-"):
            assert value not in words


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_mail_is_worded_in_both_languages(kind: str, language: str) -> None:
    letter = mails.compose(f"mail.rights.{kind}", intent="int_1", about="req_1", arguments={})
    head, body = letter.subject.say(language), letter.body.say(language)
    assert head.isascii() == (language == "en")
    assert "yakusoku rights show req_1" in body


def test_a_mail_that_this_version_does_not_know_waits() -> None:
    with pytest.raises(UnableToStart, match=r"no mail is called mail\.rights\.lost"):
        mails.compose("mail.rights.lost", intent="int_1", about="req_1", arguments={})


def test_a_folder_that_cannot_be_written_puts_the_mail_off(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where a folder should be")
    letter = mails.compose("mail.rights.arrived", intent="int_1", about="req_1", arguments={})
    with pytest.raises(UnableToStart, match=r"could not be written \(FileExistsError\)"):
        FolderMailer(tmp_path / "mail", MailSection(), language="ja").send(letter)
