"""
What Yakusoku itself holds about people: the data map of its own tables.

Each room that has tables declares them in its file `datamap.yaml`, in the format in which a company declares its
own. A test holds the files to the tables, so that no column comes into being undeclared.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from yakusoku.datamap.checks import check
from yakusoku.datamap.parts import DataMap, Dataset
from yakusoku.datamap.queries import load_file
from yakusoku.terms.findings import Finding

STORE = "own"
"""The name under which the data map knows own state."""


def own_state() -> tuple[DataMap, list[Finding]]:
    """Return the data map of Yakusoku's own tables, and what is wrong with it, sorted by place."""
    findings: list[Finding] = []
    datasets: list[Dataset] = []
    with as_file(files("yakusoku")) as package:
        for path in sorted(package.glob("*/datamap.yaml")):
            made, found = load_file(path)
            datasets += made or ()
            findings += found
    datamap = DataMap(tuple(datasets))
    findings += check(datamap, stores=(STORE,))
    return datamap, sorted(findings, key=lambda finding: finding.order)
