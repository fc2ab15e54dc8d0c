"""Uniting what several records say of one buyer: the name as one, lists by their entries, all else by the later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_models._blocks import NAMES, Block, below, by_step, join_blocks, list_hidden, same_name, values_of
from shopglot_models._entries import Entries
from shopglot_models._merge_extensions import merge_extensions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from shopglot_models._blocks import Hidden
    from shopglot_models.customer import Customer, NameSource

__all__ = ["CustomerMerge"]

_OTHERS = ("company_name", "tax_number")
"""What belongs to the buyer as the name does, and is never a recipient's."""
_TOGETHER = frozenset({"addresses"})
_OWN = frozenset(
    {*NAMES, *_OTHERS, "id", "name_source", "customer_hidden", "hidden_fields", "created_at", "updated_at", "partial"}
)


class CustomerMerge:
    """One buyer's records, united as they come: `result()` gives the customer that they are together."""

    def __init__(self, first: Customer) -> None:
        self._kind = type(first)
        self._id = first.id
        self._created: datetime | None = None
        self._updated: datetime | None = None
        self._partial = True
        self._person = _Person()
        self._plain: dict[str, Block] = {}
        self._lists: dict[str, Entries] = {}
        self._extensions: dict[str, dict[str, Any]] = {}
        self._extensions_hidden: Hidden = {}
        self._unplaced: Hidden = {}
        self.add(first)

    def add(self, record: Customer) -> None:
        """Unite another record of the buyer with what is known."""
        later = self._updated is None or record.updated_at is None or record.updated_at >= self._updated
        self._created = _choose_moment(min, self._created, record.created_at)
        self._updated = _choose_moment(max, self._updated, record.updated_at)
        self._partial = self._partial and record.partial
        hidden = by_step({one.path: one for one in record.hidden_fields})
        self._person.add(record, hidden, later=later)
        for name in type(record).model_fields:
            inside = hidden.pop(name, {})
            value = getattr(record, name)
            if name in _OWN:
                continue
            if name == "extensions":
                self._extend(value, inside, later=later)
            elif name in self._lists or type(value) is tuple:
                self._lists.setdefault(name, Entries(together=name in _TOGETHER)).unite(value, inside, later=later)
            else:
                self._plain[name] = _join_in_order(
                    self._plain.get(name), Block({name: value}, below(name, inside)), later
                )
        # A path that leads to no field of the model can only be kept.
        for name, inside in hidden.items():
            self._unplaced |= below(name, inside)

    def result(self) -> Customer:
        """Return the customer that all records are together."""
        values: dict[str, Any] = {"id": self._id, "created_at": self._created, "updated_at": self._updated}
        hidden: Hidden = {}
        for block in self._plain.values():
            values |= block.values
            hidden |= block.hidden
        for name, entries in self._lists.items():
            values[name], inside = entries.result()
            hidden |= below(name, inside)
        shown = {f"/addresses/{place}/name": one.name for place, one in enumerate(values["addresses"])}
        person = self._person.result(name for path, name in shown.items() if name and path not in hidden)
        values |= person.values | {"extensions": self._extensions, "partial": self._partial}
        hidden |= person.hidden | below("extensions", self._extensions_hidden) | self._unplaced
        values |= {"hidden_fields": list_hidden(hidden), "customer_hidden": bool(hidden)}
        return self._kind.model_construct(**values)

    def _extend(self, data: dict[str, dict[str, Any]], inside: Hidden, *, later: bool) -> None:
        mine, new = (self._extensions, self._extensions_hidden), (data, inside)
        (old, before), (now, after) = (mine, new) if later else (new, mine)
        self._extensions, self._extensions_hidden = merge_extensions(old, now, before, after)


class _Person:
    """Who the buyer is: what the platform says of the buyer, and beside it what the recipients are called."""

    def __init__(self) -> None:
        self._buyer = Block()
        self._said: NameSource | None = None
        self._is_said = False
        self._recipients: dict[str, Block] = {}
        self._nameless = Block()
        self._from_recipients = False
        self._differ = False

    def add(self, record: Customer, hidden: dict[str, Hidden], *, later: bool) -> None:
        """Take a record's names and numbers, and their paths out of `hidden`."""
        names = Block(values_of(record, NAMES), _take_hidden(NAMES, hidden))
        buyer = Block(values_of(record, _OTHERS), _take_hidden(_OTHERS, hidden))
        if record.name_source == "recipients":
            self._from_recipients = True
            self._receive(names, later=later)
        else:
            buyer = Block(names.values | buyer.values, names.hidden | buyer.hidden)
            if any(buyer.tells(name) for name in (*NAMES, "tax_number")):
                self._said = record.name_source if later or not self._is_said else self._said
                self._is_said = True
        self._buyer = _join_in_order(self._buyer, buyer, later)

    def _receive(self, names: Block, *, later: bool) -> None:
        if names.tells("name"):
            key = same_name(names.values["name"])
            self._recipients[key] = _join_in_order(self._recipients.get(key), names, later)
        elif names.known or names.hidden:
            self._nameless = _join_in_order(self._nameless, names, later)
        else:
            # No name, and none that is hidden: that is how a merged record says that they differ.
            self._differ = True

    def result(self, recipients: Iterable[str]) -> Block:
        """Return name, number and where the name comes from; `recipients` are the names that the addresses tell."""
        if self._is_said or not self._from_recipients:
            return Block(self._buyer.values | {"name_source": self._said}, self._buyer.hidden)
        called = {same_name(name) for name in recipients} | self._recipients.keys()
        if self._differ or len(called) > 1:
            names = Block(dict.fromkeys(NAMES))
        else:
            names = next(iter(self._recipients.values()), self._nameless)
        rest = {path: one for path, one in self._buyer.hidden.items() if path.split("/")[1] in _OTHERS}
        values = {name: self._buyer.values.get(name) for name in _OTHERS}
        return Block(names.values | values | {"name_source": "recipients"}, names.hidden | rest)


def _take_hidden(names: Iterable[str], hidden: dict[str, Hidden]) -> Hidden:
    taken: Hidden = {}
    for name in names:
        taken |= below(name, hidden.pop(name, {}))
    return taken


def _join_in_order(known: Block | None, new: Block, later: bool) -> Block:  # noqa: FBT001 - who is later is all it is about
    if known is None:
        return new
    return join_blocks(known, new) if later else join_blocks(new, known)


def _choose_moment(
    choose: Callable[[datetime, datetime], datetime], known: datetime | None, new: datetime | None
) -> datetime | None:
    return new if known is None else known if new is None else choose(known, new)
