"""Everything that a policy may say has its words in both languages: a field or value added later fails until it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from yakusoku.notices import wording
from yakusoku.notices.facts import mark
from yakusoku.notices.phrases import CONSUMED, PHRASES
from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.bilingual import Bilingual

_NOT_DECLARED = {"PolicyForm", "Clause", "KeptBy", "Gap", "Controller", "Representatives"}
_PLAIN = {
    "about",
    "languages",
    "language",
}  # any word may stand there; those without a name are said as they are


def forms(annotation: Any, seen: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    """Return every form below an annotation, by name."""
    form = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    if form and annotation.__name__ not in seen:
        seen[annotation.__name__] = annotation
        for field in annotation.model_fields.values():
            forms(field.annotation, seen)
    for inner in get_args(annotation):
        forms(inner, seen)
    return seen


def said() -> Iterator[tuple[type[BaseModel], str, Any]]:
    """Yield each field that a notice says by itself: its form, its name, its annotation."""
    for name, form in forms(PolicyForm, {}).items():
        if name in _NOT_DECLARED or (name in PHRASES and name not in CONSUMED):
            continue
        whole = CONSUMED.get(name, frozenset())
        for field, info in form.model_fields.items():
            key = f"{name}.{field}"
            if field not in ("says", "clauses") and field not in whole and key not in wording.left_out():
                yield form, field, info.annotation


def literals(annotation: Any) -> Iterator[object]:
    """Yield the values of closed lists in an annotation."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for inner in get_args(annotation):
        yield from literals(inner)


def holds(annotation: Any, what: type) -> bool:
    """Return whether a type stands in an annotation."""
    return annotation is what or any(holds(inner, what) for inner in get_args(annotation))


def test_every_field_has_what_stands_before_it_or_a_sentence_of_its_own() -> None:
    lacking = [
        f"{form.__name__}.{field}"
        for form, field, _ in said()
        if wording.label(form.__name__, field) is None and wording.flag(form.__name__, field) is None
        and wording.flag(form.__name__, field, so=False) is None
    ]  # fmt: skip
    assert lacking == []


def test_every_field_that_is_so_or_not_has_a_sentence() -> None:
    lacking = [
        f"{form.__name__}.{field}"
        for form, field, annotation in said()
        if holds(annotation, bool)
        and wording.flag(form.__name__, field) is None
        and wording.flag(form.__name__, field, so=False) is None
    ]
    assert lacking == []


def test_every_value_of_a_closed_list_has_a_name() -> None:
    every = [
        (form, field, one)
        for form in forms(PolicyForm, {}).values()
        if form.__name__ not in _NOT_DECLARED
        for field, info in form.model_fields.items()
        if f"{form.__name__}.{field}" not in wording.left_out() and mark(form, field) is None
        for one in literals(info.annotation)
        if one != "not_said"
    ]
    assert len(every) > 300
    lacking = [
        f"{form.__name__}.{field}.{one}"
        for form, field, one in every
        if wording.value(form.__name__, field, str(one)) is None
    ]
    assert [one for one in lacking if one.split(".")[1] not in ("form", "on", "issuer")] == []


def test_every_right_has_a_name() -> None:
    rights = get_args(get_args(PolicyForm.model_fields["rights"].annotation)[0])
    assert [one for one in rights if wording.found("right", one) is None] == []


def test_no_words_are_there_for_nothing() -> None:
    """A label of one form alone names a field that the form has, and what is left out exists."""
    known = {f"{name}.{field}" for name, form in forms(PolicyForm, {}).items() for field in form.model_fields}
    named = {
        key for table in ("label", "flag") for key in wording.keys(table) if key[:1].isupper()
    } | wording.left_out()
    assert sorted(named - known) == []
    fields = {key.partition(".")[2] for key in known}
    plain = {key.removesuffix(".no") for table in ("label", "flag") for key in wording.keys(table)}
    assert sorted(key for key in plain if not key[:1].isupper() and key not in fields) == []


def test_japanese_words_hold_no_half_width_signs() -> None:
    tables = ("section", "head", "label", "flag", "word", "right", "sentence")
    words = [wording.found(table, key) for table in tables for key in wording.keys(table)]
    bad = [one.ja for one in words if isinstance(one, Bilingual) and any(sign in one.ja for sign in "(),:;.")]
    assert bad == []
