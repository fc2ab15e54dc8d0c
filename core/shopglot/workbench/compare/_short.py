"""A value in few words: of a list or an object the first members, of a text its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.workbench._json import format_value

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["short_value"]

_LEAST = 24


def short_value(value: Any, longest: int) -> str:
    """Return a JSON value on one line of about `longest` characters; of a list or an object, its first members."""
    text = format_value(value)
    if len(text) <= longest:
        return text
    if isinstance(value, dict):
        filled = {name: item for name, item in value.items() if item not in (None, [], {})}
        return (
            f"{{{_first((f'{name}: {short_value(item, _inner(longest))}' for name, item in filled.items()), longest)}}}"
        )
    if isinstance(value, list):
        return f"[{_first((short_value(item, _inner(longest)) for item in value), longest)}]"
    return f"{text[:longest]}…"


def _inner(longest: int) -> int:
    return max(longest // 2, _LEAST)


def _first(members: Iterable[str], longest: int) -> str:
    parts = list(members)
    shown: list[str] = []
    for part in parts:
        if shown and sum(map(len, shown)) + len(part) > longest:
            return f"{', '.join(shown)}, … {len(parts) - len(shown)} more"
        shown.append(part)
    return ", ".join(shown)
