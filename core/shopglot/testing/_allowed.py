"""What of a platform's traffic may stay in a recording, as data: everything else is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["AllowList", "Fate"]

Fate = Literal["kept", "faked", "dropped"]


@dataclass(frozen=True, slots=True)
class AllowList:
    """An allow-list for one platform; what it does not name does not reach the recording.

    `origins` are the platform's own, such as `https://api.example.com`. `path_words` are the parts of paths that stay;
    any other part is an id and gets a fake. Of queries, forms and redirects, `query_kept` parameters stay and
    `query_faked` ones get fakes (one for each value of a list joined by commas). `headers` stay, by lower-case name.

    Of JSON, `keys_kept` stay with their values, `keys_faked` with fakes: a key, or several joined by dots where a key
    means different things in different places (`recipient.name`; list positions don't count, and the longest that fits
    decides). Every other key is left out with all below it. `secrets` are keys whose fake says that it is one, so that
    nobody takes it for a token that leaked. `texts` are values that always stay, such as the fixed
    messages of an envelope, whose key is faked otherwise.
    """

    origins: tuple[str, ...]
    path_words: frozenset[str]
    query_kept: frozenset[str]
    query_faked: frozenset[str]
    keys_kept: frozenset[str]
    keys_faked: frozenset[str]
    secrets: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset({"content-type", "location", "retry-after"})

    def disposition(self, path: tuple[str, ...]) -> Fate:
        """Return what becomes of the value at this path of keys."""
        if path and path[-1] in self.secrets:
            return "faked"
        for start in range(len(path)):
            name = ".".join(path[start:])
            if name in self.keys_kept:
                return "kept"
            if name in self.keys_faked:
                return "faked"
        return "dropped"

    def query_fate(self, name: str) -> Fate:
        """Return what becomes of a parameter of a query, a form or a redirect."""
        if name in self.query_kept:
            return "kept"
        return "faked" if name in self.query_faked else "dropped"
