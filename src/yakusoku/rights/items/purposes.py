"""The purposes of what is held about a person (APPI 32(2)): each as it was published, with its clause. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.rights.items.drawing import Drawn, Ground, named, purposes_of, sentence, unserved
from yakusoku.terms.bilingual import Bilingual

TITLE = Bilingual("Purpose of use", "利用目的")
REST = "PURP-rest"


def draw(ground: Ground) -> Iterator[Drawn]:
    """Yield each purpose for which data of the person are used; each can be withheld by itself on a ground."""
    for name, purpose in purposes_of(ground):
        said = sentence("purpose", purpose.says, clauses=purpose.clauses, article=ground.law.article)
        yield Drawn(f"purposes.{name}", TITLE, ground.law.article, (said,), apart=True)
    yield from rest(ground, code=REST, article=ground.law.article)


def rest(ground: Ground, *, code: str, article: str) -> Iterator[Drawn]:
    """Yield what no published purpose speaks of: staff say for what those data are used, if for anything."""
    kinds = unserved(ground)
    if kinds:
        names = named(kinds)
        title = Bilingual(
            f"Purposes of data that no published purpose names ({names.en})",
            f"公表した利用目的に記載のない情報（{names.ja}）の利用目的",
        )
        yield Drawn(code, title, article)
