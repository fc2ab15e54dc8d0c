"""Merging two readings of one order: the later one, in which the earlier one fills what is hidden by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_models._blocks import NAMES, Block, below, by_step, is_known, join_blocks, list_hidden, values_of, whole
from shopglot_models._entries import Entries
from shopglot_models._merge_extensions import merge_extensions
from shopglot_models._people import Address, LinkedCustomer

if TYPE_CHECKING:
    from shopglot_models._base import Model
    from shopglot_models._blocks import Hidden
    from shopglot_models.order import Order

__all__ = ["merge_order"]

_COMPANY = "company_name"
_LISTS = ("phone_numbers", "emails")


def merge_order(one: Order, other: Order) -> Order:
    """Merge two orders of one id; see `merge`."""
    earlier, later = one, other
    if one.updated_at is not None and other.updated_at is not None and other.updated_at < one.updated_at:
        earlier, later = other, one
    if not later.hidden_fields:
        return later
    changed: dict[str, Any] = {}
    hidden: Hidden = {}
    earlier_steps = by_step({item.path: item for item in earlier.hidden_fields})
    for name, inside in by_step({item.path: item for item in later.hidden_fields}).items():
        before = earlier_steps.get(name, {})
        old, new = getattr(earlier, name, None), getattr(later, name, None)
        if name == "customer":
            changed[name], left = _customer(old, new, before, inside)
        elif name == "extensions":
            changed[name], left = merge_extensions(old or {}, new or {}, before, inside, only_hidden=True)
        elif isinstance(old or new, Address):
            block = join_blocks(Block(values_of(old), before), Block(values_of(new), inside))
            changed[name], left = _build(old if new is None else new, block), block.hidden
        elif is_known(old) and "" not in before:
            changed[name], left = old, before
        else:
            left = inside
        hidden |= below(name, left)
    changed |= {"hidden_fields": list_hidden(hidden), "customer_hidden": bool(hidden)}
    return later.model_copy(update=changed)


def _customer(
    old: LinkedCustomer | None, new: LinkedCustomer | None, before: Hidden, inside: Hidden
) -> tuple[LinkedCustomer | None, Hidden]:
    """Fill an order's buyer: the name as one, and the lists that have hidden entries."""
    if old is None or (new is not None and None not in {old.id, new.id} and old.id != new.id):
        return new, inside
    base = old if new is None else new
    # Withheld as a whole: whatever is not there may be.
    everything = "" in inside
    steps, earlier_steps = by_step(inside), by_step(before)
    changed: dict[str, Any] = {}
    hidden: Hidden = {}
    for names in (NAMES, (_COMPANY,)):
        mine = _of(names, steps)
        block = Block(values_of(new, names) if new else {}, mine)
        if mine or everything:
            block = join_blocks(Block(values_of(old, names), _of(names, earlier_steps)), block)
        changed |= block.values
        hidden |= block.hidden
    for name in _LISTS:
        if name not in steps and not everything:
            continue
        entries = Entries()
        entries.unite(getattr(old, name), earlier_steps.get(name, {}))
        entries.unite(getattr(new, name) if new else (), steps.get(name, {}))
        changed[name], left = entries.result()
        hidden |= below(name, left)
    result = base.model_copy(update=changed)
    known = any(is_known(value) for name, value in result if name != "id")
    return result, hidden if known else hidden | whole(inside)


def _of(names: tuple[str, ...], steps: dict[str, Hidden]) -> Hidden:
    hidden: Hidden = {}
    for name in names:
        hidden |= below(name, steps.get(name, {}))
    return hidden


def _build(base: Model | None, block: Block) -> Model | None:
    return None if base is None else base.model_copy(update=block.values)
