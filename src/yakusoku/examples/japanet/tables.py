"""
The tables of Japanet's order system, of its media system (calls, campaigns, programs), and of recruitment.

Recruitment lies apart, since nothing that applicants sent may serve a mailing.
"""

from __future__ import annotations

from yakusoku.examples.systems.tables import Table, table

ORDERS = "japanet-orders"
MEDIA = "japanet-media"
RECRUITMENT = "japanet-recruitment"

CUSTOMER = table(
    ORDERS,
    "customer",
    """
    customer_no         code   key
    family_name         text
    given_name          text
    family_kana         text
    given_kana          text
    birth_date          day?
    sex                 text?
    postal_code         text
    prefecture          text
    city                text
    street              text
    building            text
    telephone           code?  indexed
    mobile              code?  indexed
    email               code?  indexed
    registered_on       day
    last_dealt_on       day
    direct_mail_stopped day?
    catalog_stopped     day?
    use_suspended       truth
    """,
)
WEB_MEMBER = table(
    ORDERS,
    "web_member",
    """
    member_no       code    key
    customer_no     code    indexed of customer.customer_no
    login_name      text
    password_hash   text
    joined_at       moment
    magazine_agreed moment?
    left_on         day?
    """,
)
SHOP_ORDER = table(
    ORDERS,
    "shop_order",
    """
    order_no        code    key
    customer_no     code    indexed of customer.customer_no
    ordered_at      moment
    arrived_by      text
    identity_check  text
    payment         text
    card_last_four  text?
    goods_yen       yen
    shipping_yen    yen
    tax_yen         yen
    installed_on    day?
    delivered_on    day?
    invoice_on      day?
    paid_on         day?
    reminded_on     day?
    misuse_suspected truth
    """,
)
ORDER_ITEM = table(
    ORDERS,
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
    ORDERS,
    "product",
    """
    product_code  code   key
    name          text
    group_name    text
    maker         text
    list_yen      yen
    """,
)
SHOPPING_CREDIT = table(
    ORDERS,
    "shopping_credit",
    """
    application_no      code   key
    order_no            code   indexed of shop_order.order_no
    applied_on          day
    workplace_name      text
    workplace_telephone text
    installments        whole
    consented_on        day
    inquired_on         day
    bureau_answer       text
    approved            truth
    registered_on       day?
    """,
)
PRODUCT_RETURN = table(
    ORDERS,
    "product_return",
    """
    return_no     code   key
    order_no      code   indexed of shop_order.order_no
    asked_on      day
    reason        text
    refund_yen    yen
    bank_account  text?
    refunded_on   day?
    """,
)
REPAIR = table(
    ORDERS,
    "repair",
    """
    repair_no       code   key
    order_no        code   indexed of shop_order.order_no
    received_on     day
    symptom         text
    used_as_told    text
    contractor      text
    finished_on     day?
    warranty_until  day
    """,
)
MAILING = table(
    ORDERS,
    "mailing",
    """
    mailing_no    whole  key
    customer_no   code   indexed of customer.customer_no
    kind          text
    issue         text
    label_printed day?
    held_back     truth
    """,
)
DONATION = table(
    ORDERS,
    "donation",
    """
    donation_no      code   key
    customer_no      code   indexed of customer.customer_no
    municipality     text
    applied_at       moment
    amount_yen       yen
    gift             text
    passed_on        day?
    brochure_sent_on day?
    gift_sent_on     day?
    """,
)

PHONE_CALL = table(
    MEDIA,
    "phone_call",
    """
    call_no        whole   key
    customer_no    code?   indexed of customer.customer_no
    caller_number  code?   indexed
    called_at      moment
    seconds        whole
    about          text
    number_matched truth
    operator_name  text
    """,
)
CALL_RECORDING = table(
    MEDIA,
    "call_recording",
    """
    recording_no   whole   key
    call_no        whole   indexed of phone_call.call_no
    called_at      moment
    file_path      text
    notice_played  truth
    """,
)
INQUIRY = table(
    MEDIA,
    "inquiry",
    """
    inquiry_no    whole   key
    call_no       whole   indexed of phone_call.call_no
    received_at   moment
    product_code  code    of product.product_code
    subject       text
    answer_given  text
    desk_note     text?
    """,
)
REFERRAL = table(
    MEDIA,
    "referral",
    """
    referral_no   code    key
    call_no       whole   indexed of phone_call.call_no
    offered_by    text
    interest_at   moment
    consented_at  moment
    passed_on     day
    """,
)
CAMPAIGN_ENTRY = table(
    MEDIA,
    "campaign_entry",
    """
    entry_no       code    key
    campaign       text
    entered_at     moment
    arrived_by     text
    full_name      text
    full_kana      text
    address        text
    telephone      code?   indexed
    email          code?   indexed
    won            truth
    told_on        day?
    prize_sent_on  day?
    """,
)
SURVEY_ANSWER = table(
    MEDIA,
    "survey_answer",
    """
    entry_no     code   key of campaign_entry.entry_no
    question_no  whole  key
    answer       text
    """,
)
PROGRAM_APPLICATION = table(
    MEDIA,
    "program_application",
    """
    application_no  code    key
    program         text
    wish            text
    applied_at      moment
    full_name       text
    full_kana       text
    address         text
    telephone       code?   indexed
    email           code?   indexed
    seats           whole
    chosen          truth
    told_on         day?
    """,
)
PRODUCT_MONITOR = table(
    MEDIA,
    "product_monitor",
    """
    monitor_no    code   key
    customer_no   code   indexed of customer.customer_no
    product_code  code   of product.product_code
    invited_on    day
    explained_on  day
    takes_part    truth?
    answered_on   day?
    """,
)
AUCTION_BID = table(
    MEDIA,
    "auction_bid",
    """
    bid_no       code    key
    member_no    code    indexed of web_member.member_no
    lot          text
    bid_at       moment
    amount_yen   yen
    won          truth
    """,
)

APPLICANT = table(
    RECRUITMENT,
    "applicant",
    """
    applicant_no  code   key
    family_name   text
    given_name    text
    family_kana   text
    given_kana    text
    birth_date    day
    address       text
    mobile        code?  indexed
    email         code?  indexed
    position      text
    applied_on    day
    entry_sheet   text
    resume        text
    outcome       text
    decided_on    day?
    """,
)
SELECTION_STEP = table(
    RECRUITMENT,
    "selection_step",
    """
    applicant_no  code   key of applicant.applicant_no
    step_no       whole  key
    kind          text
    held_on       day
    interviewer   text
    rating        whole
    remark        text?
    """,
)

TABLES: tuple[Table, ...] = (
    CUSTOMER, WEB_MEMBER, SHOP_ORDER, ORDER_ITEM, PRODUCT, SHOPPING_CREDIT, PRODUCT_RETURN, REPAIR, MAILING, DONATION,
    PHONE_CALL, CALL_RECORDING, INQUIRY, REFERRAL, CAMPAIGN_ENTRY, SURVEY_ANSWER, PROGRAM_APPLICATION,
    PRODUCT_MONITOR, AUCTION_BID,
    APPLICANT, SELECTION_STEP,
)  # fmt: skip
