"""Fides files are read as Fides means them, and written back as they were."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.queries import load
from yakusoku.datamap.writing import dump
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.yamlfile import parse

FIDES = """
dataset:
- fides_key: shop
  organization_fides_key: default_organization
  name: Shop
  tags: [eu, our.own]
  x_company_note: kept
  fides_meta: {resource_id: r-1, after: [crm], namespace: {schema: sales, database: d}}
  collections:
  - name: visit
    description: nothing sorted
    data_categories: [user.behavior]
    fidesops_meta: {after: [shop.customer], erase_after: [shop.customer], skip_processing: false}
    fields:
    - name: zeta
      data_categories: [user.name]
      description: null
      fidesops_meta: {identity: email, data_type: string, length: 40, read_only: True, unknown_to_all: [1, {a: b}]}
    - name: contact
      fides_meta: {data_type: object, identity: email}
      fields:
      - name: email
        data_categories: [user.contact.email]
        fides_meta: {data_type: "string[]", return_all_elements: true}
    - name: alpha
      fields: null
      x_words: [True, "True", no, 'no', 012, "012", ~, 1:30, 2024-04-01, "2024-04-01", 1.50]
      fides_meta:
        primary_key: True
        identity: null
        references: [{dataset: shop, field: customer.contact.id, direction: from}, {dataset: shop, field: customer.id}]
  - name: customer
    fields: [{name: id}]
data_category: [{fides_key: user.custom}]
"""


def _read(tmp_path: Path, content: str = FIDES) -> DataMap:
    (tmp_path / "shop.yaml").write_text(content, "utf-8")
    return load(tmp_path)[0]


def test_everything_is_written_back_with_its_order_and_unknown_keys() -> None:
    document = parse(FIDES.encode(), "shop.yaml")

    again = yaml.safe_load(dump(document))

    assert again == yaml.safe_load(FIDES)
    assert list(again["dataset"][0]) == list(yaml.safe_load(FIDES)["dataset"][0])
    assert [one["name"] for one in again["dataset"][0]["collections"][0]["fields"]] == [
        "zeta",
        "contact",
        "alpha",
    ]
    assert dump(parse(dump(document).encode(), "shop.yaml")) == dump(document)


def test_a_word_that_fides_takes_for_truth_stays_one_and_a_quoted_one_stays_a_word() -> None:
    again = yaml.safe_load(dump(parse(FIDES.encode(), "shop.yaml")))

    words = again["dataset"][0]["collections"][0]["fields"][2]["x_words"]
    assert words == [True, "True", False, "no", 10, "012", None, 90, date(2024, 4, 1), "2024-04-01", 1.5]


def test_what_fides_says_is_read_with_both_names_of_its_meta(tmp_path: Path) -> None:
    visit = _read(tmp_path).collection("shop:visit")

    zeta = visit.by_path["zeta"]
    assert (zeta.identity, zeta.length, zeta.read_only, zeta.data_type) == ("email", 40, True, "string")
    assert visit.after == (Address("shop", "customer"),)
    assert visit.after_datasets == ("crm",)
    assert visit.schema == "sales"
    assert visit.key == ("alpha",)


def test_fields_keep_their_order_and_inherit_the_categories_of_their_collection(tmp_path: Path) -> None:
    visit = _read(tmp_path).collection("shop:visit")

    assert [one.name for one in visit.fields] == ["zeta", "contact", "alpha"]
    assert visit.by_path["alpha"].categories == ("user.behavior",)
    assert visit.by_path["zeta"].categories == ("user.name",)


def test_a_field_with_inner_fields_does_not_link_itself(tmp_path: Path) -> None:
    visit = _read(tmp_path).collection("shop:visit")

    assert visit.by_path["contact"].identity is None
    assert visit.by_path["contact.email"].is_array
    assert visit.by_path["contact.email"].data_type == "string"


def test_a_reference_is_cut_at_its_first_dot(tmp_path: Path) -> None:
    first, second = _read(tmp_path).collection("shop:visit").by_path["alpha"].references

    assert (first.to, first.field, first.direction) == (Address("shop", "customer"), "contact.id", "from")
    assert (second.field, second.direction) == ("id", None)


def test_keys_of_fides_and_of_others_raise_no_finding(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(FIDES, "utf-8")

    kinds = {finding.kind for finding in load(tmp_path)[1]}

    assert "datamap.near-miss" not in kinds
    assert "datamap.unknown-key" not in kinds


@pytest.fixture(scope="module")
def jcom() -> DataMap:
    datamap, findings = load(Path(str(files("yakusoku.examples") / "data" / "jcom" / "datamap")))
    assert findings == []
    return datamap


def test_the_map_of_jcom_has_nothing_to_say(jcom: DataMap) -> None:
    numbers = ("jcom_applicant_no", "jcom_insurance_no", "subscriber_no")
    assert jcom.identities == tuple(sorted(("email", "phone_number", *numbers)))
    assert jcom.stores == ("jcom-agency", "jcom-customers", "jcom-media", "jcom-service")


def test_a_field_says_where_it_came_from_or_its_collection_or_dataset_does(jcom: DataMap) -> None:
    subscriber = jcom.collection("jcom_customers:subscriber")
    billing = jcom.collection("jcom_customers:billing")

    assert subscriber.by_path["subscriber_no"].origin.provided_by == "derived"
    assert subscriber.by_path["family_name"].origin.provided_by == "person"
    assert subscriber.by_path["family_name"].origin.acquired_at == "collected_on"
    assert billing.by_path["amount_yen"].origin.collected_under == date(2020, 4, 1)
    assert billing.by_path["amount_yen"].origin.retained == "ours"


def test_a_field_has_a_title_and_a_fact_to_be_found_by(jcom: DataMap) -> None:
    fields = jcom.collection("jcom_customers:subscriber").by_path

    assert fields["family_kana"].title == Bilingual("Family name in kana", "姓（フリガナ）")
    assert fields["family_kana"].fact == "family_kana"
    assert fields["mobile"].fact == "phone_number"
    assert fields["subscriber_no"].fact == "subscriber_no"


def test_a_part_knows_where_it_stands(jcom: DataMap) -> None:
    channel = jcom.collection("jcom_media:viewing").by_path["channel_no"]

    assert channel.where.file == "datamap/jcom-media.yaml"
    assert channel.references[0].where.line > channel.where.line
