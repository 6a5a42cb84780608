"""A home from the packaged examples: policy, data map, sample systems and synthetic people."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from yakusoku.examples.jcom.filling import fill

STORES = {
    "jcom-customers": "sqlite:///stores/customers.sqlite",
    "jcom-media": "sqlite:///stores/media.sqlite",
}


def copy_jcom(folder: Path) -> None:
    """Copy J:COM's packaged policy and data map into the home at `folder`; a file that is there is kept."""
    with as_file(files("yakusoku.examples") / "data" / "jcom") as data:
        for source, target in (
            (data / "policies", folder / "policies" / "jcom"),
            (data / "datamap", folder / "datamap"),
        ):
            target.mkdir(parents=True, exist_ok=True)
            for file in sorted(source.glob("*.yaml")):
                if not (target / file.name).exists():
                    shutil.copyfile(file, target / file.name)


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
    """Make and fill J:COM's two sample systems; `truth` (who is who) is written apart from the home."""
    urls = {
        name: url.replace("sqlite:///", f"sqlite:///{folder.resolve()}/")
        if url.startswith("sqlite:///stores/")
        else url
        for name, url in (stores or STORES).items()
    }
    fill(
        urls["jcom-customers"],
        urls["jcom-media"],
        people=people,
        seed=seed,
        as_of=as_of,
        truth=truth,
        progress=progress,
    )
