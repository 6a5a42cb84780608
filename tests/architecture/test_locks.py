"""Lock files name every package with its hash, no place to fetch it from, and agree with each other."""

from __future__ import annotations

import pytest
from tools import lock

BASE = (lock.FOLDER / "base.txt").read_text()


@pytest.mark.parametrize("name", sorted(lock.LOCKS))
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    assert not list(lock.faults((lock.FOLDER / name).read_text())), "run `make lock`"


@pytest.mark.parametrize("name", sorted(set(lock.LOCKS) - {"base.txt"}))
def test_a_lock_agrees_with_the_base(name: str) -> None:
    assert not lock.disagreements(BASE, (lock.FOLDER / name).read_text())


def test_every_declared_dependency_is_locked() -> None:
    assert lock.declared() <= set(lock.pins(BASE)), (
        "pyproject.toml names a package that base.txt lacks: `make lock`"
    )


def test_an_address_and_a_missing_hash_are_found() -> None:
    hashed = f"    --hash=sha256:{'a' * 64}\n"
    assert not list(lock.faults(f"one==1 \\\n{hashed}    # via two\n"))
    option = "--find" + "-links"
    planted = f"{option} https://a.example/simple\none==1\ntwo==2 \\\n{hashed}three @ file:///x\nfour==4\n"
    assert [fault.split(":")[0] for fault in lock.faults(planted)] == [
        "line 1 names an address",
        "the pin above line 3 has no hash",
        "line 5 names an address",
        "the last pin has no hash",
    ]


def test_two_versions_of_one_package_are_found() -> None:
    assert lock.disagreements("One==1\ntwo==2\n", "one==2\nthree==3\n") == ["one: 1 and 2"]
