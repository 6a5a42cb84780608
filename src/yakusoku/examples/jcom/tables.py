"""
The tables of J:COM's customer system and media platform.

Days and times are text in ISO form and Tokyo time, and truth is 0 or 1, as such older systems often keep them.
"""

from __future__ import annotations

from yakusoku.examples.systems.tables import Table, table

CUSTOMERS = "jcom-customers"
MEDIA = "jcom-media"

SUBSCRIBER = table(
    CUSTOMERS,
    "subscriber",
    """
    subscriber_no   code   key
    family_name     text
    given_name      text
    family_kana     text
    given_kana      text
    romaji          text
    birth_date      text
    sex             text
    postal_code     text
    prefecture      text
    city            text
    street          text
    building        text
    telephone       code?  indexed
    mobile          code?  indexed
    email           code?  indexed
    service_area    text
    contract_from   text
    contract_until  text?
    status          text
    collected_on    text
    """,
)
BILLING = table(
    CUSTOMERS,
    "billing",
    """
    bill_no        whole  key
    subscriber_no  code   indexed of subscriber.subscriber_no
    billed_month   text
    amount_yen     yen
    tax_yen        yen
    paid_on        text?
    method         text
    """,
)
INQUIRY = table(
    CUSTOMERS,
    "inquiry",
    """
    inquiry_no      whole  key
    subscriber_no   code   indexed of subscriber.subscriber_no
    received_at     text
    channel         text
    subject         text
    handled_by      text
    desk_note       text
    handling_score  whole?
    """,
)
DEVICE = table(
    MEDIA,
    "device",
    """
    device_id      code  key
    subscriber_no  code  indexed of subscriber.subscriber_no
    kind           text
    installed_on   text
    """,
)
VIEWING = table(
    MEDIA,
    "viewing",
    """
    viewing_id     whole  key
    device_id      code   indexed of device.device_id
    watched_at     text
    channel_no     whole  of channel.channel_no
    program_title  text
    minutes        whole
    """,
)
CALL_RECORDING = table(
    MEDIA,
    "call_recording",
    """
    recording_id           whole  key
    subscriber_no          code   indexed of subscriber.subscriber_no
    called_at              text
    seconds                whole
    file_path              text
    operator_name          text
    consent_notice_played  whole
    """,
)
CHANNEL = table(
    MEDIA,
    "channel",
    """
    channel_no  whole  key
    name        text
    genre       text
    """,
)

TABLES: tuple[Table, ...] = (SUBSCRIBER, BILLING, INQUIRY, DEVICE, VIEWING, CALL_RECORDING, CHANNEL)
