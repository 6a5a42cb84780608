"""What Japanet's sample systems say in Japanese: goods, programs, campaigns, notes. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class Product(NamedTuple):
    """Something that is sold: code, name, group, maker and list amount in yen with tax."""

    code: str
    name: str
    group: str
    maker: str
    yen: int


class Question(NamedTuple):
    """What callers ask about a product, what they hear, and what the desk notes for itself."""

    subject: str
    answer: str
    note: str | None


PRODUCTS: tuple[Product, ...] = (
    Product("TV-4301", "43型4K液晶テレビ", "テレビ", "みさき電機", 89_800),
    Product("TV-5502", "55型4K有機ELテレビ", "テレビ", "みさき電機", 198_000),
    Product("AC-2201", "6畳用エアコン", "エアコン", "北風工業", 79_800),
    Product("AC-4001", "14畳用エアコン", "エアコン", "北風工業", 149_800),
    Product("WM-1001", "縦型洗濯乾燥機10kg", "洗濯機", "せせらぎ製作所", 119_800),
    Product("RF-4500", "450L冷蔵庫", "冷蔵庫", "みさき電機", 159_800),
    Product("VC-0301", "コードレス掃除機", "掃除機", "つむじ風", 39_800),
    Product("VC-0902", "布団クリーナー", "掃除機", "つむじ風", 12_980),
    Product("RC-0551", "圧力IH炊飯器", "調理家電", "かまど屋", 29_800),
    Product("MW-0300", "スチームオーブンレンジ", "調理家電", "かまど屋", 34_800),
    Product("PC-1401", "14型ノートパソコンセット", "パソコン", "しらかば情報", 109_800),
    Product("PR-0301", "インクジェット複合機", "パソコン", "しらかば情報", 19_800),
    Product("TB-1001", "10型タブレット", "パソコン", "しらかば情報", 32_800),
    Product("MA-0120", "マッサージチェア", "健康", "ほぐし堂", 179_800),
    Product("BD-0207", "敷布団セット", "寝具", "ねむり工房", 24_800),
    Product("PL-0105", "高さ調節まくら", "寝具", "ねむり工房", 8_980),
    Product("KN-0003", "包丁三本セット", "台所", "刃物のすずき野", 9_980),
    Product("FP-0026", "フライパン二点セット", "台所", "刃物のすずき野", 7_980),
    Product("FD-0131", "冷凍おせち三段重", "食品", "港の台所", 15_800),
    Product("FD-0244", "ずわいがにの詰め合わせ", "食品", "港の台所", 12_800),
    Product("WT-0012", "天然水12L×2箱", "食品", "湧き水の里", 4_298),
    Product("TR-0711", "クルーズ船一周旅行券", "旅行", "港町観光", 248_000),
)
CODES = tuple(product.code for product in PRODUCTS)
INSTALLED = frozenset({"テレビ", "エアコン", "洗濯機", "冷蔵庫", "健康"})
REPAIRED = INSTALLED | {"掃除機", "調理家電", "パソコン"}

BY_TELEPHONE, BY_WEB, BY_TELEVISION = "電話", "ウェブサイト", "テレビ（Tコマース）"
ARRIVALS = (BY_TELEPHONE, BY_TELEPHONE, BY_TELEPHONE, BY_WEB, BY_WEB, BY_TELEVISION, "FAX", "はがき")
IDENTITY = {
    BY_TELEPHONE: "発信者番号・氏名・住所の照合",
    BY_WEB: "会員ログイン",
    BY_TELEVISION: "受信機登録情報の照合",
}
BY_PAPER = "記入内容と登録情報の照合"

CARD, ON_CREDIT, ON_DELIVERY, BY_INVOICE = (
    "クレジットカード",
    "ショッピングクレジット",
    "代金引換",
    "請求書払い",
)
PAYMENTS = (CARD, CARD, CARD, ON_DELIVERY, ON_DELIVERY, BY_INVOICE, BY_INVOICE, ON_CREDIT)
INSTALLMENTS = (6, 12, 24, 36)
WORKPLACES = (
    ("株式会社例示製作所", "03-1000-0901"),
    ("例示銀行", "06-1000-0902"),
    ("例示市役所", "045-100-0903"),
    ("社会福祉法人れいじ会", "047-100-0904"),
    ("例示運輸有限会社", "011-100-0905"),
    ("自営業", "092-100-0906"),
)
GOOD_RECORD, BAD_RECORD = "異動情報なし", "延滞情報あり"
BANKS = ("例示銀行 本店 普通", "れいじ信用金庫 中央支店 普通", "例示銀行 港支店 普通")

RETURNS = ("色味が画面と違った", "設置場所に入らなかった", "操作が難しかった", "数量を間違えて注文した")
SYMPTOMS = (
    ("電源が入らない", "取扱説明書のとおり使用"),
    ("異音がする", "毎日二時間ほど使用"),
    ("水が漏れる", "週に三回使用"),
    ("リモコンが反応しない", "落下させたことがある"),
    ("充電できない", "付属品以外の充電器を使用"),
)
CONTRACTORS = ("例示電設工事株式会社", "れいじ修理センター", "メーカー修理窓口")

CATALOG, DIRECT_MAIL = "カタログ", "ダイレクトメール"
MAILINGS = (
    (CATALOG, "11月号", 18),
    (DIRECT_MAIL, "冬の暖房ご案内", 32),
    (CATALOG, "10月号", 49),
    (DIRECT_MAIL, "秋の寝具ご案内", 63),
)
"""Kind, issue, and how many days ago its labels were printed."""

MUNICIPALITIES = ("みさき町", "しらかば市", "せせらぎ村", "港町市")
GIFTS = ("特産みかん5kg", "銘柄米10kg", "干物の詰め合わせ", "窯元の茶わん")
GIVEN_YEN = (10_000, 10_000, 15_000, 20_000, 30_000, 50_000)

ABOUT_ORDER, ABOUT_PRODUCT = "注文", "商品のお問い合わせ"
QUESTIONS = (
    Question("設置場所の寸法を知りたい", "外形寸法と必要な隙間をご案内。", None),
    Question("使い方がわからない", "取扱説明書の該当ページをご案内。", "ご家族の操作と思われる。"),
    Question("配達日を変更したい", "ご希望日に変更。", None),
    Question("保証期間を知りたい", "ご購入から一年間とご案内。", None),
    Question("部品だけ購入したい", "型番を確認し、注文を承った。", "過去に同じ部品を二度購入。"),
    Question("カタログの送付をやめたい", "次号から停止する旨をご案内。", "停止の登録を依頼済み。"),
)
OFFERED = ("例示モバイル株式会社", "れいじ浄水サービス", "例示リフォーム株式会社")
OPERATORS = (
    "相沢 美緒",
    "市原 健人",
    "大庭 沙也加",
    "川端 良介",
    "久野 千尋",
    "佐保 隼人",
    "田所 由梨",
    "西尾 圭太",
)

CAMPAIGNS = ("春の大感謝祭", "夏のご愛顧キャンペーン", "秋の味覚プレゼント", "創業祭プレゼント")
ENTRY_BY = ("はがき", "ウェブサイト", "電話", "FAX")
ANSWERS = (
    ("テレビ", "カタログ", "ウェブサイト", "チラシ"),
    ("とても満足", "満足", "どちらともいえない", "不満"),
    ("家電", "寝具", "食品", "旅行"),
)
PROGRAMS = ("みさきちゃんの朝市", "週末ショッピングスタジオ", "暮らしの相談室 公開収録")
WISHES = ("観覧", "観覧", "観覧", "出演")

POSITIONS = ("総合職", "コールセンター職", "番組制作職", "物流管理職")
SHEETS = (
    "学生時代は放送部に所属し、地域の催しの司会を務めた。",
    "前職では家電の販売に六年携わり、説明の工夫を重ねた。",
    "お客様の声を商品づくりに生かす仕事がしたい。",
)
RESUMES = ("例示大学 経済学部 卒業", "例示高等専門学校 電気工学科 卒業", "例示商業高等学校 卒業")
HIRED, REFUSED, OPEN = "採用", "不採用", "選考中"
STEPS = ("書類選考", "一次面接", "最終面接")
INTERVIEWERS = ("人事課 守屋", "人事課 三宅", "人事部長 辻")
REMARKS = ("受け答えが落ち着いている。", "志望動機をもう一度確認したい。", None)

SEXES = {"F": "女性", "M": "男性"}
