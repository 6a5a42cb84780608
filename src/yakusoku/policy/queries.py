"""Reading policies: one file a published version, and which of them was in force on a day."""

from __future__ import annotations

from pathlib import Path

from yakusoku.policy.differences import Change, differences
from yakusoku.policy.files import read_all, read_one
from yakusoku.policy.form.controller import Contact, Controller
from yakusoku.policy.form.rights import Fee
from yakusoku.policy.history import History, Policy, UnableToFindPolicy
from yakusoku.policy.outline import UnableToShowPart, part, sections
from yakusoku.policy.published import changed, digests
from yakusoku.policy.rules import RightPromise
from yakusoku.policy.schema import schema
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import text

__all__ = [
    "Change", "Contact", "Controller", "Fee", "History", "Policy", "RightPromise", "UnableToFindPolicy",
    "UnableToLoadPolicy", "UnableToShowPart", "changed", "differences", "digests", "load", "part", "read_all",
    "read_one", "schema", "sections",
]  # fmt: skip


class UnableToLoadPolicy(UnableTo):
    """The files of a policy have errors; `findings` say which."""

    asked = text("read the policy")

    def __init__(self, folder: Path, findings: list[Finding]) -> None:
        """Keep all findings; the message counts them and names the first."""
        self.findings = tuple(findings)
        super().__init__(
            text(
                "{folder} has {count} errors, the first at {where}: {says}",
                folder=folder.name,
                count=len(findings),
                where=str(findings[0].where),
                says=findings[0].says,
            ),
            do=text("Run `yakusoku check` and repair them."),
        )


def load(folder: Path) -> History:
    """
    Read every version in `folder` (`<folder>/<YYYY-MM-DD>.yaml`).

    :raises UnableToLoadPolicy: if there is none, or a file is not a policy, or two have one date
    """
    versions, findings = read_all(folder)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise UnableToLoadPolicy(folder, errors)
    return History(versions[0].id, versions)
