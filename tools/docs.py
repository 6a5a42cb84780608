"""
Write the pages of `docs/` that are made from the code, so that whatever is listed there is listed here.

`python tools/docs.py` writes; a test compares. Nobody edits these pages by hand.
"""

from __future__ import annotations

import ast
import importlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

if TYPE_CHECKING:
    from yakusoku.laws.outline import Row

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "yakusoku"


def table(*rows: tuple[str, ...]) -> str:
    """Return a Markdown table; the first row is its head."""
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def page(title: str, made_from: str, *parts: str) -> str:
    """Return a page with its title, where it is made from, and its parts."""
    note = f"<!-- Written by tools/docs.py from {made_from}. Change that and run `make docs`. -->"
    return "\n\n".join((f"# {title}", note, *(part.strip("\n") for part in parts))) + "\n"


def words() -> str:
    """Return the page of words, Japanese first, since the Act is."""
    from yakusoku.terms import glossary

    intro = (
        "Each domain word of the code is bound to exactly one Japanese word; a test makes the code obey. "
        "Articles without another name are those of the Act (個人情報の保護に関する法律)."
    )
    rows = [("日本語", "code", "English label", "means", "意味", "article", "not")]
    for term in glossary.terms():
        not_said = "; ".join(f"~~{word}~~ ({because})" for word, because in term.not_code.items())
        name = f"{term.label.ja}（{term.reading}）" if term.reading != term.label.ja else term.label.ja
        later = " *(later)*" if term.later else ""
        code = f"`{term.code}`{later}"
        rows.append((name, code, term.label.en, term.means.en, term.means.ja, term.law or "", not_said))
    spelling = ", ".join(f"~~{wrong}~~ {right}" for wrong, right in glossary.spellings().items())
    allowed = [("word", "where", "because")]
    allowed += [(f"`{entry.word}`", f"`{entry.place}`", entry.because) for entry in glossary.allowed()]
    return page(
        "Words",
        "src/yakusoku/terms/glossary.toml",
        intro,
        table(*rows),
        f"## Spelling\n\nAmerican: {spelling}.",
        f"## Where a rejected word is right\n\n{table(*allowed)}",
    )


def ledger_tags() -> str:
    """Return the page of everything the ledger may say."""
    from yakusoku.ledger.tags import known

    for path in sorted(PACKAGE.glob("*/tags.py")):
        importlib.import_module(f"yakusoku.{path.parent.name}.tags")
    parts = []
    # A test may register tags of its own; the page speaks of rooms.
    rooms = [path.parent.name for path in sorted(PACKAGE.glob("*/tags.py"))]
    for room in rooms:
        rows = [("tag", "says", "記録の意味", "facts")]
        for tag in known():
            if tag.name.split(":")[0] == room:
                facts = ", ".join(f"{name}: *{kind.value}*" for name, kind in tag.facts.items())
                rows.append((f"`{tag.name}`", tag.says.say("en"), tag.says.say("ja"), facts))
        parts.append(f"## {room}\n\n{table(*rows)}")
    intro = (
        "The closed list of what an entry may say. Facts are checked by kind, so that no name, address or other "
        "value of a person can enter. Every entry also has its log, what it is about, who did it and when."
    )
    return page("Ledger tags", "the `tags.py` of each room", intro, *parts)


def findings() -> str:
    """Return the page of everything that a check may find, by its code."""
    from yakusoku.policy import codes

    intro = (
        "What `yakusoku check` may find. Codes are stable. An *error* makes a file unusable (exit code 1); a *gap* is "
        "what the published text lacks or promises less than the law gives, and *advice* is neither: both are shown "
        "and allowed. With `--json` each finding has `kind`, `severity`, `file`, `line`, `column`, `key`, `says`, "
        "`do`, `read`, `allowed` and `nearest`."
    )
    parts = []
    for place in dict.fromkeys(name.partition(".")[0] for name in codes.known()):
        rows = [("code", "weight", "means", "意味")]
        rows += [
            (f"`{code.name}`", code.severity.value, code.means.en, code.means.ja)
            for code in codes.known().values()
            if code.name.startswith(f"{place}.")
        ]
        parts.append(f"## {place}\n\n{table(*rows)}")
    return page("Findings", "src/yakusoku/policy/data/findings.toml", intro, *parts)


def commands() -> str:
    """Return the page of commands with their arguments and options."""
    from yakusoku.cli.root import commands as root

    intro = f"```text\n{root.get_help(click.Context(root, info_name='yakusoku'))}\n```"
    return page("Commands", "the commands themselves", intro, *_command_parts(root, "yakusoku", None))


