"""From one typed declaration to sentences: what it says, and each of its facts in the words of one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from yakusoku.datamap import categories, events
from yakusoku.laws.citations import cite, law
from yakusoku.notices import phrases, wording
from yakusoku.notices.parts import Block, Sentence
from yakusoku.notices.wording import Hand
from yakusoku.policy import conditions
from yakusoku.policy.form.companies import Party, Relation
from yakusoku.policy.form.identity import AcceptedDocument, CallBack, CallerNumber, IdentityCheck
from yakusoku.policy.form.marks import Mark
from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.bilingual import Bilingual, Language

Path = tuple[str, ...]
Clauses = tuple[str, ...]
_UNSAID = "not_said"
_VERBATIM = ("telephone", "email", "url", "telephone_at", "published_word", "code", "registered_facts")


class UnableToWord(LookupError):
    """The words lack a field or value of the policy format; a test finds every one of them."""


class Writer:
    """Writes declarations of one policy in one language."""

    def __init__(self, form: PolicyForm, language: Language) -> None:
        """Write of `form` in `language`."""
        self.form = form
        self.hand = Hand(language)
        self._checks = {name: number for number, name in enumerate(form.identity, 1)}

    def sentence(
        self,
        clauses: Clauses,
        path: Path,
        words: str,
        *,
        label: str = "",
        items: tuple[str, ...] = (),
        link: str | None = None,
    ) -> Sentence:
        """Return a sentence with its id: the clause that it keeps, and the part of the policy."""
        part = ".".join(path)
        return Sentence(f"{clauses[0]}:{part}" if clauses else part, words, clauses, label, items, link)

    def block(self, path: Path, item: BaseModel, head: str | None = None, clauses: Clauses = ()) -> Block:
        """Return a declaration: its own sentence (else `head`), and its facts."""
        said = getattr(item, "says", None) or getattr(item, "name", None)
        words = head or (said.say(self.hand.language) if isinstance(said, Bilingual) else "")
        own: Clauses = tuple(getattr(item, "clauses", ())) or clauses
        return Block(self.sentence(own, path, words), tuple(self.facts(item, path, own)))

    def facts(self, item: BaseModel, path: Path, clauses: Clauses) -> Iterator[Sentence]:
        """Yield a sentence for each fact that the declaration fixes, in the order of the format."""
        form = type(item).__name__
        said = phrases.CONSUMED.get(form, frozenset({"says", "clauses"}))
        for name, field in type(item).model_fields.items():
            value = getattr(item, name)
            if name in said or name in ("says", "clauses") or f"{form}.{name}" in wording.left_out():
                continue
            usual = value == field.get_default(call_default_factory=True) and not _counts_papers(item, name)
            if usual or value in (None, (), {}):
                continue
            yield from self.one(item, name, value, (*path, field.alias or name), clauses)

    def one(
        self, item: BaseModel, name: str, value: object, path: Path, clauses: Clauses = ()
    ) -> Iterator[Sentence]:
        """Yield what one field of a declaration says, whether or not that is usual."""
        form = type(item).__name__
        if isinstance(value, bool):
            yield self._flag(form, name, path, clauses, so=value)
        elif isinstance(value, CallBack | CallerNumber):
            yield self._flag(form, name, path, value.clauses)
        elif isinstance(value, str) and mark(type(item), name) == "clause":
            yield self._flag(form, name, path, (value,))
        elif name == "grounds" and isinstance(value, dict):
            yield from self._grounds(value, path)
        elif isinstance(value, tuple) and isinstance(value[0], Relation):
            items = tuple(phrases.relation(self, one) for one in value)
            yield self._labeled(form, name, items, path, clauses)
        elif parts := _parts(value, path):
            for below, part in parts:
                yield from self._part(form, name, part, below, clauses)
        else:
            yield from self._plain(item, name, value, path, clauses)

    def _flag(self, form: str, name: str, path: Path, clauses: Clauses, *, so: bool = True) -> Sentence:
        words = wording.flag(form, name, so=so)
        if words is None:
            raise UnableToWord(f"{form}.{name}")
        return self.sentence(clauses, path, words.say(self.hand.language))

    def _grounds(self, grounds: Mapping[str, str], path: Path) -> Iterator[Sentence]:
        for code, clause in grounds.items():
            words = wording.ground(code)
            if words is None:
                raise UnableToWord(code)
            yield self._labeled(
                "RightForm", "grounds", (words.say(self.hand.language),), (*path, code), (clause,)
            )

    def _part(
        self, form: str, name: str, part: BaseModel, path: Path, clauses: Clauses
    ) -> Iterator[Sentence]:
        """Yield a part with facts of its own: in one phrase where there is one, then whatever that left unsaid."""
        own: Clauses = tuple(getattr(part, "clauses", ())) or clauses
        phrase = phrases.PHRASES.get(type(part).__name__)
        if isinstance(part, Party) and part.kind == "any" and not part.names and not part.companies:
            everybody = wording.found("word", f"{form}.{name}.any", "Party.kind.any")
            yield self._labeled(
                form, name, (everybody.say(self.hand.language),) if everybody else (), path, own
            )
            return
        if isinstance(part, AcceptedDocument):
            yield self._labeled(form, name, (phrases.document(self, path[-1], part),), path, own)
            return
        if phrase is not None:
            if words := phrase(self, part):
                yield self._labeled(form, name, (words,), path, own)
        elif isinstance(said := getattr(part, "says", None), Bilingual):
            yield self._labeled(form, name, (said.say(self.hand.language),), path, own)
        yield from self.facts(part, path, own)

    def _plain(
        self, item: BaseModel, name: str, value: object, path: Path, clauses: Clauses
    ) -> Iterator[Sentence]:
        values = value if isinstance(value, tuple) else (value,)
        items = tuple(dict.fromkeys(self.name(type(item), name, one) for one in values if one != _UNSAID))
        if items:
            links = [self._link(type(item), name, one) for one in values]
            yield self._labeled(
                type(item).__name__, name, items, path, clauses, links[0] if len(links) == 1 else None
            )

    def _labeled(
        self,
        form: str,
        name: str,
        items: tuple[str, ...],
        path: Path,
        clauses: Clauses,
        link: str | None = None,
    ) -> Sentence:
        label = wording.label(form, name)
        if label is None:
            raise UnableToWord(f"{form}.{name}")
        words = label.say(self.hand.language)
        if self.hand.stands_apart(items):
            below = tuple(self.hand.begun(one) for one in items)
            return self.sentence(clauses, path, "", label=words, items=below, link=link)
        listed = self.hand.listed(items)
        said = listed if name in _VERBATIM else self.hand.begun(listed)
        return self.sentence(clauses, path, said, label=words, link=link)

    def name(self, form: type[BaseModel], field: str, value: object) -> str:
        """Return one value in words. :raises UnableToWord: if there are none"""
        if isinstance(value, Bilingual):
            return value.say(self.hand.language)
        if isinstance(value, date):
            return self.hand.day(value)
        if isinstance(value, str):
            return self.word(form, field, value)
        return str(value)

    def word(self, form: type[BaseModel], field: str, word: str) -> str:
        """Return what a word of the policy stands for. :raises UnableToWord: if it stands for nothing"""
        stands = mark(form, field)
        if stands is not None:
            return self.stands_for(stands, word)
        if field == "telephone":
            return self.hand.telephone(word, in_japan=self.form.controller.timezone == "Asia/Tokyo")
        if field in _VERBATIM:
            return word
        named = wording.value(form.__name__, field, word)
        if named is None:
            if field in ("about", "codes", "language", "languages"):
                return word
            raise UnableToWord(f"{form.__name__}.{field}.{word}")
        return named.say(self.hand.language)

    def stands_for(self, stands: str, word: str) -> str:
        """Return the name of something declared elsewhere. :raises KeyError: if it is not"""
        if stands == "identity":
            return self.hand.head("identity", number=self._checks[word])
        if stands == "right":
            return self.hand.right(word)
        return self._named(stands, word).say(self.hand.language)

    def _named(self, stands: str, word: str) -> Bilingual:
        form = self.form
        own: dict[str, Callable[[], Bilingual]] = {
            "article": lambda: cite(word),
            "body": lambda: form.controller.bodies[word].name,
            "category": lambda: wording.found("category", word) or categories.catalogue()[word].name,
            "company": lambda: form.controller.name if word == form.id else form.companies[word].says,
            "condition": lambda: conditions.known()[word].says,
            "contact": lambda: form.controller.contacts[word].name,
            "document": lambda: wording.paper(word),
            "event": lambda: events.known()[word],
            "law": lambda: law(word).name,
            "page": lambda: form.pages[word].says,
            "purpose": lambda: form.purposes[word].says,
            "source": lambda: form.sources[word].says,
            "state": lambda: events.states()[word],
        }
        return own[stands]()

    def _link(self, form: type[BaseModel], field: str, value: object) -> str | None:
        if not isinstance(value, str):
            return None
        if field in ("url", "telephone_at"):
            return value
        if field == "email":
            return f"mailto:{value}"
        if field == "telephone":
            digits = value.replace("-", "")
            home = self.form.controller.timezone == "Asia/Tokyo"
            return f"tel:+81{digits[1:]}" if home and digits.startswith("0") else f"tel:{digits}"
        if mark(form, field) == "page":
            return self.form.pages[value].url
        return None


def _parts(value: object, path: Path) -> list[tuple[Path, BaseModel]]:
    """Return the declarations within a value, each with its path; none where it is plain."""
    if isinstance(value, BaseModel):
        return [(path, value)]
    if isinstance(value, dict):
        return [((*path, key), one) for key, one in value.items()]
    if isinstance(value, tuple):
        return [((*path, str(number)), one) for number, one in enumerate(value) if isinstance(one, BaseModel)]
    return []


def _counts_papers(item: BaseModel, field: str) -> bool:
    """Return whether a field says how many papers of a list are needed: said also where it is one, as is usual."""
    return (
        isinstance(item, IdentityCheck) and field == "number" and bool(item.documents or item.other_documents)
    )


@cache
def mark(form: type[BaseModel], field: str) -> str | None:
    """Return what the words of a field stand for (`category`, `purpose`, …), or None where they are plain."""
    return _marked(get_type_hints(form, include_extras=True)[field])


def _marked(annotation: object) -> str | None:
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        own = next((one.stands_for for one in extras if isinstance(one, Mark)), None)
        return own or _marked(inner)
    return next((found for one in get_args(annotation) if (found := _marked(one))), None)
