"""The files of one company's policy: their form, their names and their dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.shape import validate
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import UnreadableFile, read


def read_all(folder: Path, shown: str | None = None) -> tuple[tuple[Policy, ...], list[Finding]]:
    """
    Return the versions that could be read, oldest first, and what was wrong with the files.

    Findings name files below `shown`. Form, file names and dates are checked here; meaning by `checks.check`.
    """
    place = shown if shown is not None else str(folder)
    files = sorted(folder.glob("*.yaml")) + sorted(folder.glob("*.yml"))
    versions: list[Policy] = []
    findings: list[Finding] = []
    for file in files:
        policy, found = read_one(file, f"{place}/{file.name}")
        findings += found
        if policy is not None:
            findings += _wrongly_filed(policy, file)
            findings += _same_date(policy, versions)
            versions.append(policy)
    if not files:
        findings.append(_no_versions(place))
    ordered = tuple(sorted(versions, key=lambda one: one.published_from))
    for before, after in pairwise(ordered):
        findings += _goes_back(before, after)
    return ordered, sorted(findings, key=lambda one: one.order)


def read_one(file: Path, shown: str) -> tuple[Policy | None, list[Finding]]:
    """Return one version, or None and why its file is no policy."""
    try:
        document = read(file, shown)
    except UnreadableFile as error:
        return None, list(error.findings)
    form, findings = validate(PolicyForm, document)
    return (Policy(form, document) if form else None), findings


def _wrongly_filed(policy: Policy, file: Path) -> list[Finding]:
    found = []
    right = file.with_name(f"{policy.published_from.isoformat()}.yaml")
    if file.stem == right.stem and file.name != right.name:
        says = text("The name of a version's file ends in .yaml.")
        do = text("Name the file {name}.", name=right.name)
        where = Where(policy.document.shown, 1, 1)
        return [Finding("policy.wrong-file-name", where, says, do, read=file.suffix)]
    if right.exists() and file.name != right.name:
        return []  # two files of one day: told as that
    if file.name != right.name:
        says = text("The file's name and its date differ.")
        do = text(
            "Name the file {name}, or correct the date.", name=f"{policy.published_from.isoformat()}.yaml"
        )
        where = policy.document.where(("published_from",))
        found.append(
            Finding("policy.wrong-file-name", where, says, do, read=policy.published_from.isoformat())
        )
    return found


def _same_date(policy: Policy, others: list[Policy]) -> list[Finding]:
    same = [one for one in others if one.published_from == policy.published_from]
    if not same:
        return []
    says = text("Another version has the same date: {file}.", file=same[0].document.shown)
    do = text("Give each version the day from which it is published.")
    return [Finding("policy.same-date", policy.document.where(("published_from",)), says, do)]


def _goes_back(before: Policy, after: Policy) -> list[Finding]:
    """Return a finding where the later version gives itself an earlier date than the one before it."""
    first, second = _own_date(before), _own_date(after)
    if first is None or second is None or second[1] >= first[1]:
        return []
    says = text(
        "This version gives itself the date {day}, and its predecessor of {published} is dated {before}.",
        day=second[1].isoformat(),
        published=before.published_from.isoformat(),
        before=first[1].isoformat(),
    )
    do = text("Correct the date here or there; a later version is revised later.")
    where = after.document.where(("publication", second[0]))
    return [Finding("policy.version-goes-back", where, says, do, read=second[1].isoformat())]


def _own_date(policy: Policy) -> tuple[str, date] | None:
    """Return the last date that the text gives itself, with its key."""
    publication = policy.form.publication
    if publication.revised is not None:
        return "revised", publication.revised
    return ("enacted", publication.enacted) if publication.enacted is not None else None


def _no_versions(place: str) -> Finding:
    says = text("There is no policy in this folder.")
    do = text("Add a file named for the day from which it is published, such as 2020-04-01.yaml.")
    return Finding("policy.no-version", Where(place, 1, 1), says, do)