def _command_parts(group: click.Group, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(group, info_name=name, parent=parent)
    for below in group.list_commands(context):
        command = group.get_command(context, below)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=below, parent=context, max_content_width=100)
        level = "##" if parent is None else "###"
        yield f"{level} `{inner.command_path}`\n\n```text\n{command.get_help(inner)}\n```"
        if isinstance(command, click.Group):
            yield from _command_parts(command, below, context)


def configuration() -> str:
    """Return the reference of `yakusoku.toml`."""
    from yakusoku.site.settings import Settings

    intro = (
        "One file, `yakusoku.toml`, at the root of a home. An unknown key is an error. `${NAME}` in a text is "
        "replaced by the environment variable NAME, so that secrets stay out of the file."
    )
    return page("Configuration", "src/yakusoku/site/settings.py", intro, *_sections(Settings))


def _sections(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    rows = [("key", "type", "default", "meaning")]
    below: list[str] = []
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        if inner is None:
            rows.append((f"`{name}`", _type(field), _default(field), field.description or ""))
        else:
            path = f"{prefix}{name}" + (".<name>" if inner is not field.annotation else "")
            says = (inner.__doc__ or "").strip().split("\n")[0]
            below.append(f"## `[{path}]`\n\n{says}\n\n" + "\n\n".join(_sections(inner, f"{path}.")))
    if len(rows) > 1:
        yield table(*rows)
    yield from below


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  a type form
    for form in (annotation, *get_args(annotation)):
        if isinstance(form, type) and issubclass(form, BaseModel):
            return form
    return None


def _type(field: FieldInfo) -> str:
    choices = [
        repr(choice).replace("'", '"') for choice in get_args(field.annotation) if isinstance(choice, str)
    ]
    named = " or ".join(choices) or getattr(field.annotation, "__name__", str(field.annotation))
    limits = [said for mark in field.metadata for said in _limits(mark)]
    return f"{named}, {', '.join(limits)}" if limits else named


def _limits(mark: object) -> Iterator[str]:
    for attribute, words in (("ge", "at least"), ("gt", "above"), ("le", "at most"), ("lt", "below")):
        if (limit := getattr(mark, attribute, None)) is not None:
            yield f"{words} {limit}"
    if pattern := getattr(mark, "pattern", None):
        yield f"like `{pattern}`"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "*required*"
    default = field.get_default(call_default_factory=True, validated_data={})
    return f"`{default!r}`".replace("'", '"')


def laws() -> str:
    """Return the page of what statutes say, value by value, with article and how well it is known."""
    from yakusoku.laws import citations, outline

    intro = (
        "Every value of our data of law, as the program reads it. *Article* is written by the mark of its law, such as "
        "`A33(2)(i)`; letters write it out. *Verified*: read in a text of the law or of its authority. *Secondary*: "
        "read in somebody's account of it. *Unverified*: from memory, or not to be confirmed; nobody should rely on it "
        "without looking it up. A value without a last day is in force."
    )
    counts: list[tuple[str, ...]] = [("file", "values", "verified", "secondary", "unverified")]
    parts = []
    for name in outline.FILES:
        every = list(outline.rows(name))
        known = [str(len([row for row in every if row.status == one])) for one in counts[0][2:]]
        counts.append((f"[`{name}`](../src/yakusoku/laws/data/{name})", str(len(every)), *known))
        parts.append(f"## {name}\n\n{table(*_values(every))}")
    coming = [("law", "change", "変更", "promulgated", "in force by", "status")]
    for code in sorted(citations.codes()):
        law = citations.law(code)
        for one in law.coming:
            days = (one.promulgated.isoformat(), one.at_latest.isoformat())
            coming.append((law.short.en, one.says.en, one.says.ja, *days, one.status))
    passed = f"## Passed and not in force\n\n{table(*coming)}"
    return page("Laws", "src/yakusoku/laws/data/", intro, table(*counts), passed, *parts)


def _values(every: list[Row]) -> Iterator[tuple[str, ...]]:
    yield ("value", "says", "内容", "measure", "article", "status", "from", "to")
    for row in every:
        days = (row.since.isoformat() if row.since else "", row.until.isoformat() if row.until else "")
        known = "; ".join((row.status, *(f"{part}: {status}" for part, status in row.weaker)))
        measure = f"{row.measure.en} ({row.measure.ja})" if row.measure else ""
        yield (f"`{row.place}`", row.says.en, row.says.ja, measure, row.article, known, *days)


def own_data() -> str:
    """Return the page of what Yakusoku itself holds about people, table by table."""
    from yakusoku.datamap.categories import catalogue
    from yakusoku.datamap.own import own_state

    intro = (
        "What Yakusoku's own tables hold about whoever asks and about staff, for a company's register of personal "
        "information. *Sealed*: encrypted under the key of the case. Columns that are about nobody are counted only; "
        "the files say why of each."
    )
    parts = []
    for one in own_state()[0].collections.values():
        rows = [("column", "what", "項目", "kinds of data")]
        for field in one.fields:
            if one.not_personal is None and field.not_personal is None and field.title:
                kinds = ", ".join(catalogue()[key].name.en for key in field.categories)
                rows.append((f"`{field.name}`", field.title.en, field.title.ja, kinds))
        others = len(one.fields) - len(rows) + 1
        said = f"Columns about nobody: {others}." if others else ""
        body = f"{table(*rows)}\n{said}" if len(rows) > 1 else f"Nobody is in it. {one.not_personal or ''}"
        parts.append(f"## `{one.address.collection}`\n\n{body}")
    return page("Own data", "src/yakusoku/*/datamap.yaml", intro, *parts)


def rooms() -> str:
    """Return the page of rooms: what each promises, top to bottom."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    rows = [("line", "rooms", "promises")]
    for number, layer in enumerate(contract["layers"], 1):
        names = [name.strip(" ()") for name in layer.split("|")]
        rows.extend((str(number), f"`{name}`", _promise(name)) for name in names)
    intro = (
        "A room imports only rooms on lower lines of this table, and none beside it; `make check` holds it. "
        "Inside, every room has the same files: see [CONTRIBUTING](../CONTRIBUTING.md)."
    )
    return page("Rooms", "the docstring of each room and the contract in pyproject.toml", intro, table(*rows))


def _promise(room: str) -> str:
    path = PACKAGE / room / "__init__.py"
    if not path.exists():
        return "*(a later room)*"
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]


def described() -> dict[str, Any]:
    """Return the description as a program gets it."""
    from django.conf import settings

    from yakusoku.site import databases

    if not settings.configured:
        import django

        settings.configure(**databases.django_values(databases.database("sqlite:///:memory:", Path())))
        django.setup()
    from yakusoku.web.api.doors import api

    whole: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/v1/")))
    return whole


def api() -> str:
    """Return the page of the door for programs, from its own description (OpenAPI)."""
    schema = described()
    named = schema["components"]["schemas"]
    calls, forms = [], []
    for address, methods in schema["paths"].items():
        for method, one in methods.items():
            takes = (
                one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            )
            gives = ", ".join(f"{status}" for status in one["responses"])
            calls.append((f"`{method.upper()} {address}`", one["summary"], _named(takes) or "-", gives))
            forms.append(f"- `{method.upper()} {address}`: {one.get('description', '')}")
    parts = [table(("call", "what it does", "takes", "answers"), *calls), "\n".join(forms), "## Forms"]
    for name, form in sorted(named.items()):
        rows = [
            (
                f"`{field}`",
                _kind_of(what),
                "yes" if field in form.get("required", ()) else "",
                what.get("description", ""),
            )
            for field, what in form.get("properties", {}).items()
        ]
        if rows:
            says = form.get("description", "")
            parts.append(f"### {name}\n\n{says}\n\n{table(('field', 'holds', 'needed', 'says'), *rows)}")
    return page("Calls over HTTP", "src/yakusoku/web/api/", schema["info"]["description"], *parts)


def _named(schema: dict[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _kind_of(schema: dict[str, Any]) -> str:
    """Return in a few words what a field holds."""
    if "anyOf" in schema:
        return " or ".join(_kind_of(one) for one in schema["anyOf"])
    if named := _named(schema):
        return named
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind_of(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")


PAGES = {
    "api.md": api,
    "words.md": words,
    "ledger-tags.md": ledger_tags,
    "findings.md": findings,
    "commands.md": commands,
    "configuration.md": configuration,
    "rooms.md": rooms,
    "laws.md": laws,
    "own-data.md": own_data,
}


def main() -> int:
    """Write every page."""
    for name, make in PAGES.items():
        path = ROOT / "docs" / name
        path.parent.mkdir(exist_ok=True)
        text = make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
