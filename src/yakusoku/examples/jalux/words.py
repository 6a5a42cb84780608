"""What JALUX's sample systems say in Japanese: goods, flights, courses, notes. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class Product(NamedTuple):
    """Something that is sold: code, name, price in yen with tax."""

    code: str
    name: str
    yen: int


class Flight(NamedTuple):
    """A flight: number, from, to, minute of departure, fare in yen."""

    number: str
    origin: str
    destination: str
    departs: int
    yen: int


PRODUCTS: tuple[Product, ...] = (
    Product("FD-101", "機内のスープ詰合せ", 3_240),
    Product("FD-102", "空の上のうどん20食", 4_860),
    Product("FD-205", "北の港の鮭三昧", 5_400),
    Product("WN-301", "ワイン6本セット", 12_980),
    Product("BG-401", "キャビンサイズのスーツケース", 32_780),
    Product("BG-407", "折りたたみ旅行かばん", 8_580),
    Product("WT-510", "世界時計つき腕時計", 24_200),
    Product("TX-620", "羽毛の旅まくら", 5_280),
    Product("MD-710", "飛行機の模型 1/200", 9_900),
    Product("CS-805", "乾燥肌のための化粧水", 4_180),
)
# numbers that no timetable has
FLIGHTS: tuple[Flight, ...] = (
    Flight("JL9601", "東京（羽田）", "札幌（新千歳）", 480, 28_600),
    Flight("JL9602", "東京（羽田）", "大阪（伊丹）", 420, 19_800),
    Flight("JL9603", "東京（羽田）", "福岡", 555, 31_900),
    Flight("JL9604", "大阪（伊丹）", "沖縄（那覇）", 610, 34_200),
    Flight("JL9605", "東京（羽田）", "沖縄（那覇）", 700, 36_500),
    Flight("JL9641", "東京（羽田）", "パリ", 650, 238_000),
    Flight("JL9642", "パリ", "東京（羽田）", 820, 241_000),
    Flight("JL9643", "東京（成田）", "フランクフルト", 690, 229_000),
    Flight("JL9644", "ヘルシンキ", "東京（羽田）", 1_050, 218_000),
)
IN_EEA = ("FR", "DE", "FI", "IT", "ES", "NL")
AT_HOME = "JP"
LANGUAGES = {AT_HOME: "ja"}
ABROAD = "en"

EVENTS = ("ワインの集い", "旅支度セミナー", "空の仕事の見学会", "産地を訪ねる会")
INSURANCES = ("海外旅行保険", "国内旅行傷害保険", "医療保険")
HEALTH_NOTICES = (
    "現在治療中の病気なし",
    "高血圧のため通院中",
    "三年前に胃の手術",
    "花粉症の薬を服用",
    "喘息の既往あり",
)
METHODS = ("クレジットカード", "口座振替", "コンビニエンスストア")
REMARKS = (None, None, None, "領収書は不要です。", "のし紙を付けてください。", "平日の夜に届けてください。")
CHANNELS = ("電話", "電子メール", "ウェブサイト")
SUBJECTS = (
    ("配送日の変更", "翌営業日に配送会社へ連絡済み。"),
    ("商品の破損", "写真を確認。代品を手配。"),
    ("予約便の変更", None),
    ("領収書の再発行", "経理に依頼。"),
    ("メールの停止方法", None),
    ("マイルの積算", "会員番号の登録もれ。登録後に再計算。"),
)
PAGES = ("/", "/shop/", "/shop/bags", "/shop/food", "/travel/", "/travel/flights", "/insurance/", "/mypage")
POSITIONS = ("店舗運営", "商品企画", "航空機部品の調達", "旅行販売", "情報システム")
IN_EU, IN_JAPAN = "EU", "日本"
REGIONS = (IN_JAPAN, IN_JAPAN, IN_JAPAN, IN_EU)
HIRED, NOT_HIRED = "採用", "不採用"
RESULTS = (NOT_HIRED, NOT_HIRED, NOT_HIRED, HIRED)
