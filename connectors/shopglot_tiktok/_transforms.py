"""What TikTok Shop writes in its own way and a path can't reach: telephone numbers, and texts that say a thing twice.

A number comes as `(+1)2135550142`: the country calling code in brackets, then the number as the buyer's market writes
it, at times with hyphens or with the zero that is dialled inside the country only. A masked one has asterisks and
gives nothing.
"""

from __future__ import annotations

import re

from shopglot.connector import AsSent, Transform

__all__ = ["TRANSFORMS", "phone_country_code", "phone_number", "unless_same"]

# ITU-T E.164: country calling codes, of which none begins with another one.
_CODE = r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2}"
_BRACKETED = re.compile(r"\(\+(?P<code>[1-9][0-9]{0,3})\)(?P<number>[0-9 .()-]*[0-9])\Z")
_INTERNATIONAL = re.compile(rf"\+(?P<code>{_CODE})(?P<number>[0-9 .()-]*[0-9])\Z")
_CODE_ALONE = re.compile(r"\A\(\+[0-9]*\)")
_NOT_A_DIGIT = re.compile(r"[^0-9]")
_MASK = "*"
# A number there keeps its first zero when it is called from abroad: Italy, San Marino, the Vatican, Côte d'Ivoire,
# Gabon, Congo. Elsewhere it is the trunk prefix, which is dialled inside the country only.
_ZERO_STAYS = frozenset({"39", "378", "379", "225", "241", "242"})
# ITU-T E.164: at most 15 digits with the country code; fewer than 5 reach nobody from abroad.
_FEWEST_DIGITS, _MOST_DIGITS = 5, 15


def phone_number(text: str) -> str | AsSent | None:
    """Return a telephone number in international form (`+` and digits), without the zero of calls inside the country.

    None for a masked text and for one without a digit behind its country code; any other one that is no complete
    international number comes back as it was sent.
    """
    stripped = text.strip()
    if _MASK in stripped or not any(sign.isdigit() for sign in _CODE_ALONE.sub("", stripped)):
        return None
    match = _BRACKETED.match(stripped) or _INTERNATIONAL.match(stripped)
    if match is None:
        return AsSent(stripped)
    code, number = match["code"], _NOT_A_DIGIT.sub("", match["number"])
    if code not in _ZERO_STAYS:
        number = number.removeprefix("0")
    fits = _FEWEST_DIGITS <= len(code) + len(number) <= _MOST_DIGITS
    return f"+{code}{number}" if fits else AsSent(stripped)


def phone_country_code(text: str) -> str | None:
    """Return the country calling code of a number, without `+`.

    Known where TikTok wrote it in brackets, also for a number that is masked behind it, and for a complete number in
    international form.
    """
    stripped = text.strip()
    match = re.match(r"\(\+(?P<code>[1-9][0-9]{0,3})\)", stripped) or _INTERNATIONAL.match(stripped)
    return match["code"] if match else None


def unless_same(text: str, other: str) -> str | None:
    """Return the text, or None where it says the same as the other one; capitals and blanks around do not count."""
    return None if text.strip().casefold() == other.strip().casefold() else text


TRANSFORMS = (
    Transform(
        name="phone_number",
        function=phone_number,
        parameters=(("text", "text"),),
        returns="text",
        doc="A telephone number in international form; nothing for a masked one; any other text as it was sent.",
        examples=(
            (("(+1)2135550142",), "+12135550142"),
            (("(+1)213-555-0142",), "+12135550142"),
            (("+1 (213) 555-0142",), "+12135550142"),
            (("+44 20 7946 0018",), "+442079460018"),
            (("+44 (0)20 7946 0018",), "+442079460018"),
            (("(+44)07700900123",), "+447700900123"),
            (("(+39)0600000012",), "+390600000012"),
            (("(+84)965****68",), None),
            (("2135550142",), AsSent("2135550142")),
            (("(+1)213",), AsSent("(+1)213")),
            (("",), None),
        ),
    ),
    Transform(
        name="phone_country_code",
        function=phone_country_code,
        parameters=(("text", "text"),),
        returns="text",
        doc="The country calling code of a telephone number that begins with it.",
        examples=(
            (("(+1)2135550142",), "1"),
            (("+44 20 7946 0018",), "44"),
            (("(+60)113*****36",), "60"),
            (("2135550142",), None),
            (("",), None),
        ),
    ),
    Transform(
        name="unless_same",
        function=unless_same,
        parameters=(("text", "text"), ("other", "text")),
        returns="text",
        doc="The text, unless it says the same as the other one.",
        examples=(
            (("Ribbleton", "Preston"), "Ribbleton"),
            (("PRESTON", "Preston"), None),
        ),
    ),
)
