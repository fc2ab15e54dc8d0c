"""From what was seen to a JSON Schema; of the records' values it holds none but tokens out of closed sets."""

from __future__ import annotations

import json
import re
from typing import Any

from shopglot.workbench.infer._formats import format_of, is_moment, is_token
from shopglot.workbench.infer._seen import Seen

__all__ = ["schema_of", "schema_text"]

# A key that does not look so may be data itself, such as an id or an address: it is not written down.
_NAME = re.compile(r"[@$]?[A-Za-z_][A-Za-z0-9_.:$-]{0,63}\Z")
_ID = re.compile(r"(?:[0-9]+|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,})\Z")
_MOST_DIGITS = 5
_MANY = 32


def schema_of(seen: Seen) -> dict[str, Any]:
    """Return the JSON Schema of records; `x-records` is their number."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-records": seen.count,
        **_schema(seen, ()),
    }


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of a file, the same for the same records."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _schema(seen: Seen, place: tuple[str, ...]) -> dict[str, Any]:
    kinds = set(seen.kinds)
    if "number" in kinds:
        kinds.discard("integer")
    ordered = [kind for kind in ("object", "array", "string", "number", "integer", "boolean", "null") if kind in kinds]
    made: dict[str, Any] = {"type": ordered[0] if len(ordered) == 1 else ordered} if ordered else {}
    if "string" in kinds:
        made |= _texts(seen, place)
    if kinds <= {"integer", "null"} and seen.numbers and place and is_moment(place[-1]) and len(seen.units) == 1:
        made["x-unit"] = next(iter(seen.units))
    if "object" in kinds:
        made |= _object(seen, place)
    if seen.item is not None and seen.item.count:
        made["items"] = _schema(seen.item, place)
    return made


def _texts(seen: Seen, place: tuple[str, ...]) -> dict[str, Any]:
    if not seen.filled:
        return {}
    found = format_of(place[-1] if place else "", seen.formats)
    if found:
        return {"format": found}
    if seen.texts is None or set(seen.kinds) - {"string", "null"} or not is_token(place, seen.texts):
        return {}
    values = [*sorted(seen.texts), *([None] if seen.kinds["null"] else [])]
    return {"enum": values, "x-counts": {text: seen.texts[text] for text in sorted(seen.texts)}}


def _object(seen: Seen, place: tuple[str, ...]) -> dict[str, Any]:
    whole = seen.kinds["object"]
    named = {name: inner for name, inner in sorted(seen.fields.items()) if _is_name(name)}
    keyed = [inner for name, inner in seen.fields.items() if name not in named]
    if _is_keyed(named, whole):
        keyed, named = [*keyed, *named.values()], {}
    made: dict[str, Any] = {}
    if named or not keyed:
        made["properties"] = {
            name: _schema(inner, (*place, name)) | {"x-seen": f"{inner.count}/{whole}"} for name, inner in named.items()
        }
        made["required"] = [name for name, inner in named.items() if inner.count == whole]
    if keyed:
        every = Seen()
        for inner in keyed:
            every.merge(inner)
        made["additionalProperties"] = _schema(every, place) | {"x-seen": f"{every.count} in {whole}"}
    return made


def _is_name(name: str) -> bool:
    if not _NAME.match(name) or _ID.match(name):
        return False
    return sum(map(str.isdigit, name)) <= _MOST_DIGITS


def _is_keyed(named: dict[str, Seen], whole: int) -> bool:
    """Check whether an object's many names are data: none of them is in more than half of the objects."""
    return len(named) > _MANY and all(inner.count * 2 <= whole for inner in named.values())
