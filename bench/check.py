"""
What a check costs: a data map of a thousand collections, read cold and again, beside the parser alone.

The floor is libyaml's parser over the same bytes, whose events nobody keeps. Cold and warm are whole commands, each
in a process of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

_COLLECTIONS, _FIELDS, _FILES = 1000, 10, 10
_RUNS = 5
_PROGRAM = Path(sys.executable).with_name("yakusoku")
_POLICY = Path(__file__).parent.parent / "tests/rules/policy/planted_home/policies"

_HEAD = """dataset:
- fides_key: part_{number}
  yakusoku_meta:
    store: part_{number}
    title: {{en: Part {number}, ja: 第{number}部}}
    person_kind: member
    retained: ours
    source: {{en: The member, ja: 会員本人}}
    method: {{en: Web form, ja: ウェブフォーム}}
    provided_by: person
    collected_under: 2026-04-01
  collections:
"""
_COLLECTION = """  - name: table_{number}
    yakusoku_meta: {{title: {{en: Table {number}, ja: 表{number}}}}}
    fields:
    - name: row_no
      data_categories: [user.contact]
      fides_meta: {{primary_key: true, data_type: integer}}
      yakusoku_meta: {{title: {{en: Row number, ja: 行番号}}}}
    - name: email
      data_categories: [user.contact.email]
      fides_meta: {{identity: email, data_type: string}}
      yakusoku_meta: {{title: {{en: E-mail, ja: メールアドレス}}}}
"""
_FIELD = """    - name: fact_{number}
      data_categories: [user.contact]
      yakusoku_meta: {{title: {{en: Fact {number}, ja: 事実{number}}}}}
"""


def run() -> Iterator[str]:
    """Yield the floor, a cold check and a warm one."""
    with tempfile.TemporaryDirectory() as name:
        home, cache = Path(name) / "home", Path(name) / "cache"
        size = _write(home)
        floor = _median(lambda: _parse(home))
        title = f"{_COLLECTIONS:,} collections of {_FIELDS} fields, {size / 1e6:.1f} MB"
        yield f"{title}: parser alone {floor:6.3f} s   floor"
        cold = _median(lambda: _check(home, cache, cold=True))
        yield f"yakusoku check, cold (aim 5.0)  {cold:6.3f} s   {cold / floor:5.2f} times the floor"
        warm = _median(lambda: _check(home, cache, cold=False))
        yield f"yakusoku check, warm (aim 0.3)  {warm:6.3f} s   {warm / floor:5.2f} times the floor"


def _write(home: Path) -> int:
    """Write a home with a policy and the map; return the bytes of the map."""
    shutil.copytree(_POLICY, home / "policies")
    (home / "datamap").mkdir()
    size = 0
    for file in range(_FILES):
        words = _HEAD.format(number=file) + "".join(
            _collection(number) for number in range(_COLLECTIONS // _FILES)
        )
        (home / "datamap" / f"part-{file}.yaml").write_text(words, "utf-8")
        size += len(words.encode())
    return size


def _collection(number: int) -> str:
    fields = (_FIELD.format(number=field) for field in range(_FIELDS - 2))
    return _COLLECTION.format(number=number) + "".join(fields)


def _parse(home: Path) -> float:
    began = perf_counter()
    for file in sorted((home / "datamap").glob("*.yaml")):
        for _ in yaml.parse(file.read_bytes(), Loader=yaml.CSafeLoader):
            pass
    return perf_counter() - began


def _check(home: Path, cache: Path, *, cold: bool) -> float:
    """Return the wall time of one command."""
    if cold:
        shutil.rmtree(cache, ignore_errors=True)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["XDG_CACHE_HOME"] = str(cache)
    began = perf_counter()
    done = subprocess.run(
        [str(_PROGRAM), "check", str(home), "--as-of", "2026-11-23"],
        env=environment, stdout=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    taken = perf_counter() - began
    assert done.returncode == 0, done.returncode
    return taken


def _median(measure: Callable[[], float]) -> float:
    return median(measure() for _ in range(_RUNS))
