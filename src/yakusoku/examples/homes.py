"""A home from the packaged examples: policies, data map, sample systems and synthetic people."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from yakusoku.examples import companies
from yakusoku.examples.jcom.company import WALKED
from yakusoku.examples.systems.company import Company
from yakusoku.examples.systems.filling import fill

STORES = WALKED.urls
"""The stores of J:COM's walk, as `yakusoku.toml` names them."""


def stores_of(codes: Sequence[str]) -> dict[str, str]:
    """Return the stores of these companies, as `yakusoku.toml` names them."""
    return {name: url for code in codes for name, url in companies.company(code).urls.items()}


def furnish(
    folder: Path,
    codes: Sequence[str],
    *,
    people: int,
    seed: int,
    as_of: date,
    truths: Path | None,
    stores: Mapping[str, str] | None = None,
) -> None:
    """
    Put these companies into the home at `folder`: their policies, their data map, and their filled systems.

    The home names the stores already (`stores_of`); `stores` are other addresses for some of them. Below
    `truths`, which lies apart from the home, each company's truth goes to `<code>.jsonl`.

    :raises KeyError: if a company has no sample systems
    :raises UnableToFill: if a store cannot be opened, or was filled before
    """
    for code in codes:
        one = companies.company(code)
        _copy(one, folder)
        truth = truths / f"{code}.jsonl" if truths else None
        fill(one, _placed(one, folder, stores), people=people, seed=seed, as_of=as_of, truth=truth)


def copy_jcom(folder: Path) -> None:
    """Copy J:COM's policy and the data map of its walk into the home at `folder`; a file that is there is kept."""
    _copy(WALKED, folder)


def fill_jcom(
    folder: Path,
    *,
    people: int,
    seed: int,
    as_of: date,
    truth: Path | None,
    stores: dict[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make and fill the systems of J:COM's walk; `truth` (who is who) is written apart from the home."""
    urls = _placed(WALKED, folder, stores)
    fill(WALKED, urls, people=people, seed=seed, as_of=as_of, truth=truth, progress=progress)


def _copy(company: Company, folder: Path) -> None:
    """Copy what is packaged for a company; a file that is there is kept."""
    with as_file(files("yakusoku.examples") / "data" / company.code) as data:
        policies = sorted((data / "policies").glob("*.yaml"))
        maps = [data / "datamap" / name for name in company.maps]
        for target, sources in ((folder / "policies" / company.code, policies), (folder / "datamap", maps)):
            target.mkdir(parents=True, exist_ok=True)
            for file in sources:
                if not (target / file.name).exists():
                    shutil.copyfile(file, target / file.name)


def _placed(company: Company, folder: Path, stores: Mapping[str, str] | None) -> dict[str, str]:
    """Return where each store of a company lies: at its own address, or below the home."""
    urls = {**company.urls, **{name: url for name, url in (stores or {}).items() if name in company.stores}}
    below, start = f"sqlite:///{folder.resolve()}/stores/", "sqlite:///stores/"
    return {
        name: below + url.removeprefix(start) if url.startswith(start) else url for name, url in urls.items()
    }
