"""Merging what stands in `extensions`: of each key the later value, an object as one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_models._blocks import Block, below, by_step, join_blocks

if TYPE_CHECKING:
    from shopglot_models._blocks import Hidden

__all__ = ["merge_extensions"]

Data = dict[str, dict[str, Any]]


def merge_extensions(
    old: Data, new: Data, before: Hidden, inside: Hidden, *, only_hidden: bool = False
) -> tuple[Data, Hidden]:
    """Merge extensions; `before` and `inside` have the hidden paths below them.

    An object is filled only where the two agree, so that it never tells of two people. With `only_hidden` what is
    missing in the new one without being hidden stays missing.
    """
    merged: Data = {}
    hidden: Hidden = {}
    steps = (by_step(before), by_step(inside))
    for connector in old | new | dict.fromkeys([*steps[0], *steps[1]]):
        pair = (old.get(connector, {}), new.get(connector, {}))
        paths = (by_step(steps[0].get(connector, {})), by_step(steps[1].get(connector, {})))
        merged[connector] = {}
        for key in pair[0] | pair[1] | dict.fromkeys([*paths[0], *paths[1]]):
            if only_hidden and key not in paths[1]:
                merged[connector] |= {key: pair[1][key]} if key in pair[1] else {}
                continue
            sides = [
                Block({"": data[key]} if key in data else {}, path.get(key, {}))
                for data, path in zip(pair, paths, strict=True)
            ]
            value = _value(*sides)
            merged[connector] |= {key: value.values[""]} if value.values else {}
            hidden |= below(connector, below(key, value.hidden))
    return {connector: data for connector, data in merged.items() if data or connector in old | new}, hidden


def _value(earlier: Block, later: Block) -> Block:
    """Return the value of one key; the blocks hold it under no name, and the paths below it."""
    old, new = earlier.values.get(""), later.values.get("")
    if isinstance(old, dict) and isinstance(new, dict):
        both = join_blocks(Block(old, earlier.hidden), Block(new, later.hidden))
        return Block({"": both.values}, both.hidden)
    if later.tells(""):
        return later
    if earlier.tells(""):
        return earlier
    return Block(earlier.values | later.values, earlier.hidden | later.hidden)
