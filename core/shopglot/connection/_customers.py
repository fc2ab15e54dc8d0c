"""Customers out of orders: one record per buyer, in which what was once clear stays clear.

The same buyer's data goes from clear to masked with time, so a later order may know less than an earlier one: an
empty value never overwrites one that is there.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shopglot.errors import RequestError

if TYPE_CHECKING:
    from shopglot.protocol import Query
    from shopglot_models import Customer

__all__ = ["CustomerPlace", "merge_customers"]

_VERSION = 1
# These belong together: a first name of one recipient and a last name of another would be nobody.
_NAME = ("name", "first_name", "last_name", "company_name")
_FLAGS = ("customer_hidden", "hidden_fields")


@dataclass(frozen=True, slots=True)
class CustomerPlace:
    """Where a listing of customers stands: after which id, and of which orders."""

    updated_since: int | None = None
    created_since: int | None = None
    after: str | None = None

    @classmethod
    def of(cls, query: Query) -> CustomerPlace:
        """Give the place at which to go on; raises `RequestError` for a cursor that is not one of these."""
        if query.cursor is None:
            return cls(query.updated_since, query.created_since)
        try:
            data = json.loads(base64.b64decode(query.cursor + "=" * (-len(query.cursor) % 4), b"-_", validate=True))
            if data["v"] != _VERSION or data["r"] != "customer" or not isinstance(data["a"], str):
                raise ValueError  # noqa: TRY301 - one way out for all that is wrong with a cursor
            updated, created = (None if data[key] is None else int(data[key]) for key in "uc")
            return cls(updated, created, data["a"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise RequestError(
                "this is no cursor of a customer listing, or another version's",
                code="bad_cursor",
                hint="Start again without a cursor.",
            ) from None

    def then(self, after: str) -> CustomerPlace:
        """Give the place after this customer."""
        return replace(self, after=after)

    def encode(self) -> str:
        """Give the cursor."""
        data = {"v": _VERSION, "r": "customer", "u": self.updated_since, "c": self.created_since, "a": self.after}
        return base64.urlsafe_b64encode(json.dumps(data, separators=(",", ":")).encode()).decode().rstrip("=")


def merge_customers(earlier: Customer, later: Customer) -> Customer:
    """Merge two records of one buyer; where both know a value, the later one's holds.

    Lists are united; an entry that says nothing beyond another one is dropped, so that a masked copy of a known
    address adds nothing. A field is hidden in the result only if no record knew it.
    """
    old, new = earlier.model_dump(), later.model_dump()
    merged = _merged(old, new)
    named = new if _any(new, _NAME) else old
    merged.update({key: named[key] for key in _NAME if key in named})
    for key, choose in (("created_at", min), ("updated_at", max)):
        known = [data[key] for data in (old, new) if data.get(key) is not None]
        if known:
            merged[key] = choose(known)
    hidden = [entry for entry in _united(old["hidden_fields"], new["hidden_fields"]) if _still(entry["path"], merged)]
    # The later record's reason is the one that holds now.
    by_path = {entry["path"]: entry for entry in hidden}
    merged["hidden_fields"] = list(by_path.values())
    merged["customer_hidden"] = bool(by_path)
    return type(later).model_validate(merged)


def _any(data: dict[str, Any], keys: tuple[str, ...]) -> bool:
    return any(not _empty(data.get(key)) for key in keys)


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {}, ())


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        if key in _FLAGS or _empty(value):
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            merged[key] = _merged(before, value)
        elif isinstance(value, list | tuple) and isinstance(before, list | tuple):
            merged[key] = _united(before, value)
        else:
            merged[key] = value
    return merged


def _united(old: Any, new: Any) -> list[Any]:
    united: list[Any] = []
    for item in (*old, *new):
        same = next((at for at, known in enumerate(united) if _same(known, item)), None)
        if same is not None:
            united[same] = _merged(united[same], item)
        elif any(_covers(known, item) for known in united):
            continue
        else:
            united = [known for known in united if not _covers(item, known)]
            united.append(item)
    return united


def _same(known: Any, item: Any) -> bool:
    return (
        isinstance(known, dict) and isinstance(item, dict) and bool(known.get("id")) and known["id"] == item.get("id")
    )


def _covers(big: Any, small: Any) -> bool:
    """Say whether `small` tells nothing that `big` does not."""
    if _empty(small):
        return True
    if isinstance(small, dict):
        return isinstance(big, dict) and all(_covers(big.get(key), value) for key, value in small.items())
    if isinstance(small, list | tuple):
        return isinstance(big, list | tuple) and all(any(_covers(known, item) for known in big) for item in small)
    return bool(big == small)


def _still(pointer: str, merged: dict[str, Any]) -> bool:
    """Say whether nothing stands at this path now; list positions move in a merge, so any entry's value counts."""
    values: list[Any] = [merged]
    for part in pointer.split("/")[1:]:
        found: list[Any] = []
        for value in values:
            if isinstance(value, dict):
                found.append(value.get(part))
            elif isinstance(value, list | tuple):
                found.extend(value)
        values = found
    return all(_empty(value) for value in values)
