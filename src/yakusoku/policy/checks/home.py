"""A whole home checked: the policies of each company and the data map, and the two against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from yakusoku.policy.checks import check
from yakusoku.policy.files import read_all
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.text import Text, text


@dataclass(frozen=True)
class Checked:
    """
    What was looked at, and what was found, sorted by place.

    `days` are the days that were taken for today, by time zone; none where the day was asked for.
    """

    findings: tuple[Finding, ...]
    policies: int
    collections: int
    days: Mapping[str, date] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    @property
    def usable(self) -> bool:
        """Whether nothing makes a file unusable; gaps do not."""
        return not self.count(Severity.ERROR)


@dataclass
class _Looking:
    """What has been gathered so far."""

    now: datetime
    as_of: date | None
    stores: Collection[str] | None = None
    findings: list[Finding] = field(default_factory=list)
    policies: int = 0
    collections: int = 0
    days: dict[str, date] = field(default_factory=dict)
    versions: set[date] = field(default_factory=set)

    def day(self, policy: Policy) -> date:
        """Return the day under whose law a policy is judged: today where the company is, unless one is asked."""
        if self.as_of is not None:
            return self.as_of
        zone = policy.controller.timezone
        return self.days.setdefault(zone, self.now.astimezone(ZoneInfo(zone)).date())

    def done(self) -> Checked:
        """Return the result."""
        ordered = sorted(self.findings, key=lambda finding: finding.order)
        return Checked(tuple(ordered), self.policies, self.collections, dict(self.days))


def check_home(
    home: Path, *, now: datetime, as_of: date | None = None, stores: Collection[str] | None = None
) -> Checked:
    """
    Check `<home>/policies/<company>/*.yaml` and `<home>/datamap/*.yaml`.

    The law is that of `as_of`, or of today (`now`, aware) where each company is. `stores` are the names that
    the home connects; left out, the map's are not compared with them.

    :raises UnableToApplyLaw: if `as_of` lies outside the dates that our data of law knows
    """
    looking = _Looking(now, as_of, stores)
    looking.findings += _beside(home / "policies")
    companies = sorted(folder for folder in (home / "policies").glob("*") if folder.is_dir())
    if not companies:
        looking.findings.append(_no_company())
    latest = [_company(looking, folder, folder.name, f"policies/{folder.name}") for folder in companies]
    _datamap(looking, home / "datamap", [policy for policy in latest if policy], whole=None not in latest)
    return looking.done()


def check_examples(data: Path, *, now: datetime, as_of: date | None = None) -> Checked:
    """Check packaged companies (`<data>/<company>/{policies,datamap}/`), each with its own data map."""
    looking = _Looking(now, as_of)
    for folder in sorted(data.glob("*/policies")):
        company = folder.parent.name
        looking.versions = set()
        policy = _company(looking, folder, company, f"{company}/policies")
        if (folder.parent / "datamap").is_dir():
            policies = [policy] if policy else []
            _datamap(looking, folder.parent / "datamap", policies, whole=policy is not None)
    return looking.done()


def _company(looking: _Looking, folder: Path, company: str, shown: str) -> Policy | None:
    """Check one company's versions and return the latest, or None where one could not be read."""
    versions, findings = read_all(folder, shown)
    looking.findings += _below(folder, shown)
    looking.findings += findings
    looking.policies += len(versions)
    for policy in versions:
        if policy.id != company:
            looking.findings.append(_wrong_folder(policy))
        looking.findings += check(policy, as_of=looking.day(policy))
    broken = any(finding.severity is Severity.ERROR for finding in findings)
    looking.versions |= {policy.published_from for policy in versions}
    return versions[-1] if versions and not broken else None


def _datamap(looking: _Looking, folder: Path, policies: list[Policy], *, whole: bool) -> None:
    from yakusoku.datamap import queries
    from yakusoku.policy.checks.uses import check_clocks, check_sources, check_uses

    purposes = {name for policy in policies for name in policy.purposes} if whole else None
    versions = looking.versions if whole and policies else None
    companies = {policy.id for policy in policies} if whole and policies else None
    datamap, findings = queries.load(
        folder, stores=looking.stores, purposes=purposes, versions=versions, companies=companies
    )
    looking.findings += findings
    looking.collections += sum(len(dataset.collections) for dataset in datamap.datasets)
    if not whole or any(finding.kind == "datamap.missing-controller" for finding in findings):
        return
    broken = any(finding.severity is Severity.ERROR for finding in findings)
    for policy in policies:
        if (own := datamap.of(policy.id)).datasets:
            looking.findings += check_uses(policy, own)
            looking.findings += check_sources(policy, own)
            looking.findings += () if broken else check_clocks(policy, own)


def _beside(folder: Path) -> Iterator[Finding]:
    """Yield files that look like versions and lie beside the companies' folders, where nobody reads them."""
    for path in sorted(folder.glob("*")):
        if path.is_file() and path.suffix.lower() in (".yaml", ".yml"):
            do = text("Move it into the folder of its company, such as policies/COMPANY/2020-04-01.yaml.")
            yield _not_read(f"{folder.name}/{path.name}", do)


def _below(folder: Path, shown: str) -> Iterator[Finding]:
    """Yield files that look like versions and are not read: in a folder below, or with another ending."""
    for path in sorted(folder.rglob("*")):
        read = path.parent == folder and path.suffix in (".yaml", ".yml")
        if path.is_file() and path.suffix.lower() in (".yaml", ".yml") and not read:
            do = text("Move it into {folder} and let its name end in .yaml, or remove it.", folder=shown)
            yield _not_read(f"{shown}/{path.relative_to(folder).as_posix()}", do)


def _not_read(shown: str, do: Text) -> Finding:
    says = text("This file is not read where it lies.")
    return Finding("policy.not-read", Where(shown, 1, 1), says, do)


def _wrong_folder(policy: Policy) -> Finding:
    says = text("The folder's name and the company's id differ.")
    do = text("Move the file to a folder named {id}, or correct the id.", id=policy.id)
    where = policy.document.where(("id",))
    return Finding("policy.wrong-folder", where, says, do, read=policy.id)


def _no_company() -> Finding:
    says = text("There is no company's policy in this home.")
    do = text(
        "Put the first policy into policies/COMPANY/, named by the day it was published, such as 2020-04-01.yaml. "
        "`yakusoku check --examples` and `yakusoku policy show jcom --examples` show a whole one."
    )
    return Finding("policy.no-company", Where("policies", 1, 1), says, do)
