"""What an answer tells in words, as the templates place it and as a program reads it."""

from __future__ import annotations

from yakusoku.laws.citations import cite
from yakusoku.rights.answer import AnswerContent, Item, Paragraph
from yakusoku.rights.package.leads import Lead
from yakusoku.terms.bilingual import Bilingual, Language

View = dict[str, object]


def view(content: AnswerContent, lead: Lead) -> View:
    """Return title, first sentence and points, said in the content's language."""
    language = content.language
    return {
        "subject": lead.title.say(language),
        "lead": lead.says(content.outcome).say(language),
        "points": lead.points.say(language),
        "held_back": lead.held_back.say(language),
        "items": [_item(one, language) for one in content.items],
        "has_items": bool(content.items),
        "single": all(len(one.says) == 1 for one in content.items) and len(_titles(content)) == 1,
    }


def _titles(content: AnswerContent) -> set[Bilingual]:
    return {one.title for one in content.items}


def _item(one: Item, language: Language) -> View:
    return {"title": one.title.say(language), "says": [_said(each, language) for each in one.says]}


def _said(each: Paragraph, language: Language) -> View:
    cited = cite(each.article).say(language) if each.article else ""
    return {
        "says": each.says.say(language),
        "article": cited,
        "clause": each.clause or "",
        "based": bool(cited or each.clause),
    }


def data(content: AnswerContent) -> list[dict[str, object]]:
    """Return the points for programs."""
    return [
        {
            "code": one.code,
            "title": {"en": one.title.en, "ja": one.title.ja},
            "says": [
                {
                    "code": each.code,
                    "says": {"en": each.says.en, "ja": each.says.ja},
                    "clause": each.clause,
                    "article": each.article,
                }
                for each in one.says
            ],
        }
        for one in content.items
    ]
