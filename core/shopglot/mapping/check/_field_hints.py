"""What was likely meant by a name under `fields` that the unified model does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import BESIDE_FIELDS, did_you_mean, hint_beside, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.mapping.syntax import Rule, Type

__all__ = ["ALL_FIELDS", "hint_field"]

ALL_FIELDS = 16
"""So many fields of a model are told at once; of a larger one a few."""


def hint_field(name: str, rule: Rule, known: Mapping[str, Type]) -> str:
    """Return what an unknown field was likely meant to be, or an empty text; `known` are those that there are."""
    if name in BESIDE_FIELDS:
        return hint_beside(name)
    near = nearest(name, known)
    if near:
        return did_you_mean(name, known) + _shape(near, name, known[near])
    last = rule.slots["path"].path.steps[-1:] if rule.verb == "path" else ()
    return f"did you mean `{last[0]}`?" if last and last[0] in known else ""


def _shape(field: str, name: str, of: Type) -> str:
    """Return how the value of a field is written where it is a list of objects that have what was named."""
    if of.item is None or name not in of.item.fields:
        return ""
    return f" It is a list: {field}: {{list: [{{fields: {{{name}: …}}}}]}}"
