"""The words of the shop window by language: goods, colours, and what the options are called there."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WORDS", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """One language: goods as `(title, category root, category leaf)`, colours, option names, special titles.

    `attributes` are a material and a country of origin, as name and value.
    """

    goods: tuple[tuple[str, str, str], ...]
    colours: tuple[str, ...]
    colour: str
    size: str
    gift: str
    bundle: str
    digital: str
    attributes: tuple[tuple[str, str], tuple[str, str]]


_ENGLISH = Words(
    (
        ("Cotton T-shirt", "Clothing", "T-shirts"), ("Stoneware mug", "Home Supplies", "Cups & Mugs"),
        ("Oak serving tray", "Home Supplies", "Trays"), ("Soy candle", "Home Supplies", "Candles"),
        ("Canvas tote bag", "Luggage & Bags", "Tote Bags"), ("Yoga mat", "Sports & Outdoor", "Yoga Mats"),
        ("Insulated bottle 500 ml", "Kitchenware", "Bottles"), ("Desk lamp", "Home Improvement", "Lamps"),
    ),
    ("Black", "White", "Green", "Navy"), "Color", "Size", "Gift: sticker set", "Saver set", "Gift card",
    (("Material", "Cotton"), ("Country of origin", "Portugal")),
)  # fmt: skip
_GERMAN = Words(
    (
        ("Mineralwasser still 6 x 1 l", "Lebensmittel", "Wasser"), ("Steingutbecher", "Haushalt", "Becher"),
        ("Baumwoll-T-Shirt", "Bekleidung", "T-Shirts"), ("Leinentasche", "Taschen", "Beutel"),
        ("Schreibtischlampe", "Wohnen", "Lampen"), ("Bienenwachskerze", "Wohnen", "Kerzen"),
    ),
    ("Schwarz", "Weiß", "Grün", "Blau"), "Farbe", "Größe", "Geschenk: Aufkleber", "Sparset", "Geschenkgutschein",
    (("Material", "Baumwolle"), ("Herkunftsland", "Portugal")),
)  # fmt: skip
_FRENCH = Words(
    (
        ("Tasse en grès", "Maison", "Tasses"), ("T-shirt en coton", "Vêtements", "T-shirts"),
        ("Bougie parfumée", "Maison", "Bougies"), ("Sac en toile", "Bagagerie", "Sacs"),
        ("Lampe de bureau", "Maison", "Lampes"), ("Savon à l'huile d'olive", "Beauté", "Savons"),
    ),
    ("Noir", "Blanc", "Vert", "Bleu"), "Couleur", "Taille", "Cadeau : autocollants", "Lot économique", "Carte cadeau",
    (("Matière", "Coton"), ("Pays d'origine", "Portugal")),
)  # fmt: skip
_SPANISH = Words(
    (
        ("Taza de gres", "Hogar", "Tazas"), ("Camiseta de algodón", "Ropa", "Camisetas"),
        ("Licuadora portátil", "Electrodomésticos", "Licuadoras"), ("Bolsa de tela", "Equipaje", "Bolsas"),
        ("Lámpara de escritorio", "Hogar", "Lámparas"), ("Vela de soja", "Hogar", "Velas"),
    ),
    ("Negro", "Blanco", "Verde", "Azul"), "Color", "Talla", "Regalo: pegatinas", "Paquete ahorro", "Tarjeta de regalo",
    (("Material", "Algodón"), ("País de origen", "Portugal")),
)  # fmt: skip
_ITALIAN = Words(
    (
        ("Tazza in gres", "Casa", "Tazze"), ("T-shirt di cotone", "Abbigliamento", "T-shirt"),
        ("Candela di soia", "Casa", "Candele"), ("Borsa di tela", "Borse", "Shopper"),
        ("Lampada da scrivania", "Casa", "Lampade"), ("Moka 3 tazze", "Cucina", "Caffettiere"),
    ),
    ("Nero", "Bianco", "Verde", "Blu"), "Colore", "Taglia", "Omaggio: adesivi", "Confezione risparmio", "Carta regalo",
    (("Materiale", "Cotone"), ("Paese di origine", "Portogallo")),
)  # fmt: skip
_JAPANESE = Words(
    (
        ("陶器のマグカップ", "生活用品", "マグカップ"), ("コットンTシャツ", "ファッション", "Tシャツ"),
        ("ソイキャンドル", "生活用品", "キャンドル"), ("キャンバストート", "バッグ", "トートバッグ"),
        ("デスクライト", "インテリア", "ライト"), ("抹茶 100g", "食品", "お茶"),
    ),
    ("ブラック", "ホワイト", "グリーン", "ネイビー"), "カラー",
    "サイズ", "プレゼント・ステッカー", "お得セット", "ギフトカード",
    (("素材", "綿"), ("原産国", "ポルトガル")),
)  # fmt: skip
_PORTUGUESE = Words(
    (
        ("Garrafa térmica 500ml", "Cozinha", "Garrafas"), ("Caneca de cerâmica", "Casa", "Canecas"),
        ("Camiseta de algodão", "Roupas", "Camisetas"), ("Vela aromática", "Casa", "Velas"),
        ("Bolsa de lona", "Bolsas", "Ecobags"), ("Luminária de mesa", "Casa", "Luminárias"),
    ),
    ("Preto", "Branco", "Verde", "Azul"), "Cor", "Tamanho", "Brinde: adesivos", "Kit econômico", "Cartão-presente",
    (("Material", "Algodão"), ("País de origem", "Portugal")),
)  # fmt: skip
_INDONESIAN = Words(
    (
        ("Stoples Kaca 1 Liter", "Perlengkapan Rumah", "Botol & Stoples"), ("Kaos Katun", "Pakaian", "Kaos"),
        ("Botol air 1L", "Dapur", "Botol"), ("Lilin Kedelai", "Perlengkapan Rumah", "Lilin"),
        ("Tas Kanvas", "Tas", "Tas Jinjing"), ("Kopi Arabika 250g", "Makanan & Minuman", "Kopi"),
    ),
    ("Hitam", "Putih", "Hijau", "Biru"), "Warna", "Ukuran", "Hadiah: stiker", "Paket Hemat", "Kartu hadiah",
    (("Bahan", "Katun"), ("Negara asal", "Portugal")),
)  # fmt: skip
_THAI = Words(
    (
        ("เสื้อยืด", "เสื้อผ้า", "เสื้อยืด"), ("แก้วเซรามิก", "ของใช้ในบ้าน", "แก้วน้ำ"), ("เทียนหอม", "ของใช้ในบ้าน", "เทียน"),
        ("กระเป๋าผ้า", "กระเป๋า", "กระเป๋าผ้า"),
        ("โคมไฟตั้งโต๊ะ", "ของใช้ในบ้าน", "โคมไฟ"), ("กระบอกน้ำ 500 มล.", "ครัว", "กระบอกน้ำ"),
    ),
    ("ดำ", "ขาว", "เขียว", "น้ำเงิน"), "สี", "ขนาด", "ของแถม: สติกเกอร์", "ชุดประหยัด", "บัตรของขวัญ",
    (("วัสดุ", "ผ้าฝ้าย"), ("ประเทศผู้ผลิต", "โปรตุเกส")),
)  # fmt: skip
_VIETNAMESE = Words(
    (
        ("Trà xanh hộp 250g", "Thực phẩm", "Trà"), ("Áo thun cotton", "Thời trang", "Áo thun"),
        ("Cốc sứ", "Nhà cửa", "Cốc"), ("Nến thơm", "Nhà cửa", "Nến"), ("Túi vải", "Túi xách", "Túi vải"),
        ("Bình giữ nhiệt 500ml", "Nhà bếp", "Bình nước"),
    ),
    ("Đen", "Trắng", "Xanh lá", "Xanh dương"), "Màu sắc", "Kích cỡ", "Quà tặng: nhãn dán",
    "Bộ tiết kiệm", "Thẻ quà tặng",
    (("Chất liệu", "Bông"), ("Xuất xứ", "Bồ Đào Nha")),
)  # fmt: skip

WORDS = {
    "US": _ENGLISH, "GB": _ENGLISH, "IE": _ENGLISH, "SG": _ENGLISH, "PH": _ENGLISH, "MY": _INDONESIAN, "DE": _GERMAN,
    "FR": _FRENCH, "ES": _SPANISH, "MX": _SPANISH, "IT": _ITALIAN, "JP": _JAPANESE, "BR": _PORTUGUESE,
    "ID": _INDONESIAN, "TH": _THAI, "VN": _VIETNAMESE,
}  # fmt: skip
