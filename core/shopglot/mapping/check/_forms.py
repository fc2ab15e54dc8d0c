"""Fixed texts that can't be right: a country, a currency, a web address or a time zone that is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopglot.mapping.check._targets import codes_of
from shopglot.mapping.syntax import did_you_mean, find_zone, zone_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.syntax import Node, Reporter, Type

__all__ = ["FORMS", "check_form", "check_zone", "is_value_of"]

FORMS = frozenset({"country", "url"})
"""Conversions that a fixed text beside them has to fit."""

_URL = re.compile(r"https?://[^\s/]\S*\Z")
_HINTS = {
    "country": "use the alpha-2 code of ISO 3166-1 in capitals, such as NO",
    "currency": "use the code of ISO 4217 in capitals, such as EUR",
    "url": "a web address begins with https:// or http://",
}

# ISO 3166-1 alpha-3 of the largest markets, and two that the European Union and the United Kingdom write.
_OTHER_COUNTRIES = {
    "UK": "GB", "EL": "GR", "AUS": "AU", "AUT": "AT", "BEL": "BE", "BRA": "BR", "CAN": "CA", "CHE": "CH", "CHN": "CN",
    "CZE": "CZ", "DEU": "DE", "DNK": "DK", "ESP": "ES", "FIN": "FI", "FRA": "FR", "GBR": "GB", "GRC": "GR",
    "IDN": "ID", "IND": "IN", "IRL": "IE", "ITA": "IT", "JPN": "JP", "KOR": "KR", "MEX": "MX", "MYS": "MY",
    "NLD": "NL", "NOR": "NO", "NZL": "NZ", "PHL": "PH", "POL": "PL", "PRT": "PT", "SGP": "SG", "SWE": "SE",
    "THA": "TH", "TUR": "TR", "USA": "US", "VNM": "VN", "ZAF": "ZA",
}  # fmt: skip


def check_form(node: Node, form: str, report: Reporter) -> None:
    """Check a fixed text against the form of its field (`E303`)."""
    if form not in _HINTS or _has_form(str(node.value), form):
        return
    what = {"country": "a country", "currency": "a currency", "url": "a web address"}[form]
    meant = _meant(str(node.value), form)
    report("E303", node, f"`{node.value}` is not {what}", hint=f"did you mean `{meant}`?" if meant else _HINTS[form])


def _meant(text: str, form: str) -> str:
    """Return the code that a text stands for: one in small letters, of three letters, or that only some use."""
    code = text.strip().upper()
    if form != "url" and code in codes_of(form):
        return code
    return _OTHER_COUNTRIES.get(code, "") if form == "country" else ""


def check_zone(node: Node, is_setting: Callable[[str], bool], report: Reporter) -> None:
    """Check that a fixed time zone is one (`E305`); `is_setting` tells whether rules can read a setting of a name."""
    name = str(node.value)
    setting = name.removeprefix("$.").rpartition(".")[2]
    if name.lower().startswith("settings.") or is_setting(setting):
        report("E305", node, f"there is no time zone `{name}`", hint=f"a setting is read as `setting.{setting}`")
    elif find_zone(name) is None:
        region = name.partition("/")[0] + "/"
        near = [zone for zone in zone_names() if zone.startswith(region)]
        # Names of one region are alike by the region alone.
        close = did_you_mean(name.removeprefix(region), [zone.removeprefix(region) for zone in near], f"`{region}{{}}`")
        hint = close if near else did_you_mean(name, zone_names())
        hint = hint or "use an IANA name, such as UTC or Europe/Vienna"
        report("E305", node, f"there is no time zone `{name}`", hint=hint)


def is_value_of(text: str | int, target: Type) -> bool:
    """Check whether a text is one of the values that a field can have, where they are few."""
    known = codes_of(target.form) if target.form in {"country", "currency"} else target.values
    return text in known


def _has_form(text: str, form: str) -> bool:
    return _URL.match(text) is not None if form == "url" else text in codes_of(form)
