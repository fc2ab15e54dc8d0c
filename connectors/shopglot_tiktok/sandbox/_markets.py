"""What differs by market: money, language, carriers, payment, and which official fields are sent there.

Currencies, COD markets, cluster prefixes, relay-mail domains and level names are facts of the platform (documented
or observed); prices, carriers' ids and shares are invented. Phone patterns lie in ranges set aside for fiction where
a market has one (US 555-01xx, GB 07700 900xxx, DE 0171 39200xx, FR 06 39 98 xx xx, IE 020 91x), else mostly of zeros.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MARKETS", "Market"]

_SEA = "scs2.tiktok.com"
_EUROPE = "scs3.tiktok.com"


@dataclass(frozen=True, slots=True)
class Market:
    """One market, as data.

    `price` is the range of list prices in minor units, `shipping` the usual fee in minor units. `levels` are the names
    of the administrative levels L0, L1, and so on. `split_names` says whether a recipient has first and last name.
    `packages_early` is false where a local seller's packages exist only after shipping. `cod` is how many of 1,000
    orders are paid in cash on delivery. `vat` is the usual rate of the EU markets, in per mille.
    """

    region: str
    country: str
    currency: str
    decimals: int
    price: tuple[int, int]
    shipping: int
    prefix: str
    relay: str
    locale: str
    phone_code: str
    phone: tuple[str, ...]
    levels: tuple[str, ...]
    carriers: tuple[str, ...]
    payments: tuple[tuple[str, str, str], ...]
    default_sku: str
    cancel_reasons: tuple[str, str, str]
    split_names: bool = True
    packages_early: bool = True
    cod: int = 0
    vat: int = 0
    sea: bool = False


_CARD = ("Credit Card", "pm_pi_ccdc_visa_c_d", "Credit")
_DEBIT = ("Debit card", "pm_pi_ccdc_mastercard_c_d", "Debit")
_PAYPAL = ("PayPal", "pm_pi_paypal", "")
_ENGLISH_REASONS = ("No longer needed", "Out of stock", "Package delivery failed")

_TABLE = (
    Market(
        "US", "United States", "USD", 2, (699, 8999), 599, "TTP_", "scs.tiktokw.us", "en_US", "(+1)",
        ("21355501##", "41555501##", "51255501##", "20655501##"), ("Country", "State", "County", "City"),
        ("USPS", "UPS", "FedEx"), (_CARD, _DEBIT, _PAYPAL), "Default", _ENGLISH_REASONS, packages_early=False,
    ),
    Market(
        "GB", "United Kingdom", "GBP", 2, (500, 6999), 399, "GCP_", _EUROPE, "en_GB", "(+44)", ("7700900###",),
        ("Country", "Nation", "County", "City"), ("Royal Mail", "Evri"), (_CARD, _DEBIT, _PAYPAL), "Default",
        _ENGLISH_REASONS, packages_early=False,
    ),
    Market(
        "DE", "Deutschland", "EUR", 2, (499, 7999), 399, "GCP_", _EUROPE, "de_DE", "(+49)", ("17139200##",),
        ("Country", "State", "City"), ("DHL", "Hermes"), (_PAYPAL, _CARD, ("Klarna", "pm_pi_klarna", "")), "Standard",
        ("Nicht mehr benötigt", "Nicht vorrätig", "Zustellung fehlgeschlagen"), vat=190,
    ),
    Market(
        "FR", "France", "EUR", 2, (499, 7999), 399, "GCP_", _EUROPE, "fr_FR", "(+33)", ("63998####",),
        ("Country", "Region", "City"), ("Colissimo", "Mondial Relay"), (_CARD, _PAYPAL), "Par défaut",
        ("Plus besoin", "Rupture de stock", "Échec de la livraison"), vat=200,
    ),
    Market(
        "ES", "España", "EUR", 2, (499, 7999), 399, "GCP_", _EUROPE, "es_ES", "(+34)", ("600000###",),
        ("Country", "Province", "City"), ("Correos", "SEUR"), (_CARD, _PAYPAL), "Predeterminado",
        ("Ya no lo necesito", "Sin existencias", "Entrega fallida"), vat=210,
    ),
    Market(
        "IT", "Italia", "EUR", 2, (499, 7999), 399, "GCP_", _EUROPE, "it_IT", "(+39)", ("3000000###",),
        ("Country", "Province", "City"), ("Poste Italiane", "BRT"), (_PAYPAL, _CARD), "Predefinito",
        ("Non serve più", "Esaurito", "Consegna non riuscita"), vat=220,
    ),
    Market(
        "IE", "Ireland", "EUR", 2, (499, 7999), 399, "GCP_", _EUROPE, "en_IE", "(+353)", ("20915####",),
        ("Country", "County", "Town"), ("An Post",), (_CARD, _PAYPAL), "Default", _ENGLISH_REASONS, vat=230,
    ),
    Market(
        "JP", "日本", "JPY", 0, (680, 12800), 500, "ROW_", _SEA, "ja_JP", "(+81)", ("9000000###",),
        ("Country", "Prefecture", "City"), ("ヤマト運輸", "日本郵便"),
        (("クレジットカード", "pm_pi_ccdc_visa_c_d", "Credit"), ("コンビニ払い", "pm_pi_konbini", "")), "デフォルト",
        ("不要になった", "在庫切れ", "配達できませんでした"),
    ),
    Market(
        "MX", "México", "MXN", 2, (9900, 149900), 4900, "ROW_", _SEA, "es_MX", "(+52)", ("5500000###",),
        ("Country", "State", "City", "Neighborhood"), ("Estafeta", "J&T Express"),
        (("Tarjeta de crédito", "pm_pi_ccdc_visa_c_d", "Credit"), ("OXXO", "pm_pi_oxxo", "")), "Predeterminado",
        ("Ya no lo necesito", "Sin existencias", "Entrega fallida"),
    ),
    Market(
        "BR", "Brasil", "BRL", 2, (1990, 39990), 1490, "ROW_", _SEA, "pt_BR", "(+55)", ("1190000####",),
        ("Country", "State", "City", "Neighborhood"), ("Correios", "J&T Express"),
        (("Pix", "pm_pi_pix_c_d", ""), ("Cartão de crédito", "pm_pi_ccdc_visa_c_d", "Credit")), "Padrão",
        ("Não preciso mais", "Sem estoque", "Falha na entrega"),
    ),
    Market(
        "ID", "Indonesia", "IDR", 0, (15000, 480000), 20000, "ROW_", "scs1.tiktok.com", "id_ID", "(+62)",
        ("8120000####",), ("country", "province", "city", "district", "sub-district"), ("JNE", "J&T Express"),
        (("GoPay", "pm_pi_gopay", ""), ("Transfer Bank", "pm_pi_va_bca", "")), "Default",
        ("Tidak diperlukan lagi", "Stok habis", "Pengiriman gagal"), split_names=False, cod=250, sea=True,
    ),
    Market(
        "MY", "Malaysia", "MYR", 2, (590, 24900), 490, "ROW_", _SEA, "en_MS", "(+60)", ("1120000###",),
        ("country", "state", "city"), ("J&T Express", "Ninja Van"), (("Online banking", "pm_pi_fpx", ""), _CARD),
        "Default", _ENGLISH_REASONS, split_names=False, cod=150, sea=True,
    ),
    Market(
        "PH", "Philippines", "PHP", 2, (4900, 249900), 4900, "ROW_", _SEA, "fil_PH", "(+63)", ("9170000###",),
        ("country", "province", "district", "ward"), ("J&T Express", "Flash Express"),
        (("GCash", "pm_pi_gcash", ""), _CARD), "Default", _ENGLISH_REASONS, split_names=False, cod=450, sea=True,
    ),
    Market(
        "SG", "Singapore", "SGD", 2, (390, 14900), 199, "ROW_", _SEA, "en_GB", "(+65)", ("80000###",),
        ("country", "area"), ("Ninja Van", "SingPost"), (_CARD, ("PayNow", "pm_pi_paynow", "")), "Default",
        _ENGLISH_REASONS, split_names=False, sea=True,
    ),
    Market(
        "TH", "Thailand", "THB", 2, (2900, 199900), 3500, "ROW_", _SEA, "th_TH", "(+66)", ("800000###",),
        ("country", "province", "district", "sub-district"), ("Flash Express", "Kerry Express"),
        (("พร้อมเพย์", "pm_pi_promptpay", ""), _CARD), "ค่าเริ่มต้น", ("ไม่ต้องการแล้ว", "สินค้าหมด", "จัดส่งไม่สำเร็จ"),
        split_names=False, cod=350, sea=True,
    ),
    Market(
        "VN", "Vietnam", "VND", 0, (19000, 890000), 30000, "ROW_", _SEA, "vi_VN", "(+84)", ("900000###",),
        ("country", "province", "district", "ward"), ("GHTK", "J&T Express"),
        (("MoMo", "pm_pi_momo", ""), ("Chuyển khoản", "pm_pi_bank", "")), "Mặc định",
        ("Không còn nhu cầu", "Hết hàng", "Không thể giao hàng đến địa chỉ khách hàng"),
        split_names=False, cod=500, sea=True,
    ),
)  # fmt: skip

MARKETS = {market.region: market for market in _TABLE}
