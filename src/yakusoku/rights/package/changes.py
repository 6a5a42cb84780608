"""What an answer says of a change, as the templates place it and as a program reads it."""

from __future__ import annotations

from collections.abc import Iterable

from yakusoku.laws.citations import cite
from yakusoku.rights.answer import Changed, Done, Kept
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.measures import CHANGES
from yakusoku.terms.bilingual import Bilingual, Language

View = dict[str, object]


def view(changed: Changed, language: Language) -> View:
    """Return the change said in `language`. Opens what was corrected."""
    return {
        "measure": {measure.value: changed.measure == measure.value for measure in CHANGES},
        "done": [_done(one, language) for one in changed.done],
        "kept": [_kept(one, language) for one in changed.kept],
        "corrected": [
            {"title": one.title.say(language), "value": one.value.reveal()} for one in changed.corrected
        ],
        "handed": [
            {
                "title": one.title.say(language),
                "held_for": one.held_for.say(language),
                "rows": f"{one.rows:,}",
            }
            for one in changed.handed
        ],
        "restricted": changed.restricted,
        **{f"has_{name}": bool(getattr(changed, name)) for name in ("done", "kept", "corrected", "handed")},
    }


def _done(one: Done, language: Language) -> View:
    return {
        "title": one.title.say(language),
        "store": one.store.say(language),
        "rows": f"{one.rows:,}",
        "masked": f"{one.masked:,}",
        "columns": _listed(one.columns, language),
        "has_rows": bool(one.rows),
        "has_masked": bool(one.masked),
        "has_both": bool(one.rows and one.masked),
    }


def _kept(one: Kept, language: Language) -> View:
    cited = cite(one.article).say(language) if one.article else ""
    return {
        "title": one.title.say(language),
        "rows": f"{one.rows:,}",
        "whole": one.whole,
        "columns": _listed(one.columns, language),
        "reason": one.reason.say(language),
        "until": long_day(one.until, language) if one.until else "",
        "article": cited,
        "clause": one.clause or "",
        "based": bool(cited or one.clause),
    }


def _listed(titles: Iterable[Bilingual], language: Language) -> str:
    return ("、" if language == "ja" else ", ").join(one.say(language) for one in titles)


def data(changed: Changed) -> dict[str, object]:
    """Return the change for programs."""
    return {
        "measure": changed.measure,
        "done": [
            {
                "section": one.section,
                "title": _both(one.title),
                "rows": one.rows,
                "masked": one.masked,
                "columns": [_both(each) for each in one.columns],
            }
            for one in changed.done
        ],
        "kept": [
            {
                "section": one.section,
                "title": _both(one.title),
                "rows": one.rows,
                "whole": one.whole,
                "columns": [_both(each) for each in one.columns],
                "ground": one.ground,
                "reason": _both(one.reason),
                "until": one.until.isoformat() if one.until else None,
                "clause": one.clause,
                "article": one.article,
                **({"also_ground": one.also_ground} if one.also_ground else {}),
            }
            for one in changed.kept
        ],
        "corrected": [{"title": _both(one.title), "value": one.value.reveal()} for one in changed.corrected],
        "handed": [
            {
                "section": one.section,
                "title": _both(one.title),
                "held_for": _both(one.held_for),
                "rows": one.rows,
            }
            for one in changed.handed
        ],
        "restricted": changed.restricted,
    }


def _both(words: Bilingual) -> dict[str, str]:
    return {"en": words.en, "ja": words.ja}
