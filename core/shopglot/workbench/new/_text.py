"""The text of a starting file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shopglot.errors import ShopglotError
from shopglot.mapping.check import OWN_FIELDS, target_types
from shopglot.mapping.syntax import did_you_mean, leaves, listing
from shopglot.workbench.new._guess import SURE, Suggestion, suggestions
from shopglot.workbench.new._names import FLAGS, WORDS
from shopglot.workbench.new._objects import begin
from shopglot.workbench.new._raw import at_place, places_in, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot.mapping.syntax import Type

__all__ = ["new_mapping"]

# So many of a status's tokens must say where the goods are.
_ENOUGH = 3


def new_mapping(  # noqa: PLR0913 - what is known of one raw record
    connector: str,
    raw_name: str,
    model: str,
    raw: Type,
    formats: Mapping[tuple[str, ...], str] | None = None,
    *,
    given: tuple[str, str] | None = None,
) -> str:
    """Return a starter file: the required fields and likely guesses as rules, all else as comments.

    It passes the checker except for required fields without a guess; a warning lists the raw values that it does not
    read. `formats` is what `formats_of` says of the raw schema. With `given`, a saved record as tests name it and its
    id, the first test stands in it and raw values that no rule reads are ignored as not mapped yet: no warning is left.
    Raises `ShopglotError` for an unknown model.
    """
    if model not in target_types():
        raise ShopglotError(
            f"unknown unified model {model!r}",
            hint=did_you_mean(model, target_types()) or f"The models are {listing(target_types())}.",
        )
    target = target_types()[model]
    starter = _Starter(target, raw, formats or {}, connector)
    return "\n".join(
        [
            f"# yaml-language-server: $schema={model.lower()}.schema.json",
            "mapping: 1",
            f"from: {connector}/{raw_name}",
            f"to: {model}",
            "",
            "# Guesses by name and type are marked; check each, then delete its mark.",
            "fields:",
            *starter.fields(),
            *starter.tables(),
            *starter.rest(given),
            "",
        ]
    )


class _Starter:
    """One starting file as it is written: its rules, the tables that they need, what they leave."""

    def __init__(self, target: Type, raw: Type, formats: Mapping[tuple[str, ...], str], connector: str) -> None:
        self.target, self.raw, self.formats = target, raw, formats
        self.guesses = {guess.field: guess for guess in suggestions(raw, target, formats, connector=connector)}
        self.used: set[str] = set()
        self.enums: dict[str, dict[str, str]] = {}
        self.open: list[str] = []

    def fields(self) -> list[str]:
        lines = []
        for name, of in self.target.fields.items():
            if name not in OWN_FIELDS:
                lines += self._field(name, of)
        return lines if self.used else [*lines, "  {}"]

    def _field(self, name: str, of: Type) -> list[str]:
        guess = self.guesses.get(name)
        if guess is None or guess.nearness < SURE:
            guess = self._derived(name) or guess
        needed = name in self.target.required
        begun = begin(name, of, self.target.name, self.raw, self.formats) if guess is None else None
        if begun is not None:
            self.used |= begun.paths
            return [f"  {name}:", *(f"    {line}" for line in begun.lines)]
        if guess is not None and guess.nearness >= SURE and self._table(name, of, guess):
            self.used.add(guess.path)
            return [f"  {name}: {_require(guess.rule, needed=needed)}  # guess"]
        self.open.append(name)
        mark = " REQUIRED" if needed else ""
        if guess is not None:
            return [f"  # {name}: {_require(guess.rule, needed=needed)}  # perhaps; expects {of}{mark}"]
        return [f"  # {name}: (expects {of}){mark}"]

    def _derived(self, name: str) -> Suggestion | None:
        """Return what another value says of an order: its id is its number, its status says where the goods are."""
        if name == "order_number":
            found = self.guesses.get("id")
            return Suggestion(name, found.path, found.nearness, found.rule) if found is not None else None
        if name == "fulfillment_status":
            found = self.guesses.get("status")
            values = self.target.fields[name].values
            if found is None or sum(bool(_unified(token, values)) for token in self._tokens(found.path)) < _ENOUGH:
                return None
            return Suggestion(name, found.path, found.nearness, f"{{path: {found.path}, enum: {name}}}")
        flags = {FLAGS[word]: key for key in self.raw.fields if (word := "_".join(words(key))) in FLAGS}
        if name != "kind" or not flags:
            return None
        cases = [f"{{when: {{{key}: true}}, then: {{const: {kind}}}}}" for kind, key in flags.items()]
        return Suggestion(
            name, min(flags.values()), SURE, f"{{cases: [{', '.join(cases)}, {{else: {{const: sale}}}}]}}"
        )

    def _tokens(self, path: str) -> tuple[str, ...]:
        return at_place(self.raw, tuple(path.split("."))).values

    def _table(self, name: str, of: Type, guess: Suggestion) -> bool:
        """Make the table of an enum; false where a token has no value that could stand for it."""
        if of.kind != "enum" or "enum:" not in guess.rule:
            return True
        tokens = self._tokens(guess.path)
        table = {token: _unified(token, of.values) for token in tokens}
        if "unknown" not in of.values and (not table or not all(table.values())):
            return False
        self.enums[name] = {token: value or "unknown" for token, value in table.items()}
        if "unknown" in of.values:
            self.enums[name]["else"] = "unknown"
        return True

    def tables(self) -> list[str]:
        lines = (
            ["", "# Tokens of which the word says nothing are unknown: give each its value.", "enums:"]
            if self.enums
            else []
        )
        for name, table in self.enums.items():
            lines.append(f"  {name}:")
            lines += [f"    {_key(token)}: {value}" for token, value in table.items()]
        return lines

    def rest(self, given: tuple[str, str] | None) -> list[str]:
        lines = [*self._unread(ignored=given is not None)]
        lines += ["", "# Unified fields that the platform does not have, each with its reason:", "# unsupported:"]
        lines += [f"#   {name}: never sent" for name in self.open if name not in self.target.required]
        lines += ["", "# A saved answer and what must come of it; `shopglot mapping test` runs them."]
        mark = "# " if given is None else ""
        saved, record_id = given or (f"fixtures/{self.target.name.lower()}/saved.json", "1")
        test = ["tests:", "  - name: the id is the platform's", f"    given: {saved}", "    expect:"]
        return [*lines, *(f"{mark}{line}" for line in [*test, f"      /id: {json.dumps(record_id)}"])]

    def _unread(self, *, ignored: bool) -> Iterator[str]:
        yield ""
        yield "# Unread raw values: map them, keep them under `extensions`, or list them under `ignore` with a reason."
        unread = [".".join(place) for place in leaves(self.raw) if ".".join(place) not in self.used]
        if ignored:
            yield from ["ignore:", *(f"  {json.dumps(path)}: not mapped yet" for path in unread)] if unread else []
            return
        yield "# extensions:"
        reachable = {place.path for place in places_in(self.raw)}
        keys: set[str] = set()
        for place in leaves(self.raw):
            path = ".".join(place)
            if path in self.used:
                continue
            key = place[-1] if place[-1] not in keys else "_".join(place)
            keys.add(key)
            inside = "" if path in reachable or not self._in_list(place) else "; inside a list: walk it with each"
            yield f"#   {key}: {path}  # {at_place(self.raw, place)}{inside}"

    def _in_list(self, place: tuple[str, ...]) -> bool:
        return any(at_place(self.raw, place[:end]).kind == "list" for end in range(1, len(place) + 1))


def _unified(token: str, values: tuple[str, ...]) -> str:
    """Return the unified value that a token's word stands for; blank for none."""
    word = "_".join(words(token))
    return next((value for value in (word, *WORDS.get(word, ())) if value in values), "")


def _key(token: str) -> str:
    return token if token.replace("_", "a").replace("-", "a").isalnum() and not token[0].isdigit() else f"'{token}'"


def _require(rule: str, *, needed: bool) -> str:
    if not needed:
        return rule
    return f"{{{rule[1:-1]}, required: true}}" if rule.startswith("{") else f"{{path: {rule}, required: true}}"
