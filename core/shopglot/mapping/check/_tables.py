"""Whether the enum table of a rule is another field's: one mistake at the rule, not one at each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.check._contrary import plain_word
from shopglot.mapping.syntax import did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from shopglot.mapping.syntax import EnumTable, Reporter, Rule, Type

__all__ = ["TableChecker"]

_MANY = 2
_OTHERWISE = frozenset({"default", "otherwise", "_", "*", "fallback"})
"""Words of other languages for what is in no row."""
_SHOWN = 3


class TableChecker:
    """Finds tables that belong to another field."""

    def __init__(self, report: Reporter) -> None:
        self.report = report
        self._tables: Mapping[str, EnumTable] = {}
        self._target: Type | None = None
        self._listed: dict[EnumTable, list[Sequence[str]]] = {}

    def know(self, tables: Mapping[str, EnumTable], target: Type) -> None:
        """Set the file's tables and its unified model, among which the right ones are looked for."""
        self._tables, self._target = tables, target

    def note(self, table: EnumTable, values: Sequence[str]) -> None:
        """Take note of what the raw schema lists where a table is used; nothing where that is not known."""
        self._listed.setdefault(table, []).append(values)

    def check_listed(self, shared: Container[int]) -> None:
        """Warn of rows for tokens that the raw schema lists nowhere (`W904`); `shared` tables others use as well."""
        for table, uses in self._listed.items():
            listed = [token for values in uses for token in values]
            known = all(uses) and id(table.node) not in shared
            free = [token for token in dict.fromkeys(listed) if token not in table.entries]
            for token, node in table.entries.items():
                if token in listed or not (known or token in _OTHERWISE):
                    continue
                hint = did_you_mean(token, free) or f"it has {listing(listed)}"
                if token in _OTHERWISE and table.otherwise is None:
                    hint = f"the value for tokens in no row is `else`: write `else: {node.value}`"
                self.report("W904", node, f"the raw schema does not list `{token}`, which has a row", hint=hint)

    def is_another(self, rule: Rule, given: Type, target: Type | None) -> bool:
        """Report a table most of whose rows fit neither end (`E302`, `E303`), and return whether it is one."""
        table = rule.enum
        if table is None:
            return False
        rows = [*table.entries.items(), *([("else", table.otherwise)] if table.otherwise else [])]
        name = f"the table `{table.name}`" if table.name else "this table"
        values = set(target.values) if target is not None and target.kind == "enum" else None
        wrong = [(token, node) for token, node in rows if values is not None and node.value not in values]
        kinds = {str(node.value) for _, node in wrong}
        if len(kinds) >= _MANY and values is not None and _is_exchanged(table, given, values):
            token, node = next(iter(table.entries.items()))
            text = f"{name} has its two sides exchanged: the platform's tokens stand first"
            self.report("E303", rule.nodes["enum"], text, labels=[(node, f"write {node.value}: {token}")])
            return True
        if len(kinds) >= _MANY and 2 * len(wrong) >= len(rows):
            field = rule.pointer.rsplit("/", 1)[-1] or "this field"
            given_to = self._field_of({str(node.value) for _, node in rows})
            text = f"{name} gives values of `{given_to}`, and `{field}` has others"
            text = text if given_to else f"{name} gives values that `{field}` does not have"
            labels = [(node, f"`{field}` has no `{node.value}`") for _, node in wrong[:_SHOWN]]
            if len(wrong) > _SHOWN:
                labels[-1] = (labels[-1][0], f"{labels[-1][1]}; and {len(wrong) - _SHOWN} more rows")
            self.report(
                "E303", rule.nodes["enum"], text,
                facts=(("target", str(target)),), labels=labels, hint=self._hint(table, field, target),
            )  # fmt: skip
            return True
        if len(given.values) >= _MANY and not set(given.values) & set(table.entries):
            hint = f"the raw schema lists {listing(given.values)}"
            fitting = [one.name for one in self._tables.values() if set(given.values) <= set(one.entries)]
            hint += f", which the table `{fitting[0]}` has" if fitting else ""
            if {plain_word(one) for one in given.values} & {plain_word(one) for one in table.entries}:
                hint = f"they are compared letter by letter: the raw schema lists {listing(given.values)}"
            self.report("E302", rule.nodes["enum"], f"{name} has no row for any value of this path", hint=hint)
            return True
        return False

    def _hint(self, table: EnumTable, field: str, target: Type | None) -> str:
        values = set(target.values) if target is not None else set()
        fitting = [
            one.name
            for one in self._tables.values()
            if one is not table and {node.value for node in one.entries.values()} <= values
        ]
        if fitting:
            return f"did you mean the table `{fitting[0]}`?"
        return f"write a table to values of `{field}`"

    def _field_of(self, values: set[str]) -> str:
        """Return the unified field whose values these are, the nearest to the top; an empty text for none."""
        known = ((name, of) for name, of in _fields(self._target, "", 3) if values <= set(of.values))
        return next((name for name, _ in sorted(known, key=lambda item: item[0].count("."))), "")


def _fields(of: Type | None, place: str, depth: int) -> Iterator[tuple[str, Type]]:
    for name, field in of.fields.items() if of is not None and depth else ():
        inner: Type | None = field
        while inner is not None and inner.kind == "list":
            inner = inner.item
        if inner is not None and inner.kind == "enum":
            yield f"{place}{name}", inner
        yield from _fields(inner, f"{place}{name}.", depth - 1)


def _is_exchanged(table: EnumTable, given: Type, values: set[str]) -> bool:
    """Check whether a table leads from unified values to the platform's tokens."""
    tokens = {str(node.value) for node in table.entries.values()}
    return set(table.entries) <= values and not tokens & values and (not given.values or tokens <= set(given.values))
