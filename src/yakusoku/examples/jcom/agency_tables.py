"""The tables of J:COM's shops and agencies: visits, insurance, electricity; and of its recruitment."""

from __future__ import annotations

from yakusoku.examples.systems.tables import Table, table

AGENCY = "jcom-agency"

SHOP_VISIT = table(
    AGENCY,
    "shop_visit",
    """
    visit_no       code    key
    subscriber_no  code    indexed of subscriber.subscriber_no
    shop           text
    visited_at     moment
    errand         text
    handled_by     text
    """,
)
INSURANCE_CONTRACT = table(
    AGENCY,
    "insurance_contract",
    """
    policy_no       code   key
    subscriber_no   code   indexed of subscriber.subscriber_no
    insurer         text
    product         text
    premium_yen     yen
    collected_with  text?
    began_on        day
    ended_on        day?
    """,
)
INSURANCE_CLAIM = table(
    AGENCY,
    "insurance_claim",
    """
    claim_no     code   key
    policy_no    code   indexed of insurance_contract.policy_no
    happened_on  day
    reported_on  day
    health_note  text?
    paid_on      day?
    paid_yen     yen?
    """,
)
ELECTRICITY_SUPPLY = table(
    AGENCY,
    "electricity_supply",
    """
    supply_point   code   key
    subscriber_no  code   indexed of subscriber.subscriber_no
    plan           text
    amperes        whole
    began_on       day
    ended_on       day?
    """,
)
ELECTRICITY_USE = table(
    AGENCY,
    "electricity_use",
    """
    supply_point  code   key of electricity_supply.supply_point
    month         code   key
    kwh           whole
    amount_yen    yen
    """,
)
APPLICANT = table(
    AGENCY,
    "applicant",
    """
    applicant_no  code   key
    family_name   text
    given_name    text
    family_kana   text
    given_kana    text
    birth_date    day
    email         code?  indexed
    mobile        code?  indexed
    school        text
    position      text
    applied_on    day
    outcome       text?
    outcome_on    day?
    """,
)
INTERVIEW = table(
    AGENCY,
    "interview",
    """
    applicant_no  code    key of applicant.applicant_no
    round         whole   key
    held_at       moment
    interviewer   text
    remarks       text?
    """,
)

TABLES: tuple[Table, ...] = (
    SHOP_VISIT,
    INSURANCE_CONTRACT,
    INSURANCE_CLAIM,
    ELECTRICITY_SUPPLY,
    ELECTRICITY_USE,
    APPLICANT,
    INTERVIEW,
)
