"""
The mistakes A to K of `docs/design/data-map-and-stores.md`, as far as a data map can make them or keep them off.

F (a column that may not be empty) is known to stores alone, and so are the rows of A, D and K: `tests/stores`.
B stands in `test_nested.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.rules.datamap_walk.small import edges, walked, written
from yakusoku.datamap.graph import walk
from yakusoku.datamap.links import Edge
from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.queries import UnableToWalk, load, walk_folder
from yakusoku.stores.plans import compile_disclosure

_SHOP = (
    "p: id key, email @email :string, home >address.id\n"
    "address: id key, city #user.contact.address.city\n"
    "visit: id key, p_id <p.id, ip #system.operations, news #user.contact_preferences_custom"
)


def _map(folder: Path, lines: str) -> DataMap:
    for key, dataset in written(lines).items():
        (folder / f"{key}.yaml").write_text(yaml.safe_dump({"dataset": [dataset]}, sort_keys=False), "utf-8")
    return load(folder)[0]


def _kinds(folder: Path, lines: str) -> set[str]:
    _map(folder, lines)
    return {finding.kind for finding in load(folder)[1]}


def test_a_a_composite_key_is_one_edge_so_that_no_part_of_it_is_left_out(tmp_path: Path) -> None:
    datamap = _map(
        tmp_path, "o: a key, b key, email @email\nline: id key, o_a <o.a :integer, o_b <o.b :integer"
    )

    line = next(one for one in walk(datamap, ["email"]).visits if one.address.collection == "line")

    pairs = (("a", "o_a"), ("b", "o_b"))
    assert line.incoming == (Edge(Address("d", "line"), pairs, Address("d", "o")),)
    parameter = (
        compile_disclosure(datamap, walk(datamap, ["email"]), {"": "sqlite"}).step("d:line").parameters[0]
    )
    assert parameter.columns == ("o_a", "o_b")


def test_a_parts_of_one_key_that_are_declared_at_both_ends_are_one_edge(tmp_path: Path) -> None:
    datamap = _map(tmp_path, "o: a key ~line.o_a, b key, email @email\nline: id key, o_a, o_b ~o.b")

    line = next(one for one in walk(datamap, ["email"]).visits if one.address.collection == "line")

    assert [edge.pairs for edge in line.incoming] == [(("a", "o_a"), ("b", "o_b"))]


@pytest.mark.parametrize(
    ("target", "fields"),
    [
        ("user.contact", {"d:address": ["city"]}),
        ("user.contact.address", {"d:address": ["city"]}),
        ("user.contact_preferences_custom", {"d:visit": ["news"]}),
        ("user.contact.address.city.ward", {}),
        ("user.con", {}),
        ("user", {"d:address": ["city"], "d:visit": ["news"]}),
    ],
)
def test_c_a_category_is_cut_at_dots(target: str, fields: dict[str, list[str]], tmp_path: Path) -> None:
    assert walked(tmp_path, _SHOP, targets=(target,)).matched == fields


def test_d_a_table_without_a_primary_key_is_refused(tmp_path: Path) -> None:
    assert "datamap.missing-primary-key" in _kinds(tmp_path, "p: email @email\nitem: id key, e @email")


def test_e_every_name_stands_in_quotes_and_belongs_to_its_table(tmp_path: Path) -> None:
    datamap = _map(tmp_path, "select: user key :string, fullName, email @email")

    sql = compile_disclosure(datamap, walk(datamap, ["email"]), {"": "postgresql"}).step("d:select").sql

    assert sql.startswith('SELECT t."user", t."fullName", t."email" FROM "select" AS t ')
    assert edges(walked(tmp_path, "select: user key, email @email")) == {"@email > d:select.email"}


def test_g_keys_in_a_circle_are_a_loop_and_waiting_in_a_circle_is_refused(tmp_path: Path) -> None:
    datamap = _map(tmp_path, "a: id key <b.a_id, email @email\nb: id key, a_id <a.id")

    assert walk(datamap, ["email"]).loops == ((0, 1),)
    assert walk(datamap, ["email"]).findings == ()
    assert "datamap.circular-after" in _kinds(
        tmp_path, "a after=d.b: id key, e @email\nb after=d.a: id key, e @email"
    )


def _woven(number: int) -> str:
    """Return one of forty collections with so many links without direction that any other order turns some of them."""
    identity = ", e @email" if number == 0 else ""
    far = [(number * step + more) % 40 for step, more in ((7, 3), (11, 4), (13, 8), (17, 5), (19, 1))]
    links = " ".join(f"~c{one:02}.x" for one in far if one != number)
    return f"c{number:02}: id key {links}, x{identity}"


@pytest.mark.parametrize("seed", ["0", "1", "4711", "31337"])
def test_h_every_hash_seed_prints_the_same_bytes(seed: str, tmp_path: Path) -> None:
    lines = "\n".join(_woven(number) for number in range(40))
    (tmp_path / "datamap").mkdir()
    here = walked(tmp_path / "datamap", lines)
    program = (
        "import sys; from pathlib import Path; from yakusoku.datamap.queries import walk_folder;"
        "print(walk_folder(Path(sys.argv[1]), identities=['email']).collections)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "datamap")],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip

    assert done.stdout.strip() == str(here.collections)
    assert len(here.order) == 40


def test_i_rows_that_may_be_several_people_s_are_marked_with_the_link_that_leads_there(
    tmp_path: Path,
) -> None:
    visits = {visit.address.collection: visit for visit in walk(_map(tmp_path, _SHOP), ["email"]).visits}

    assert visits["address"].shared == visits["address"].incoming
    assert visits["p"].shared == visits["visit"].shared == ()


def test_j_a_target_of_system_data_means_fields_and_no_category_decides_what_is_read(tmp_path: Path) -> None:
    datamap = _map(tmp_path, _SHOP)

    assert walked(tmp_path, _SHOP, targets=("system",)).matched == {"d:visit": ["ip"]}
    plan = compile_disclosure(datamap, walk(datamap, ["email"]), {"": "sqlite"})
    assert plan.step("d:visit").columns == ("id", "p_id", "ip", "news")


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("datamap.key-without-type", "p: id key :integer, email @email"),
        ("datamap.key-type", "p: id key :integer, rate @email :float"),
        ("datamap.key-type", "p: id key :boolean, email @email :string"),
        ("datamap.key-type", "p: id key :integer, emails @email :float[]"),
        (
            "datamap.reference-type",
            "p: id key :integer, e @email :string\no: id key :integer, p <p.id :string",
        ),
    ],
)
def test_k_a_key_has_a_type_that_compares_exactly(kind: str, lines: str, tmp_path: Path) -> None:
    assert kind in _kinds(tmp_path, lines)


def test_the_command_prints_what_can_be_compared_and_no_value(tmp_path: Path) -> None:
    (tmp_path / "datamap").mkdir()
    walked(tmp_path / "datamap", _SHOP)
    program = str(Path(sys.executable).with_name("yakusoku"))
    asked = [program, "datamap", "walk", "--identity", "email=taro@example.jp", "--home", str(tmp_path)]

    done = subprocess.run(
        [*asked, "--targets", "user.contact,system"], capture_output=True, text=True, check=True
    )
    line = subprocess.run([*asked, "--json"], capture_output=True, text=True, check=True)

    told = json.loads(done.stdout)
    assert told["identities"] == ["email"]
    assert told["seeds"] == {"d:p": ["email -> email"]}
    assert told["collections"]["d:p"] == {
        "from": {"__ROOT__:__ROOT__": ["email -> email"]},
        "to": {"d:address": ["home -> id"], "d:visit": ["id -> p_id"]},
    }
    assert told["matched"] == {"d:address": ["city"], "d:visit": ["ip"]}
    assert "taro" not in done.stdout + done.stderr
    assert json.loads(line.stdout)["collections"] == told["collections"]
    assert line.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--identity", "taro@example.jp"), 1, "Name one of these: email,"),
        (("--identity", "09012345678"), 1, "Name one of these: email,"),
        (("--identity", "phone_number"), 0, ""),
        ((), 2, "Missing option '--identity'"),
    ],
)
def test_an_identity_that_nobody_knows_is_refused_and_not_repeated(
    words: tuple[str, ...], code: int, says: str, tmp_path: Path
) -> None:
    (tmp_path / "datamap").mkdir()
    walked(tmp_path / "datamap", _SHOP)
    program = str(Path(sys.executable).with_name("yakusoku"))

    done = subprocess.run(
        [program, "datamap", "walk", "--home", str(tmp_path), *words],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code
    assert says in done.stderr
    assert "taro" not in done.stderr
    assert "0901" not in done.stderr


def test_an_error_of_fides_is_printed_with_its_name_and_ends_with_one(tmp_path: Path) -> None:
    (tmp_path / "datamap").mkdir()
    walked(tmp_path / "datamap", _SHOP + "\nlonely: id key")
    program = str(Path(sys.executable).with_name("yakusoku"))

    done = subprocess.run(
        [program, "datamap", "walk", "--home", str(tmp_path), "--identity", "email"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["error"]["kind"] == "UnreachableNodesError"
    assert told["error"]["about"] == told["unreachable"] == ["d:lonely"]


def test_a_folder_without_a_data_map_and_a_broken_file_are_refused(tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("yakusoku"))
    asked = [program, "datamap", "walk", "--home", str(tmp_path), "--identity", "email"]

    nothing = subprocess.run(asked, capture_output=True, text=True, check=False)
    (tmp_path / "datamap").mkdir()
    (tmp_path / "datamap" / "a.yaml").write_text("dataset: [", "utf-8")
    broken = subprocess.run(asked, capture_output=True, text=True, check=False)

    assert (nothing.returncode, broken.returncode) == (1, 1)
    assert "no data map is at" in nothing.stderr
    assert "datamap/a.yaml:1" in broken.stderr


@pytest.mark.parametrize(
    ("name", "says"), [("b.yml", "datamap/b.yml:1:1 is not read"), ("b.yaml", "is declared twice")]
)
def test_nothing_of_a_folder_is_passed_over_in_silence(name: str, says: str, tmp_path: Path) -> None:
    folder = tmp_path / "datamap"
    folder.mkdir()
    walked(folder, _SHOP)
    (folder / name).write_bytes((folder / "d.yaml").read_bytes())

    with pytest.raises(UnableToWalk, match=says):
        walk_folder(folder, identities=["email"])
