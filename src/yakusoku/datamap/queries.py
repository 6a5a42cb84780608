"""Reading a data map from a folder, with all that is wrong in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from yakusoku.datamap.checks import check
from yakusoku.datamap.checks.keys_known import check_words
from yakusoku.datamap.checks.names import check_names
from yakusoku.datamap.fides import FidesFile
from yakusoku.datamap.interchange import USUAL, FidesWalk, in_fides_terms
from yakusoku.datamap.parts import DataMap, Dataset
from yakusoku.datamap.reading import build, settle
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.shape import validate
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import UnreadableFile, read

__all__ = ["FidesWalk", "UnableToWalk", "load", "load_file", "schema", "walk_folder"]


def load(
    folder: Path,
    *,
    stores: Collection[str] | None = None,
    purposes: Collection[str] | None = None,
    versions: Collection[date] | None = None,
    companies: Collection[str] | None = None,
) -> tuple[DataMap, list[Finding]]:
    """
    Read every `*.yaml` in `folder`; return what they declare and all findings, sorted by place.

    `stores` are the names the home connects, `purposes` those its policy declares, `versions` the days on which
    one was published, `companies` those with a policy; left out, none of them is checked. Files that cannot be
    read or are shaped wrong are left out of the map, and then nothing that spans files is checked. Places name
    files by `datamap/<file>`.
    """
    findings: list[Finding] = list(_not_read(folder))
    datasets: list[Dataset] = []
    whole = True
    files = sorted(folder.glob("*.yaml"))
    for path in files:
        made, found = load_file(path)
        whole = whole and made is not None
        datasets.extend(made or ())
        findings.extend(found)
    datamap = DataMap(settle(tuple(datasets)))
    if not files:
        findings.append(_empty(folder))
    elif whole:
        found = check(datamap, stores=stores, purposes=purposes, versions=versions, companies=companies)
        findings.extend(found)
    return datamap, sorted(findings, key=lambda finding: finding.order)


def load_file(path: Path) -> tuple[tuple[Dataset, ...] | None, list[Finding]]:
    """Read one file; return its datasets, or None where it cannot be used, and what is wrong with its shape."""
    try:
        document = read(path, f"{path.parent.name}/{path.name}")
    except UnreadableFile as unreadable:
        return None, list(unreadable.findings)
    file, findings = validate(FidesFile, document, "datamap")
    if file is None:
        return None, findings
    return build(file, document), [*findings, *check_words(file, document)]


def _not_read(folder: Path) -> Iterator[Finding]:
    """Yield files that look like a part of the map and are not read: nobody would search what they declare."""
    for path in sorted(folder.rglob("*")):
        read = path.parent == folder and path.suffix == ".yaml"
        if path.is_file() and path.suffix.lower() in (".yaml", ".yml") and not read:
            says = text("This file is not read, so nobody searches what it declares.")
            do = text(
                "Move it into {folder}/ and let its name end in .yaml, or remove it.", folder=folder.name
            )
            shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            yield Finding("datamap.not-read", Where(shown, 1, 1), says, do)


def _empty(folder: Path) -> Finding:
    return Finding(
        "datamap.no-file",
        Where(f"{folder.name}/", 1, 1),
        text("No file of the data map is here."),
        text("Write a Fides dataset file, such as `{folder}/customers.yaml`.", folder=folder.name),
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a data map file; beside the keys of Fides any other may stand."""
    made = FidesFile.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Yakusoku data map", **made}


class UnableToWalk(UnableTo):
    """A data map of which a part cannot be read, or a request that names no identity of it."""

    asked = text("walk the data map")


def walk_folder(folder: Path, *, identities: Collection[str], targets: Collection[str] = ()) -> FidesWalk:
    """
    Return the walk through the files in `folder` in Fides' own terms; they need to say nothing of ours.

    `identities` are keys such as `email`, never values, and none is repeated in a refusal.

    :raises UnableToWalk: if there is no such folder, not all of it can be read, or an identity is unknown to it
    """
    datamap = _whole(folder)
    declared = {name for dataset in datamap.datasets for name in dataset.identities}
    known = {*datamap.identities, *declared, *USUAL}
    if not identities or not known.issuperset(identities):
        raise UnableToWalk(
            text("no identity was named, or one that nothing holds."),
            do=text("Name one of these: {known}.", known=", ".join(sorted(known))),
        )
    return in_fides_terms(datamap, identities, targets)


def _whole(folder: Path) -> DataMap:
    """Return what all files of a folder declare; one that is left out, or a name that stands twice, is refused."""
    if (unread := next(_not_read(folder), None)) is not None:
        raise UnableToWalk(text("the file {file} is not read.", file=str(unread.where)), do=unread.do)
    datasets: list[Dataset] = []
    for path in sorted(folder.glob("*.yaml")):
        made, findings = load_file(path)
        if made is None:
            raise UnableToWalk(
                text("the file {file} cannot be read.", file=str(findings[0].where)),
                do=text("`yakusoku check` says what is wrong in it."),
            )
        datasets += made
    if not datasets:
        raise UnableToWalk(
            text("no data map is at {folder}.", folder=str(folder)),
            do=text("Name a home whose folder `datamap` holds Fides dataset files that end in .yaml."),
        )
    datamap = DataMap(settle(tuple(datasets)))
    if (twice := next(check_names(datamap), None)) is not None:
        raise UnableToWalk(twice.says, do=twice.do)
    return datamap
