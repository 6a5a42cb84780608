"""What the sample systems say in Japanese: channels, programs, inquiries, staff. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class Channel(NamedTuple):
    """A channel of the sample, its number, name and genre."""

    number: int
    name: str
    genre: str


class Inquiry(NamedTuple):
    """What subscribers ask, and what the desk notes about it."""

    subject: str
    note: str


_GENRES: dict[str, tuple[str, ...]] = {
    "ニュース": (
        "朝のまちかど便り",
        "昼のニュースひとまわり",
        "夜の解説室",
        "週刊くらしと経済",
        "天気と暦",
    ),
    "ドラマ": (
        "坂の上の洋裁店",
        "終着駅の食堂",
        "町医者・灯台先生",
        "となりの弁護人",
        "二十四節気の恋",
        "港町探偵ノート",
    ),
    "映画": (
        "風待ち岬",
        "硝子の時計台",
        "最後の連絡船",
        "銀色の自転車",
        "雪の駅長",
        "三毛猫と大泥棒",
    ),
    "スポーツ": (
        "草野球ダイジェスト",
        "卓球チャンネル杯",
        "週末ゴルフ教室",
        "駅伝を語る夜",
        "相撲部屋の一日",
    ),
    "アニメ": (
        "ひだまり団地のコトリ",
        "星読みの航海士",
        "からくり横丁",
        "まほうの郵便局",
        "空飛ぶ学習帳",
    ),
    "音楽": (
        "深夜の名盤喫茶",
        "のど自慢商店街",
        "弦楽の時間",
        "懐かしの歌謡アルバム",
    ),
    "趣味": (
        "盆栽一年生",
        "鉄道模型の部屋",
        "はじめての囲碁",
        "週末ぶらり酒蔵めぐり",
        "釣り場の朝",
        "編み物日和",
    ),
    "地域": (
        "おらが町の祭り",
        "市議会だより",
        "商店街の看板娘",
        "ご近所防災メモ",
        "うちの学校自慢",
    ),
}

_NAMES = ("第一", "ひかり", "みらい")
CHANNELS: tuple[Channel, ...] = tuple(
    Channel(201 + 10 * place + order, f"{name}{genre}チャンネル", genre)
    for place, genre in enumerate(_GENRES)
    for order, name in enumerate(_NAMES)
)

PROGRAMS: tuple[tuple[int, str], ...] = tuple(
    (channel.number, title) for channel in CHANNELS for title in _GENRES[channel.genre]
)
"""Channel number and title of every program."""

BY_TELEPHONE = "電話"
_LETTERS = ("ウェブ", "チャット", "店頭")
ARRIVALS: tuple[str, ...] = (BY_TELEPHONE, BY_TELEPHONE, BY_TELEPHONE, *_LETTERS)

INQUIRIES: tuple[Inquiry, ...] = (
    Inquiry("映像が乱れる", "壁の端子の緩みが原因。締め直しをご案内し、復旧を確認。"),
    Inquiry("インターネットがつながらない", "モデムの再起動で復旧。再発時は訪問点検とする。"),
    Inquiry("料金の内訳を知りたい", "先月からオプション料金が加算されていることをご説明。ご納得いただいた。"),
    Inquiry("引越しの手続きをしたい", "移転先は提供エリア内。工事日の候補を三つご提示。"),
    Inquiry("録画した番組が消えた", "容量不足による自動削除と思われる。保護設定の方法をご案内。"),
    Inquiry("契約内容を変更したい", "コース変更をご希望。翌月一日からの適用で受付。"),
    Inquiry("支払方法を変更したい", "口座振替依頼書を送付。到着まで二週間ほどとご案内。"),
    Inquiry("請求書が届かない", "住所の部屋番号に登録漏れあり。訂正のうえ再発行。"),
    Inquiry("Wi-Fiの速度が遅い", "設置場所の変更をご提案。改善しなければ機器交換を検討。"),
    Inquiry("リモコンが効かない", "電池交換でも改善せず。代替品を発送。"),
    Inquiry("解約について相談したい", "引き止めは不要とのご意向。違約金の有無のみご説明。"),
    Inquiry("案内の電話を止めてほしい", "以後の勧誘電話は不要とのお申し出。営業担当へ連絡済み。"),
    Inquiry("視聴できるチャンネルを教えてほしい", "ご契約コースの一覧を郵送。"),
    Inquiry("請求額に心当たりがない", "ご家族による購入と判明。購入制限の設定をご案内。"),
)

OPERATORS: tuple[str, ...] = (
    "井口 彩",
    "今泉 拓真",
    "上杉 里穂",
    "緒方 健吾",
    "柏木 千景",
    "北原 誠司",
    "桐山 奈緒",
    "小暮 大樹",
    "佐倉 由衣",
    "瀬川 信也",
    "高梨 美帆",
    "戸塚 和己",
)

BOXES = ("4Kセットトップボックス", "録画機能付きセットトップボックス")
NETWORK_DEVICES = ("ケーブルモデム", "Wi-Fiルーター", "IP電話アダプター")
PAYMENTS = ("口座振替", "口座振替", "クレジットカード", "クレジットカード", "クレジットカード", "払込票")
MONTHLY_YEN = (2180, 3480, 4280, 4980, 5480, 5980, 6980, 7480, 8980, 11480)
CONTRACTED = "契約中"
ENDED = "解約済"
SEXES = {"F": "女性", "M": "男性"}

AREAS = {
    "北海道": "札幌エリア",
    "宮城県": "仙台エリア",
    "茨城県": "関東エリア",
    "群馬県": "関東エリア",
    "埼玉県": "埼玉エリア",
    "千葉県": "千葉エリア",
    "東京都": "東京エリア",
    "神奈川県": "神奈川エリア",
    "京都府": "京都エリア",
    "大阪府": "大阪エリア",
    "兵庫県": "兵庫エリア",
    "和歌山県": "和歌山エリア",
    "山口県": "下関エリア",
    "福岡県": "福岡エリア",
    "熊本県": "熊本エリア",
    "大分県": "大分エリア",
}
"""The prefectures where the sample company has subscribers, and what it calls the area."""
