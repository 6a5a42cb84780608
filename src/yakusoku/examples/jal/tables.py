"""
The tables of the JAL Group's mileage club, of its flights and of its shop.

A member's address stands in three of them, written by three systems.
"""

from __future__ import annotations

from yakusoku.examples.systems.tables import Table, table

MEMBERSHIP = "jal-membership"
FLIGHTS = "jal-flights"
SHOP = "jal-shop"

MEMBER = table(
    MEMBERSHIP,
    "member",
    """
    member_no         code   key
    family_name       text
    given_name        text
    family_kana       text
    given_kana        text
    romaji            text
    birth_date        day
    sex               text
    postal_code       text
    prefecture        text
    city              text
    street            text
    building          text?
    telephone         code?  indexed
    mobile            code?  indexed
    email             code?  indexed
    tier              text
    joined_on         day
    left_on           day?
    mail_stopped_on   day?
    use_suspended_on  day?
    """,
)
MILEAGE = table(
    MEMBERSHIP,
    "mileage",
    """
    entry_no   whole  key
    member_no  code   indexed of member.member_no
    posted_on  day
    miles      whole
    reason     text
    """,
)
CAMPAIGN_ENTRY = table(
    MEMBERSHIP,
    "campaign_entry",
    """
    entry_no       whole  key
    member_no      code   indexed of member.member_no
    campaign       text
    entered_on     day
    prize_sent_on  day?
    """,
)
INQUIRY = table(
    MEMBERSHIP,
    "inquiry",
    """
    inquiry_no   whole   key
    member_no    code    indexed of member.member_no
    received_at  moment
    channel      text
    subject      text
    answered_on  day?
    desk_note    text?
    """,
)
RESERVATION = table(
    FLIGHTS,
    "reservation",
    """
    reservation_no  code   key
    member_no       code?  indexed of member.member_no
    romaji          text
    telephone       code?  indexed
    email           code?  indexed
    booked_on       day
    flight_no       code
    flight_day      day
    origin          text
    destination     text
    fare_yen        yen
    canceled_on    day?
    """,
)
BOARDING = table(
    FLIGHTS,
    "boarding",
    """
    ticket_no       code     key
    reservation_no  code     indexed of reservation.reservation_no
    seat            text?
    boarded_at      moment?
    """,
)
ASSISTANCE = table(
    FLIGHTS,
    "assistance",
    """
    assistance_no   whole  key
    reservation_no  code   indexed of reservation.reservation_no
    code            code
    asked_on        day
    """,
)
SHOP_CUSTOMER = table(
    SHOP,
    "shop_customer",
    """
    customer_no    code   key
    member_no      code?  indexed of member.member_no
    full_name      text
    full_kana      text
    postal_code    text
    address        text
    telephone      code?  indexed
    email          code?  indexed
    registered_on  day
    """,
)
SHOP_ORDER = table(
    SHOP,
    "shop_order",
    """
    order_no     code  key
    customer_no  code  indexed of shop_customer.customer_no
    ordered_on   day
    shipped_on   day?
    product      text
    amount_yen   yen
    method       text
    """,
)
PARTNER_STAY = table(
    SHOP,
    "partner_stay",
    """
    stay_no     code   key
    member_no   code   indexed of member.member_no
    partner     text
    full_name   text
    address     text
    stayed_on   day
    amount_yen  yen
    """,
)

TABLES: tuple[Table, ...] = (
    MEMBER, MILEAGE, CAMPAIGN_ENTRY, INQUIRY, RESERVATION, BOARDING, ASSISTANCE, SHOP_CUSTOMER, SHOP_ORDER,
    PARTNER_STAY,
)  # fmt: skip
