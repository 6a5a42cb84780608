"""
The tables of JALUX's shop and of its air travel agency.

Some customers were in a country of the EEA when they applied: `country` holds it.
"""

from __future__ import annotations

from yakusoku.examples.systems.tables import Table, table

SALES = "jalux-sales"
TRAVEL = "jalux-travel"

CUSTOMER = table(
    SALES,
    "customer",
    """
    customer_no        code   key
    family_name        text
    given_name         text
    family_kana        text
    given_kana         text
    romaji             text
    birth_date         day?
    postal_code        text
    prefecture         text
    city               text
    street             text
    building           text?
    telephone          code?  indexed
    email              code?  indexed
    country            text
    registered_on      day
    mail_stopped_on    day?
    use_suspended_on   day?
    """,
)
JMB_MEMBER = table(
    SALES,
    "jmb_member",
    """
    jmb_no       code  key
    customer_no  code  indexed of customer.customer_no
    joined_on    day
    left_on      day?
    miles        whole
    """,
)
SHOP_ORDER = table(
    SALES,
    "shop_order",
    """
    order_no          code  key
    customer_no       code  indexed of customer.customer_no
    ordered_on        day
    shipped_on        day?
    delivery_name     text
    delivery_address  text
    total_yen         yen
    """,
)
ORDER_ITEM = table(
    SALES,
    "order_item",
    """
    order_no      code   key of shop_order.order_no
    line_no       whole  key
    product_code  code   of product.product_code
    quantity      whole
    amount_yen    yen
    """,
)
PRODUCT = table(
    SALES,
    "product",
    """
    product_code  code  key
    name          text
    price_yen     yen
    """,
)
INVOICE = table(
    SALES,
    "invoice",
    """
    invoice_no   code  key
    customer_no  code  indexed of customer.customer_no
    order_no     code  of shop_order.order_no
    issued_on    day
    billed_to    text
    amount_yen   yen
    tax_yen      yen
    method       text
    paid_on      day?
    remark       text?
    """,
)
NEWSLETTER = table(
    SALES,
    "newsletter",
    """
    entry_no    code  key
    email       code  indexed
    language    text
    since       day
    stopped_on  day?
    """,
)
EVENT_ENTRY = table(
    SALES,
    "event_entry",
    """
    entry_no     whole  key
    customer_no  code   indexed of customer.customer_no
    event        text
    entered_on   day
    attended     truth?
    """,
)
INSURANCE_REQUEST = table(
    SALES,
    "insurance_request",
    """
    request_no     code     key
    customer_no    code     indexed of customer.customer_no
    product        text
    requested_on   day
    consented_at   moment?
    health_notice  text?
    withdrawn_on   day?
    """,
)
INQUIRY = table(
    SALES,
    "inquiry",
    """
    inquiry_no   whole   key
    customer_no  code    indexed of customer.customer_no
    received_at  moment
    channel      text
    subject      text
    desk_note    text?
    """,
)
PAGE_VIEW = table(
    SALES,
    "page_view",
    """
    view_no      whole   key
    customer_no  code    indexed of customer.customer_no
    viewed_at    moment
    page         text
    ip_address   text
    cookie_id    text
    """,
)
APPLICANT = table(
    SALES,
    "applicant",
    """
    application_no  code  key
    family_name     text
    given_name      text
    family_kana     text
    given_kana      text
    birth_date      day
    telephone       code?  indexed
    email           code?  indexed
    region          text
    position        text
    applied_on      day
    decided_on      day?
    result          text?
    """,
)
PASSENGER = table(
    TRAVEL,
    "passenger",
    """
    passenger_no  code   key
    customer_no   code?  indexed of customer.customer_no
    romaji        text
    birth_date    day
    telephone     code?  indexed
    email         code?  indexed
    jmb_no        code?
    country       text
    """,
)
RESERVATION = table(
    TRAVEL,
    "reservation",
    """
    reservation_no  code  key
    booked_by       code  indexed of passenger.passenger_no
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
    TRAVEL,
    "boarding",
    """
    ticket_no       code     key
    reservation_no  code     indexed of reservation.reservation_no
    passenger_no    code     indexed of passenger.passenger_no
    flight_no       code
    flight_day      day
    seat            text?
    boarded_at      moment?
    """,
)

TABLES: tuple[Table, ...] = (
    CUSTOMER, JMB_MEMBER, SHOP_ORDER, ORDER_ITEM, PRODUCT, INVOICE, NEWSLETTER, EVENT_ENTRY, INSURANCE_REQUEST,
    INQUIRY, PAGE_VIEW, APPLICANT, PASSENGER, RESERVATION, BOARDING,
)  # fmt: skip
