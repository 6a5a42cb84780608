"""The tables of J:COM's service platform: choices, restrictions, communication, credit, campaigns."""

from __future__ import annotations

from yakusoku.examples.systems.tables import Table, table

SERVICE = "jcom-service"

HOUSEHOLD_SETTING = table(
    SERVICE,
    "household_setting",
    """
    household_no     code    key
    subscriber_no    code    indexed of subscriber.subscriber_no
    shared_viewing   truth
    recommendations  truth
    purchase_limit   yen?
    changed_on       day?
    """,
)
CONTACT_CHOICE = table(
    SERVICE,
    "contact_choice",
    """
    subscriber_no  code   key of subscriber.subscriber_no
    by_post        truth
    by_email       truth
    by_telephone   truth
    restricted     truth
    changed_on     day?
    """,
)
USE_RESTRICTION = table(
    SERVICE,
    "use_restriction",
    """
    restriction_no  code  key
    subscriber_no   code  indexed of subscriber.subscriber_no
    kind            text
    reason          text
    since           day
    until           day?
    """,
)
TELEPHONE_CALL = table(
    SERVICE,
    "telephone_call",
    """
    call_no        code    key
    subscriber_no  code    indexed of subscriber.subscriber_no
    started_at     moment
    called_number  text
    seconds        whole
    charge_yen     yen
    """,
)
CONNECTION = table(
    SERVICE,
    "connection",
    """
    connection_no  code    key
    subscriber_no  code    indexed of subscriber.subscriber_no
    ip_address     text
    began_at       moment
    ended_at       moment?
    """,
)
CREDIT_INQUIRY = table(
    SERVICE,
    "credit_inquiry",
    """
    credit_no      code    key
    subscriber_no  code    indexed of subscriber.subscriber_no
    bureau         text
    asked_at       moment
    reason         text
    outcome        text
    months_late    whole?
    """,
)
DOWNLOAD = table(
    SERVICE,
    "download",
    """
    download_no    code    key
    subscriber_no  code    indexed of subscriber.subscriber_no
    title          text
    downloaded_at  moment
    price_yen      yen
    """,
)
DEVICE_OPERATION = table(
    SERVICE,
    "device_operation",
    """
    operation_no  code    key
    device_id     code    indexed of device.device_id
    operated_at   moment
    operation     text
    """,
)
CAMPAIGN_ENTRY = table(
    SERVICE,
    "campaign_entry",
    """
    entry_no       code  key
    subscriber_no  code  indexed of subscriber.subscriber_no
    campaign       text
    entered_on     day
    prize          text?
    sent_on        day?
    """,
)
SURVEY_ANSWER = table(
    SERVICE,
    "survey_answer",
    """
    answer_no      code   key
    subscriber_no  code   indexed of subscriber.subscriber_no
    survey         text
    answered_on    day
    satisfaction   whole
    words          text?
    """,
)
OUTSIDE_PROFILE = table(
    SERVICE,
    "outside_profile",
    """
    profile_no     code  key
    subscriber_no  code  indexed of subscriber.subscriber_no
    provider       text
    obtained_on    day
    segment        text
    """,
)

TABLES: tuple[Table, ...] = (
    HOUSEHOLD_SETTING,
    CONTACT_CHOICE,
    USE_RESTRICTION,
    TELEPHONE_CALL,
    CONNECTION,
    CREDIT_INQUIRY,
    DOWNLOAD,
    DEVICE_OPERATION,
    CAMPAIGN_ENTRY,
    SURVEY_ANSWER,
    OUTSIDE_PROFILE,
)
