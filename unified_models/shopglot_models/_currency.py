"""Currencies: every alphabetic code of ISO 4217, and those that were withdrawn since 1999."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from shopglot_models._meaning import Means

__all__ = ["CURRENCIES", "MINOR_DIGITS", "Currency"]

_CURRENT = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF
CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS
VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
"""

# A shop's old orders keep the currency that they were paid in. 1999 is the year of the euro.
_WITHDRAWN_SINCE_1999 = """
ADP AFA ANG AOR ATS AZM BEF BGL BGN BYB BYR CHC CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MGF MRO
MTL MZM NLG PTE ROL RUR SDD SIT SKK SLL SRG STD TJR TMM TPE TRL USS VEB VEF XEU XFU YUM ZMK ZRN ZWD ZWL ZWN ZWR
"""

CURRENCIES = frozenset(f"{_CURRENT} {_WITHDRAWN_SINCE_1999}".split())
"""Every code that a record may carry; metals, funds, testing (XTS) and no currency (XXX) are among them."""

# ISO 4217's column "minor unit", of list one as SIX publishes it for ISO, and for the withdrawn codes what it said when
# they were current. Two digits where no other number stands; N.A. (metals, funds, testing) has none.
_DIGITS: dict[int | None, str] = {
    0: """
BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE TPE TRL
""",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
    None: "XAG XAU XBA XBB XBC XBD XDR XFU XPD XPT XSU XTS XUA XXX",
}
_OTHER = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}
MINOR_DIGITS: dict[str, int] = {
    code: digits for code in sorted(CURRENCIES) if (digits := _OTHER.get(code, 2)) is not None
}
"""How many digits a currency's minor unit takes: 2 for USD, whose cent is 0.01; codes without one are left out."""


def _currency(value: Any) -> str:
    if type(value) is str and value in CURRENCIES:
        return value
    raise PydanticCustomError("currency", "this is no ISO 4217 currency code: three capital letters such as EUR")


# Text, not a Literal: to a mapping a currency is text that the platform sends, not an enum that needs a table.
Currency = Annotated[
    str,
    PlainValidator(_currency),
    WithJsonSchema({"type": "string", "enum": sorted(CURRENCIES)}),
    Means("currency"),
]
"""An ISO 4217 alphabetic code, in capitals."""
