"""
The tables of JALPAK's tour system and of its marketing.

A booking belongs to who made it. Who travels has a row of their own in `participant`, and nothing leads from one
participant to another.
"""

from __future__ import annotations

from yakusoku.examples.systems.tables import Table, table

TOURS = "jalpak-tours"
MARKETING = "jalpak-marketing"

PLAN = table(
    TOURS,
    "plan",
    """
    plan_code     code  key
    title         text
    destination   text
    abroad        truth
    nights        whole
    carrier       text
    flight_out    text
    flight_back   text
    lodging       text
    fare_yen      yen
    """,
)
BOOKING = table(
    TOURS,
    "booking",
    """
    booking_no    code   key
    plan_code     code   of plan.plan_code
    distributor   text?
    family_name   text
    given_name    text
    family_kana   text
    given_kana    text
    postal_code   text
    prefecture    text
    city          text
    street        text
    building      text
    telephone     code?  indexed
    mobile        code?  indexed
    fax           text?
    email         code?  indexed
    booked_on     day
    departs_on    day
    returns_on    day
    deposit_yen   yen
    status        text
    """,
)
PARTICIPANT = table(
    TOURS,
    "participant",
    """
    participant_no        code   key
    booking_no            code   indexed of booking.booking_no
    family_name           text
    given_name            text
    romaji                text
    birth_date            day
    age                   whole
    sex                   text
    telephone             code?  indexed
    email                 code?  indexed
    passport_no           code?
    jmb_no                code?  indexed
    flight_out            text
    flight_back           text
    fare_yen              yen
    entered_on            day
    provision_consent_on  day?
    shops_stopped_on      day?
    """,
)
ARRANGEMENT = table(
    TOURS,
    "special_arrangement",
    """
    arrangement_no  code   key
    participant_no  code   indexed of participant.participant_no
    kind            text
    detail          text
    requested_on    day
    consented_on    day
    outcome         text
    told_on         day?
    """,
)
LODGING_LIST = table(
    TOURS,
    "lodging_list",
    """
    participant_no  code   key of participant.participant_no
    night           whole  key
    lodging         text
    name            text
    age             whole
    sex             text
    telephone       text?
    sent_at         moment
    means           text
    """,
)
SHOP_EXPORT = table(
    TOURS,
    "shop_export",
    """
    export_no       code   key
    participant_no  code   indexed of participant.participant_no
    shop            text
    name            text
    passport_no     text
    flight_no       text
    sent_at         moment
    means           text
    """,
)
ACCIDENT = table(
    TOURS,
    "accident_case",
    """
    case_no         code   key
    participant_no  code   indexed of participant.participant_no
    happened_on     day
    place           text
    kind            text
    insurer         text
    written_on      day?
    claimed_yen     yen
    closed_on       day?
    """,
)
CARD_PAYMENT = table(
    TOURS,
    "card_payment",
    """
    payment_no  code    key
    booking_no  code    indexed of booking.booking_no
    brand       text
    last_four   text
    token       text
    amount_yen  yen
    settled_at  moment
    """,
)
GUEST = table(
    TOURS,
    "entrusted_guest",
    """
    guest_no     code   key
    principal    text
    family_name  text
    given_name   text
    mobile       code?  indexed
    email        code?  indexed
    received_on  day
    instruction  text
    """,
)
CONTACT = table(
    MARKETING,
    "member_contact",
    """
    contact_no      code   key
    jmb_no          code?  indexed
    family_name     text
    given_name      text
    family_kana     text
    given_kana      text
    birth_date      day
    sex             text
    postal_code     text
    address         text
    mobile          code?  indexed
    email           code?  indexed
    registered_on   day
    mail_agreed_on  day?
    post_stopped_on day?
    restricted      truth
    """,
)
QUESTIONNAIRE = table(
    MARKETING,
    "questionnaire",
    """
    answer_no    code   key
    contact_no   code   indexed of member_contact.contact_no
    plan_code    code   of plan.plan_code
    answered_on  day
    stars        whole
    opinion      text?
    """,
)
GROUP_LIST = table(
    MARKETING,
    "group_list",
    """
    contact_no  code  key of member_contact.contact_no
    company     code  key
    jmb_no      code
    purpose     text
    given_on    day
    """,
)
INQUIRY = table(
    MARKETING,
    "inquiry",
    """
    inquiry_no   code    key
    received_at  moment
    channel      text
    name         text
    email        code?   indexed
    telephone    code?   indexed
    subject      text
    desk_note    text
    closed_on    day?
    """,
)

TABLES: tuple[Table, ...] = (
    PLAN,
    BOOKING,
    PARTICIPANT,
    ARRANGEMENT,
    LODGING_LIST,
    SHOP_EXPORT,
    ACCIDENT,
    CARD_PAYMENT,
    GUEST,
    CONTACT,
    QUESTIONNAIRE,
    GROUP_LIST,
    INQUIRY,
)
