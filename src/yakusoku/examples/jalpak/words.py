"""What the sample systems say in Japanese: plans, places, inquiries. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class Plan(NamedTuple):
    """One tour. Its flight numbers begin with JL9, which no flight does."""

    code: str
    title: str
    destination: str
    abroad: bool
    nights: int
    carrier: str
    flight_out: str
    flight_back: str
    lodging: str
    fare_yen: int


PLANS = (
    Plan(
        "HNL5",
        "ハワイのんびり滞在5日間",
        "ホノルル",
        True,
        3,
        "日本航空",
        "JL9073",
        "JL9074",
        "パームコーストホテル",
        248_000,
    ),
    Plan(
        "TPE3",
        "台北まち歩き3日間",
        "台北",
        True,
        2,
        "日本航空",
        "JL9097",
        "JL9098",
        "淡水グランドイン",
        79_800,
    ),
    Plan(
        "CDG7",
        "花の都と古城めぐり7日間",
        "パリ",
        True,
        5,
        "日本航空",
        "JL9045",
        "JL9046",
        "オテル・ド・セーヌ",
        389_000,
    ),
    Plan(
        "SIN4",
        "南国の夜景と庭園4日間",
        "シンガポール",
        True,
        3,
        "日本航空",
        "JL9037",
        "JL9038",
        "マリーナガーデンズ",
        158_000,
    ),
    Plan(
        "OKA3",
        "石垣と離島めぐり3日間",
        "石垣",
        False,
        2,
        "日本トランスオーシャン航空",
        "JL9971",
        "JL9972",
        "珊瑚荘",
        84_800,
    ),
    Plan(
        "CTS3",
        "道央うまいもの3日間",
        "札幌",
        False,
        2,
        "日本航空",
        "JL9501",
        "JL9502",
        "雪あかりホテル",
        62_800,
    ),
    Plan(
        "KOJ2",
        "桜島と砂むし温泉2日間",
        "鹿児島",
        False,
        1,
        "日本航空",
        "JL9643",
        "JL9644",
        "錦江湾の宿",
        48_900,
    ),
    Plan(
        "AXT2",
        "秘湯と棚田2日間",
        "秋田",
        False,
        1,
        "ジェイエア",
        "JL9161",
        "JL9162",
        "山の湯かたくり",
        45_900,
    ),
)
DISTRIBUTORS = (None, None, "まちかど旅行センター", "あおぞらトラベル", "港南ツーリスト")
FAMILY = "家族旅行"
STATUSES = {"before": "出発前", "after": "旅行終了"}
SEXES = {"F": "女性", "M": "男性"}
BY_WIRE = "電子データ"
ON_PAPER = "書面"

ARRANGEMENTS = (
    ("車椅子", "空港内で車椅子を使用。階段の昇降に介助が必要"),
    ("車椅子", "長い距離の歩行が困難なため、乗降口まで車椅子を希望"),
    ("介助者の同行", "視覚に障害があり、介助者1名が同行"),
    ("介助者の同行", "聴覚に障害があり、筆談での案内を希望"),
)
ARRANGED, IMPOSSIBLE, PENDING = "手配済み", "手配不可", "確認中"

SHOPS = {
    "ホノルル": "アロハ免税店",
    "台北": "龍山土産店",
    "パリ": "セーヌ免税店",
    "シンガポール": "マリーナ手荷物サービス",
}
ACCIDENTS = ("手荷物の破損", "手荷物の紛失", "財布の盗難", "便の欠航による追加宿泊")
INSURERS = ("さくら損害保険", "北斗海上火災保険")
BRANDS = ("VISA", "Mastercard", "JCB")
CLIENTS = ("日本航空株式会社", "株式会社ジャルカード")
INSTRUCTIONS = ("空港送迎バスの座席割当て", "会員向け講演会の受付代行")

OPINIONS = (
    "添乗員の方の案内が分かりやすかったです。",
    "ホテルの朝食がおいしかった。",
    "自由時間がもう少し長いとうれしい。",
    "空港での集合場所が分かりにくかった。",
    "また参加したいです。",
)
COMPANIES = ("日本航空株式会社", "株式会社ジャルカード", "株式会社JALデジタルエクスペリエンス")
PURPOSES = ("販売促進活動", "催し物等の案内")

CHANNELS = ("メール", "郵便", "メール", "ウェブ")
INQUIRIES = (
    ("出発時刻の変更について", "最新の時刻を案内した"),
    ("キャンセル料について", "約款の該当箇所を案内した"),
    ("カードの請求額について", "決済日と内訳を説明した"),
    ("案内メールの停止", "停止登録を行い、その旨を返信した"),
    ("忘れ物について", "宿泊先へ照会中"),
)
