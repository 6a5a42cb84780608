"""Every code of a finding is registered, with the weight it has, and each registered one was planted and found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import yakusoku
from tests.rules.policy.mistakes.planting import GOOD, checked, found
from tests.rules.policy.test_mistakes import ALL
from yakusoku.policy import codes, controls
from yakusoku.terms.findings import Finding

SOURCE = Path(yakusoku.__file__).parent
WRITTEN = re.compile(r'"((?:file|datamap|policy)\.[a-z]+(?:-[a-z]+)*)"')
SHORT = (
    ("policy", re.compile(r'_(?:gap|finding)\(\s*"([a-z-]+)"')),
    ("file", re.compile(r'_(?:refuse|find)\("([a-z-]+)"')),
)

# found by other tests, or by no change of a file that can be planted as root
ELSEWHERE = {
    "datamap.circular-erase-after": "tests/rules/datamap_walk/test_refused.py",
    "datamap.divided-key": "tests/rules/datamap_walk/test_refused.py",
    "datamap.no-array": "tests/rules/datamap_walk/test_refused.py",
    "datamap.object-key": "tests/rules/datamap_walk/test_refused.py",
    "datamap.object-type": "tests/rules/datamap_walk/test_refused.py",
    "datamap.missing-year-end": "tests/rules/test_datamap_mistakes.py",
    "datamap.needless-year-end": "tests/rules/test_datamap_mistakes.py",
    "datamap.no-file": "tests/rules/test_datamap_mistakes.py",
    "datamap.period-without-length": "tests/rules/test_datamap_mistakes.py",
    "datamap.unknown-period": "tests/rules/test_datamap_mistakes.py",
    "file.missing": "tests/rules/policy/test_yamlfile.py",
    "file.refused": "permissions do not bind root",
    "home.configuration": "tests/rules/policy/test_check_command.py",
    "policy.no-company": "tests/rules/policy/test_check_command.py",
    "policy.no-desk": "tests/rules/policy/test_gaps.py",
    "policy.representatives-not-mentioned": "tests/rules/policy/test_gaps.py",
}
# given by others than `check`
OTHERS = {"datamap.left-out", "policy.published-changed"}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """Everything that any planted mistake brings."""
    return [one for mistake in ALL for one in found(mistake, tmp_path_factory.mktemp("planted"))]


def test_every_finding_has_a_registered_code_and_its_weight(planted: list[Finding]) -> None:
    known = codes.known()

    told = {(one.kind, one.severity) for one in [*planted, *checked(GOOD)]}

    assert {(kind, severity) for kind, severity in told if known[kind].severity is not severity} == set()


def test_every_registered_code_was_planted_and_found(planted: list[Finding]) -> None:
    found_kinds = {one.kind for one in [*planted, *checked(GOOD)]}
    found_shapes = {kind.partition(".")[2] for kind in found_kinds} & codes.shapes()

    missing = [
        name
        for name in codes.known()
        if name not in found_kinds and name.partition(".")[2] not in found_shapes
    ]
    assert sorted(missing) == sorted(ELSEWHERE)


def test_every_code_in_the_sources_is_registered() -> None:
    used: set[str] = set()
    for room in ("datamap", "policy", "terms"):
        for file in (SOURCE / room).rglob("*.py"):
            words = file.read_text(encoding="utf-8")
            used |= set(WRITTEN.findall(words))
            for prefix, short in SHORT:
                used |= {f"{prefix}.{name}" for name in short.findall(words)}

    assert sorted(used - {*codes.known(), *controls.known(), *OTHERS}) == []
