"""What the JAL Group's sample systems say in Japanese: flights, campaigns, goods, notes. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class Flight(NamedTuple):
    """A flight: number, from, to, minute of departure, fare in yen, miles."""

    number: str
    origin: str
    destination: str
    departs: int
    yen: int
    miles: int


# numbers that no timetable has
FLIGHTS: tuple[Flight, ...] = (
    Flight("JL9501", "東京（羽田）", "札幌（新千歳）", 470, 27_900, 510),
    Flight("JL9502", "札幌（新千歳）", "東京（羽田）", 660, 27_900, 510),
    Flight("JL9503", "東京（羽田）", "大阪（伊丹）", 430, 18_700, 280),
    Flight("JL9504", "大阪（伊丹）", "東京（羽田）", 1_080, 18_700, 280),
    Flight("JL9505", "東京（羽田）", "福岡", 560, 30_400, 567),
    Flight("JL9506", "名古屋（中部）", "沖縄（那覇）", 600, 33_600, 809),
    Flight("JL9531", "東京（羽田）", "ホノルル", 1_260, 142_000, 3_831),
    Flight("JL9532", "東京（成田）", "シンガポール", 1_085, 96_000, 3_312),
    Flight("JL9533", "東京（羽田）", "ロンドン", 680, 231_000, 6_220),
)
SEXES = {"F": "女性", "M": "男性"}
TIERS = ("JMB", "JMB", "JMB", "JMB", "クリスタル", "サファイア", "ダイヤモンド")
FLOWN = "搭乗"
BESIDE_FLIGHTS = ("ショッピング", "提携ホテル宿泊", "提携カード利用")
CAMPAIGNS = ("春のマイルキャンペーン", "初めての国際線", "離島めぐり", "家族で空の旅")
CHANNELS = ("電話", "電子メール", "ウェブサイト")
SUBJECTS = (
    ("マイルの事後登録", "搭乗券の写しを確認し登録。"),
    ("会員情報の変更", "登録住所を更新。"),
    ("特典航空券の予約", None),
    ("パスワードの再設定", None),
    ("遅延証明の発行", "発行済み。"),
    ("案内メールの停止", "停止を設定。"),
)
ASSISTANCES = ("WCHR", "WCHS", "MAAS", "UMNR", "PETC", "BSCT")
PRODUCTS = (
    ("空弁詰合せ", 4_320),
    ("機内誌バックナンバー", 1_100),
    ("模型飛行機 1/500", 6_600),
    ("産地直送りんご 5kg", 5_480),
    ("旅行用変圧器", 3_980),
    ("スーツケース 35L", 29_700),
)
METHODS = ("クレジットカード", "マイル", "コンビニエンスストア")
PARTNERS = ("提携ホテル 東京", "提携ホテル 京都", "提携ホテル 那覇", "提携カード")
