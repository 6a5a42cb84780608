"""The uses that an objection or a withdrawal stopped (GDPR 21, 7(3)), each by the sentence that declares it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yakusoku.rights.items.drawing import Drawn, Ground, sentence
from yakusoku.terms.bilingual import Bilingual

_TITLE = Bilingual("Use that we stopped", "停止した利用")


def draw(ground: Ground, scopes: Iterable[str]) -> Iterator[Drawn]:
    """Yield each use that stands still; one that goes on is named, too, since it was objected to."""
    for scope in scopes:
        section, _, name = scope.partition(".")
        declared = getattr(ground.policy.form, section)[name]
        article = ground.law.article
        said = sentence("stopped", declared.says, clauses=declared.clauses, article=article)
        yield Drawn(scope, _TITLE, article, (said,), apart=True, sure=True, held_back=declared.says)
