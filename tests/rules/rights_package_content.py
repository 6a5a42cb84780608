"""A realistic answer of J:COM's desk, in any size and outcome, for the tests of package and letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from yakusoku.laws.grounds import Because, Due
from yakusoku.rights.answer import (
    Addressee,
    AnswerContent,
    AuthorizedBody,
    Column,
    Controller,
    Desk,
    FeePaid,
    Method,
    NotHeld,
    Paragraph,
    Proof,
    Right,
    Section,
    Value,
    Withheld,
)
from yakusoku.terms.bilingual import Bilingual, Language
from yakusoku.terms.personal import Personal

NAME = "髙﨑 渡邉子"
ADDRESS = ("東京都千代田区丸の内９丁目９番９号", "丸の内ハイツ一号館 １２０３号室")
SECRETS = (NAME, *ADDRESS, "100-9999", "myoko.takasaki@example.jp", "090-0000-1234")


def both(en: str, ja: str) -> Bilingual:
    """Return the two wordings."""
    return Bilingual(en=en, ja=ja)


def column(name: str, en: str, ja: str, meaning_en: str, meaning_ja: str, category: str) -> Column:
    """Return a column."""
    return Column(name=name, title=both(en, ja), meaning=both(meaning_en, meaning_ja), category=category)


def sealed(*rows: tuple[Value, ...]) -> tuple[tuple[Personal[Value], ...], ...]:
    """Return the rows with each value sealed."""
    return tuple(tuple(Personal(value) for value in row) for row in rows)


SUBSCRIBER = Section(
    dataset="jcom_subscribers",
    collection="subscribers",
    title=both("Subscription", "ご契約者情報"),
    store=both("Subscriber management system", "契約管理システム"),
    source=both("Given by the person with the application", "お申込み時にご本人からいただいた情報"),
    columns=(
        column(
            "member_no",
            "Member number",
            "お客さま番号",
            "Number of the contract",
            "ご契約ごとに付番した番号",
            "user.unique_id",
        ),
        column("name", "Name", "氏名", "Name on the contract", "ご契約者のお名前", "user.name"),
        column("kana", "Name in kana", "フリガナ", "Reading of the name", "お名前の読み", "user.name"),
        column(
            "birth_date",
            "Date of birth",
            "生年月日",
            "Date of birth",
            "ご契約者の生年月日",
            "user.demographic",
        ),
        column(
            "postal_code",
            "Postal code",
            "郵便番号",
            "Where the service is",
            "設置先の郵便番号",
            "user.contact",
        ),
        column("address", "Address", "住所", "Where the service is", "サービスの設置先住所", "user.contact"),
        column("phone", "Telephone", "電話番号", "Number for contact", "ご連絡先の電話番号", "user.contact"),
        column(
            "email", "E-mail", "電子メールアドレス", "Address for notices", "ご案内の送信先", "user.contact"
        ),
        column("note", "Remarks", "備考", "Remarks made by staff", "窓口の担当者による記録", "user.content"),
        column(
            "mail_ok",
            "Direct mail",
            "ダイレクトメール",
            "May we write",
            "ご案内をお送りしてよいか",
            "user.behavior",
        ),
        column(
            "left_on", "Left on", "解約日", "Day the contract ended", "ご契約が終了した日", "user.account"
        ),
    ),
    rows=sealed(
        (
            "4410-2231-0098",
            NAME,
            "タカサキ ワタナベコ",
            date(1974, 2, 28),
            "100-9999",
            "".join(ADDRESS),
            "090-0000-1234",
            "myoko.takasaki@example.jp",
            "訪問時は事前にお電話が必要。" * 3,
            True,
            None,
        )
    ),
)


def billing(count: int) -> Section:
    """Return `count` months of invoices."""
    months = [(2016 + (at + 3) // 12, (at + 3) % 12 + 1) for at in range(count)]
    return Section(
        dataset="jcom_billing",
        collection="invoices",
        title=both("Invoices", "ご請求・お支払い情報"),
        store=both("Billing system", "料金システム"),
        source=both("Made in running the service", "サービスのご提供に伴い当社が作成した情報"),
        columns=(
            column("month", "Month", "請求月", "Month of use", "ご利用のあった月", "user.financial"),
            column(
                "amount",
                "Amount (yen)",
                "請求額（円）",
                "With tax",
                "消費税等を含むご請求額",
                "user.financial",
            ),
            column("due", "Due", "支払期日", "Day it is due", "お支払いの期日", "user.financial"),
            column("paid", "Paid", "入金日時", "When it was paid", "入金を確認した日時", "user.financial"),
            column("method", "Method", "支払方法", "How it is paid", "お支払いの方法", "user.financial"),
        ),
        rows=sealed(
            *(
                (
                    f"{year}年{month}月",
                    5980 + 110 * (at % 7),
                    date(year, month, 27),
                    datetime(year, month, 27, 1, 2, 3, tzinfo=UTC) if at % 9 else None,
                    "クレジットカード" if at % 4 else "口座振替",
                )
                for at, (year, month) in enumerate(months)
            )
        ),
    )


def viewing(count: int) -> Section:
    """Return `count` programs that were watched, some with very long names."""
    first = datetime.fromisoformat("2026-06-01T20:00:00")
    titles = (
        "世界の鉄道紀行",
        "連続ドラマ「坂の途中で」第12回　別れの朝、そして新しい町へ",
        "ニュース21",
        "",
    )
    return Section(
        dataset="jcom_viewing",
        collection="views",
        title=both("Viewing history", "視聴履歴"),
        store=both("Viewing platform", "視聴サービス基盤"),
        columns=(
            column(
                "seen_at", "Watched at", "視聴日時", "When it began", "視聴を開始した日時", "user.behavior"
            ),
            column("channel", "Channel", "チャンネル", "Channel", "視聴したチャンネル", "user.behavior"),
            column(
                "title", "Program", "番組名", "Name of the program", "視聴した番組の名称", "user.behavior"
            ),
            column("minutes", "Minutes", "視聴分数", "How long", "視聴した時間（分）", "user.behavior"),
        ),
        rows=sealed(
            *(
                (first + timedelta(hours=7 * at), f"{at % 60:03d}ch", titles[at % 4], float(at % 50))
                for at in range(count)
            )
        ),
    )


def inquiries(*texts: str) -> Section:
    """Return inquiries with free text, as long as it comes."""
    return Section(
        dataset="jcom_desk",
        collection="inquiries",
        title=both("Inquiries", "お問い合わせ履歴"),
        store=both("Customer center system", "カスタマーセンター受付システム"),
        source=both("Told by the person", "お電話等でご本人から伺った情報"),
        columns=(
            column("at", "Received", "受付日", "Day it came", "お問い合わせの受付日", "user.content"),
            column("text", "Content", "内容", "What was told", "お話の内容の記録", "user.content"),
        ),
        rows=sealed(*((date(2026, 1, 5), each) for each in texts)),
    )


CALLS = Withheld(
    section="jcom_desk.calls",
    title=both("Recordings of calls", "通話録音"),
    ground="DISC-1",
    reason=both(
        "The recordings hold the voice and the statements of family members who have not agreed.",
        "録音に、同意をいただいていないご家族の音声と発言が含まれており、開示するとその方の権利利益を害するおそれがあるため。",
    ),
    clause="JC-D1.4",
    article="A33(2)(i)",
)
SCORE = Withheld(
    section="jcom_billing.invoices",
    column="fraud_score",
    title=both("Fraud check score", "不正利用判定値"),
    ground="DISC-2",
    reason=both(
        "Showing it lets the check be evaded, which seriously hinders the proper conduct of the business.",
        "開示すると判定の仕組みが推知され、不正利用の防止という業務の適正な実施に著しい支障を及ぼすおそれがあるため。",
    ),
    clause="JC-D1.5",
    article="A33(2)(ii)",
)
NONE_THERE = NotHeld(
    section="jcom_tv.recordings",
    title=both("Recording reservations", "録画予約情報"),
    store=both("Recording service", "録画サービス基盤"),
)
PROOF = Proof(address="jcom/1", index=1234, leaf_hash="ab12cd34" * 8, checkpoint_hash="0f1e2d3c" * 8)
_SHOWN = Paragraph(
    code="shown",
    says=both(
        "We searched our systems by the facts you gave and confirmed that the records are yours.",
        "お申出の事項により当社の各システムを検索し、ご本人の記録であることを確認した上でお答えしています。",
    ),
    clause="JC-D1.2",
    article="A33(2)",
)


def answer(language: Language = "ja", **changed: Any) -> AnswerContent:
    """Return a partial disclosure by post, with anything in it changed."""
    content = AnswerContent(
        language=language,
        controller=Controller(
            name=both("JCOM Co., Ltd.", "JCOM株式会社"),
            address=both(
                "Marunouchi Trust Tower N, 1-8-1 Marunouchi, Chiyoda-ku, Tokyo",
                "東京都千代田区丸の内1-8-1 丸の内トラストタワーN館",
            ),
            representative=both(
                "Yoichi Iwaki, President and Representative Director", "代表取締役社長 岩木 陽一"
            ),
        ),
        desk=Desk(
            name=both("J:COM Customer Center", "J:COMカスタマーセンター"),
            phone="0120-999-000",
            hours=both("9:00 to 18:00, every day", "9:00～18:00、年中無休"),
            postal_code="100-0005",
            address=both(
                "Marunouchi Trust Tower N, 1-8-1 Marunouchi, Chiyoda-ku, Tokyo",
                "東京都千代田区丸の内1-8-1 丸の内トラストタワーN館",
            ),
        ),
        person=Addressee(name=Personal(NAME), postal_code=Personal("100-9999"), address=Personal(ADDRESS)),
        request_id="req_3V8MQ2R7T1A0K9ZC",
        receipt_code="7K3M-9QXD-41VB-C",
        received_on=date(2026, 11, 2),
        answered_on=date(2026, 11, 23),
        right=Right(
            code="A-DISC",
            name=both("Disclosure of retained personal data", "保有個人データの開示"),
            article="A33(1)",
        ),
        outcome="partial",
        paragraphs=(_SHOWN,),
        sections=(SUBSCRIBER, billing(24), viewing(100), inquiries()),
        withheld=(CALLS, SCORE),
        not_held=(NONE_THERE,),
        fee=FeePaid(
            amount=1100,
            tax=100,
            tax_percent=10,
            paid_on=date(2026, 11, 9),
            receipt_no="R-000123",
            clause="JC-D3.1",
            article="A38",
        ),
        method=Method(code="paper", name=both("On paper, by post", "書面の交付（郵送）")),
        body=AuthorizedBody(
            name=both(
                "Personal Information Protection Center, Broadcasting Security Center",
                "一般財団法人放送セキュリティセンター 個人情報保護センター",
            ),
            scope=both("Personal information in broadcast services", "放送サービスに関する個人情報の取扱い"),
            url="http://www.sarc.or.jp/hogo/kaiketu.html",
            clause="JC-A1.4",
        ),
        suit=Due(on=date(2026, 11, 17), because=Because(rule="suit-open", clause=None, article="A39")),
        proof=PROOF,
        policy_version="2026-11-23",
        policy_digest="5e" * 32,
        engine="yakusoku 0.1.0",
    )
    return replace(content, **changed)


FULL = {"outcome": "full", "withheld": (), "suit": None}
EMPTY = {"outcome": "not_held", "withheld": (), "sections": ()}
REFUSED = {"outcome": "refused", "withheld": (CALLS,), "sections": (), "not_held": ()}
