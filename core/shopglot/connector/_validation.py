"""Checks that a connector's definition makes of itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from shopglot.errors import InvalidConnector

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["check_name", "check_texts", "check_unique", "check_word"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def check_name(kind: str, name: object) -> None:
    """Refuse a name that is not lower-case words joined by hyphens."""
    if not isinstance(name, str) or not _NAME.match(name):
        raise InvalidConnector(f"{kind} {name!r} must be lower-case words joined by hyphens, such as 'tiktok'")


def check_texts(owner: str, **texts: object) -> None:
    """Refuse texts that are blank."""
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise InvalidConnector(f"{owner}: {name} is {text!r}, and must be a text that is not blank")


def check_word(owner: str, what: str, name: object) -> None:
    """Refuse a name that is not one word."""
    if not isinstance(name, str) or not _WORD.match(name):
        raise InvalidConnector(f"{owner}: {what} {name!r} must be one word, such as 'region'")


def check_unique(owner: str, what: str, names: Iterable[str]) -> None:
    """Refuse a name that occurs twice."""
    counted = Counter(names)
    twice = sorted(name for name, number in counted.items() if number > 1)
    if twice:
        raise InvalidConnector(f"{owner} lists a {what} twice: {', '.join(twice)}")
