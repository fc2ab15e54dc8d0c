"""What TikTok Shop writes in its own way and a path can't reach: telephone numbers.

A number comes as `(+1)2135550142`: the country calling code in brackets, then the number as the buyer's market writes
it, at times with hyphens. A masked one has asterisks and gives nothing.
"""

from __future__ import annotations

import re

from shopglot import Transform

__all__ = ["TRANSFORMS", "phone_country_code", "phone_number"]

_BRACKETED = re.compile(r"\(\+(?P<country>[1-9][0-9]{0,3})\)(?P<number>[0-9 .()-]*[0-9])\Z")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9 .-]*[0-9]\Z")
_NOT_A_DIGIT = re.compile(r"[^0-9]")
# ITU-T E.164: at most 15 digits with the country code; fewer than 5 reach nobody from abroad.
_FEWEST_DIGITS, _MOST_DIGITS = 5, 15


def phone_number(text: str) -> str | None:
    """Give a telephone number in international form (`+` and digits).

    None where the text is no complete number, as a masked one never is.
    """
    stripped = text.strip()
    if not (_BRACKETED.match(stripped) or _INTERNATIONAL.match(stripped)):
        return None
    digits = _NOT_A_DIGIT.sub("", stripped)
    return f"+{digits}" if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS else None


def phone_country_code(text: str) -> str | None:
    """Give the country calling code of a number, without `+`.

    Known only where TikTok wrote it in brackets, and then also for a number that is masked behind it.
    """
    found = re.match(r"\s*\(\+([1-9][0-9]{0,3})\)", text)
    return found[1] if found else None


TRANSFORMS = (
    Transform(
        name="phone_number",
        function=phone_number,
        parameters=(("text", "text"),),
        returns="text",
        doc="A telephone number in international form; nothing for a masked or incomplete one.",
        examples=(
            (("(+1)2135550142",), "+12135550142"),
            (("(+1)213-555-0142",), "+12135550142"),
            (("+44 20 7946 0018",), "+442079460018"),
            (("(+84)965****68",), None),
            (("2135550142",), None),
            (("",), None),
        ),
    ),
    Transform(
        name="phone_country_code",
        function=phone_country_code,
        parameters=(("text", "text"),),
        returns="text",
        doc="The country calling code of a telephone number, where TikTok wrote it in brackets.",
        examples=(
            (("(+1)2135550142",), "1"),
            (("(+60)113*****36",), "60"),
            (("2135550142",), None),
            (("",), None),
        ),
    ),
)
