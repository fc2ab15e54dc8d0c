"""Parts: named rules that stand where they are used; `use` is no verb that runs, it is replaced before the check."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._entries import Slot, Verb
from shopglot.mapping.syntax._nodes import Node, Use
from shopglot.mapping.syntax._paths import Path

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["USE", "CannotAdd", "copy_for", "move", "put_into"]

USE = Verb(
    "use",
    "what the part's rule gives",
    can_fail=True,
    value="parts",
    doc="Put a part here: the rule of that name under `parts`, here or in a parts file.",
    slots=(
        Slot("use", "part", "the part's name", required=True),
        Slot("at", "path", "where the part's paths start; without it, at the element in scope"),
        Slot(
            "fields",
            "fields",
            "fields added to those of the part, or in place of them; `areas.name` goes into an object. Their paths "
            "start where the part's object is made, not at `at`",
        ),
    ),
    examples=(),
)


def copy_for(use: Use, node: Node) -> Node:
    """Copy a part's node, and all that is inside it, for one use."""
    value = node.value
    if isinstance(value, dict):
        value = {name: copy_for(use, item) for name, item in value.items()}
    elif isinstance(value, list):
        value = [copy_for(use, item) for item in value]
    keys = {name: copy_for(use, key) for name, key in node.keys.items()}
    return Node(value, node.line, node.column, node.width, keys, node.source, node.quoted, use)


def move(path: Path, use: Use | None, depth: int) -> Path:
    """Return a path of a part as one of the place where the part is used; `depth` is how many scopes are open at it.

    What stays in a scope that the part opens stays as it is, what starts at the part's own scope starts at `at`, and
    what leaves it goes to the scopes around the use.
    """
    while use is not None and not path.base.strip("^"):
        inside = depth - use.depth
        if len(path.base) < inside:
            return path
        if len(path.base) == inside and use.at is not None:
            at = use.at  # a path of the outermost file already
            return Path(at.base if at.base.strip("^") else path.base + at.base, at.steps + path.steps)
        use = use.outer
    return path


class CannotAdd(Exception):
    """A field can't be added: the rule at `place` has no `fields`, or does not fill the field that is gone into."""

    def __init__(self, place: str, *, filled: bool) -> None:
        self.place = place
        self.filled = filled
        super().__init__(place)


def put_into(owner: Node, place: tuple[str, ...], steps: Sequence[str], added: tuple[Node, Node]) -> Node:
    """Copy the rule at `place` with another rule (`added`: its key and itself) for one field of what it makes.

    Raises CannotAdd. Of a rule that uses a part nothing is known yet: the field stands beside `use` then.
    """
    key, rule = added
    first, *rest = steps
    fields = owner.get("fields")
    if owner.get("use") is not None:
        fields = fields or Node({}, key.line, key.column, source=key.source, use=key.use)
        if not isinstance(fields.value, dict):
            return owner  # reported where the rule is parsed
        if not rest or first not in fields.value:
            name = ".".join(steps)
            kept = {one: item for one, item in fields.value.items() if one != name and not one.startswith(f"{name}.")}
            inner = replace(fields, value={**kept, name: rule}, keys={**fields.keys, name: key})
            return replace(owner, value={**owner.value, "fields": inner}, keys={"fields": key, **owner.keys})
    if fields is None or not isinstance(fields.value, dict):
        raise CannotAdd(".".join(place), filled=True)
    inner = replace(fields, value=dict(fields.value), keys=dict(fields.keys))
    if not rest:
        inner.value[first], inner.keys[first] = rule, key
    elif first in inner.value:
        inner.value[first] = put_into(inner.value[first], (*place, first), rest, added)
    else:
        raise CannotAdd(".".join((*place, first)), filled=False)
    return replace(owner, value={**owner.value, "fields": inner}, keys=owner.keys)
