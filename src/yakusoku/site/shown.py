"""What choices refer to in other rooms: the words of a published notice, and an identity that a request confirmed."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from yakusoku.consent.rules import TextShown
from yakusoku.notices import queries as notices
from yakusoku.rights import queries as rights
from yakusoku.terms.bilingual import Language
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import LANGUAGES, text


class UnableToFindSentence(UnableTo):
    """The notice of that day does not say such a sentence."""

    asked = text("find the words that were shown")


def sentence_shown(controller: str, version: date, sentence: str, language: str) -> TextShown:
    """
    Return a sentence as the version in force from `version` said it in `language`.

    :raises UnableToFindSentence: if there is no such version, sentence or language
    """
    word: Language = "en" if language == "en" else "ja"
    if language not in LANGUAGES:
        raise UnableToFindSentence(
            text("{language} is no language of a notice.", language=language), do=text("Write en or ja.")
        )
    found = notices.notice_on(controller, version, word)
    if found.in_force_from != version:
        raise UnableToFindSentence(
            text("{company} has no version from {day}.", company=controller, day=version),
            do=text("`yakusoku policy show {company}` names the versions.", company=controller),
        )
    for one in found.page.sentences:
        if one.id == sentence:
            words = "\n".join((one.text, *one.items))
            digest = sha256(words.encode()).hexdigest()
            version_id = found.published.public_id if found.published else ""
            return TextShown(version, version_id, sentence, word, words, digest)
    raise UnableToFindSentence(
        text("the version of {day} has no sentence with that id.", day=version),
        do=text(
            "`yakusoku notice show {company} --format html` carries the id of each sentence.",
            company=controller,
        ),
    )


def confirmed_in(request_id: str, controller: str) -> bool:
    """Return whether the identity of whoever made a request of this company was confirmed in it."""
    return any(one.request_id == request_id for one in rights.identity_checks(controller=controller))
