"""The help page of a code."""

from __future__ import annotations

import re

from shopglot.errors import ShopglotError
from shopglot.mapping import CODES, RECORD_CODES
from shopglot.mapping.syntax import did_you_mean

__all__ = ["code_page", "is_code"]

_CODE = re.compile(r"[EWR][0-9]{3}\Z")


def is_code(word: str) -> bool:
    """Check whether a word looks like a code: `E202`, `W902`, `R105`, in any case."""
    return bool(_CODE.match(word.upper()))


def code_page(word: str) -> str:
    """Return the help page of a code; raises `ShopglotError` for an unknown one."""
    code = word.upper()
    if code in CODES:
        return CODES[code].page()
    if code in RECORD_CODES:
        text = f"{code}: {RECORD_CODES[code]}\n\n"
        return (
            text + "It is about a record, not about a mapping file: its message names the field and the rule's line.\n"
        )
    known = [*CODES, *RECORD_CODES]
    near = did_you_mean(code, known)
    raise ShopglotError(f"unknown code {code}", hint=near or f"The codes are {', '.join(known)}.")
