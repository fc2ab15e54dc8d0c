"""Checks that a connector's definition makes of itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["InvalidConnector", "named", "once", "said", "several", "worded"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class InvalidConnector(ValueError):
    """A connector's definition contradicts itself; the text says which part and how."""


def named(kind: str, name: object) -> None:
    """Refuse a name that is not lower-case words joined by hyphens."""
    if not isinstance(name, str) or not _NAME.match(name):
        raise InvalidConnector(f"{kind} {name!r} must be lower-case words joined by hyphens, such as 'tiktok'")


def said(owner: str, **texts: object) -> None:
    """Refuse texts that say nothing."""
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise InvalidConnector(f"{owner}: {name} is {text!r}, and must be a text that says something")


def worded(owner: str, what: str, name: object) -> None:
    """Refuse a name that is not one word."""
    if not isinstance(name, str) or not _WORD.match(name):
        raise InvalidConnector(f"{owner}: {what} {name!r} must be one word, such as 'region'")


def several(owner: str, **lists: object) -> None:
    """Refuse what is not a tuple of texts, such as one text alone."""
    for name, items in lists.items():
        if not isinstance(items, tuple) or not all(isinstance(item, str) for item in items):
            raise InvalidConnector(f"{owner}: {name} must be a tuple of texts")


def once(owner: str, what: str, names: Iterable[str]) -> None:
    """Refuse a name that stands twice."""
    counted = Counter(names)
    twice = sorted(name for name, number in counted.items() if number > 1)
    if twice:
        raise InvalidConnector(f"{owner} names a {what} twice: {', '.join(twice)}")
