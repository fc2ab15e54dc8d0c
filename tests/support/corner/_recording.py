"""What of the corner shop's traffic may stay in a recording."""

from __future__ import annotations

from shopglot.testing import AllowList

__all__ = ["allowed"]


def allowed() -> AllowList:
    """Return the allow-list: all that the platform sends, but for its buyers."""
    return AllowList(
        origins=("https://api.corner.example",),
        path_words=frozenset({"shop", "orders"}),
        query_kept=frozenset({"size", "changed_from"}),
        query_faked=frozenset({"at"}),
        keys_kept=frozenset(
            {
                "changed", "code", "currency", "goods", "next", "number", "orders", "placed", "postage", "price",
                "state", "sum", "total", "units",
            }
        ),
        keys_faked=frozenset({"buyer", "lines", "mail", "name", "sku", "title"}),
    )  # fmt: skip
