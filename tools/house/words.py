"""The code obeys the glossary: rejected words, missing words, dead words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tools.house.names import Name, has, split
from tools.house.source import Fault

from yakusoku.terms import glossary
from yakusoku.terms.glossary import Allowed, Term

_ENDINGS = ("", "s", "es", "d", "ed", "ing", "er", "ers")


@dataclass(frozen=True)
class Rejected:
    """A word that no name may use, what to say instead, and why."""

    word: str
    instead: str
    because: str

    @property
    def spoken(self) -> tuple[tuple[str, ...], ...]:
        """The word in its usual endings, each split into words."""
        stems = {self.word, self.word.removesuffix("e")} if self.word.endswith("e") else {self.word}
        return tuple(
            split(stem + ending) for stem in sorted(stems) for ending in _ENDINGS if (stem + ending) != "us"
        )


def rejected() -> tuple[Rejected, ...]:
    """Return every rejected word of the glossary and its spellings."""
    words = [
        Rejected(word, f"`{term.code}` ({term.label.ja})", because)
        for term in glossary.terms()
        for word, because in term.not_code.items()
    ]
    words += [
        Rejected(word, f"`{right}`", "American spelling") for word, right in glossary.spellings().items()
    ]
    return tuple(words)


def faults(
    names: Iterable[Name], words: Collection[Rejected], allowed: Collection[Allowed] = ()
) -> Iterator[Fault]:
    """Yield a fault for every name that uses a rejected word in a place where it is not allowed."""
    by_first: dict[str, list[tuple[tuple[str, ...], Rejected]]] = {}
    for word in words:
        for spoken in word.spoken:
            by_first.setdefault(spoken[0], []).append((spoken, word))
    seen = set()
    for name in names:
        for part in name.words:
            for spoken, word in by_first.get(part, ()):
                if has(name.words, spoken) and not _is_allowed(word.word, name.path, allowed):
                    says = (
                        f"`{name.name}` says `{word.word}`; the glossary says {word.instead}: {word.because}"
                    )
                    seen.add(Fault(name.path, name.line, says))
    yield from sorted(seen)


def _is_allowed(word: str, path: str, allowed: Collection[Allowed]) -> bool:
    return any(entry.word == word and path.startswith(entry.place) for entry in allowed)


def idle(names: Iterable[Name], allowed: Collection[Allowed], words: Collection[Rejected]) -> list[str]:
    """Return the allowances that no name makes use of."""
    given = list(names)
    used = []
    for entry in allowed:
        here = [name for name in given if name.path.startswith(entry.place)]
        only = [word for word in words if word.word == entry.word]
        if not list(faults(here, only)):
            used.append(f"`{entry.word}` in {entry.place} is allowed and not used")
    return used


def spoken_forms(term: Term) -> Iterator[tuple[str, ...]]:
    """Yield the words of a term in every form in which it may stand in a name."""
    for form in (term.code, *term.forms):
        yield split(form)


def known_words(terms: Iterable[Term]) -> frozenset[str]:
    """Return every form of every term as one word with underscores."""
    return frozenset("_".join(form) for term in terms for form in spoken_forms(term))


def dead(terms: Iterable[Term], names: Iterable[Name], data: Iterable[Name] = ()) -> Iterator[str]:
    """Yield the words that neither a name nor data uses, and the marks `later` that are no longer true."""
    heard, read = {name.words for name in names}, {name.words for name in data}
    for term in terms:
        used = any(has(words, form) for form in spoken_forms(term) for words in heard)
        in_data = any(has(words, form) for form in spoken_forms(term) for words in read)
        if not used and not in_data and not term.later:
            yield f"`{term.code}` ({term.label.ja}) is used by no name: take it out, or mark it `later`"
        if used and term.later:
            yield f"`{term.code}` ({term.label.ja}) is used now: take the mark `later` away"
