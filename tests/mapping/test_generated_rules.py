"""Rules made at random: what checks clean compiles, runs on any record, and gives what the model takes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from shopglot.mapping import CONVERSIONS, TESTS, RawTypes, SourceFile, check_mapping
from shopglot.mapping.compile import compile_file
from shopglot.mapping.syntax import ANY, Type, model_type
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from shopglot.connector import ConnectorDefinition

    Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Place:
    """What a raw object of Acme's order holds: paths by the kind behind them, and the lists in it."""

    paths: dict[str, tuple[str, ...]]
    lists: dict[str, str]


PLACES = {
    "order": Place(
        {
            "text": ("id", "note", "placed", "amounts.total", "amounts.currency", "buyer.name", "tags[0]"),
            "token": ("state",),
            "integer": ("paid_at", "level", "lines[0].units"),
            "boolean": ("gift",),
            "number": ("weight",),
            "any": ("mixed", "mixed.a[1].b"),
            "texts": ("tags", "buyer.phones"),
            "object": ("buyer", "amounts", "@"),
        },
        {"lines": "line", "buyer.address.areas": "area", "tags": "text", "buyer.phones": "text", "mixed": "any"},
    ),
    "line": Place(
        {"text": ("id", "sku", "price", "taxes[0].amount"), "integer": ("units",), "object": ("@",)}, {"taxes": "tax"}
    ),
    "tax": Place({"text": ("amount",), "object": ("@",)}, {}),
    "area": Place({"text": ("name",), "token": ("level",), "object": ("@",)}, {}),
    "text": Place({"text": ("@",)}, {}),
    "entry": Place({"text": ("key",), "any": ("value", "value.a"), "object": ("@",)}, {"value": "any"}),
    "any": Place({"any": ("@", "a", "a.b"), "object": ("@",)}, {"a": "any"}),
}  # fmt: skip
TOKENS = {"state": ("OPEN", "DONE", "DROPPED", "PARKED"), "level": ("L0", "L1")}
SOURCES = {"text": ("text", "token"), "money": ("text", "integer", "number"), "any": tuple(PLACES["order"].paths)}
# From the tables, so that a new conversion is written at once; a number is none of seconds.
READS = {
    kind: tuple(name for name, conversion in CONVERSIONS.items() if read in conversion.reads)
    for kind, read in (
        ("text", "text"), ("token", "text"), ("integer", "integer"), ("boolean", "boolean"), ("number", "number")
    )
}  # fmt: skip
GIVES = {
    kind: tuple(name for name, conversion in CONVERSIONS.items() if conversion.gives in gives)
    for kind, gives in (
        ("text", {"text"}), ("money", {"money"}), ("integer", {"integer"}), ("boolean", {"boolean"}),
        ("datetime", {"datetime"}),
    )
}  # fmt: skip
ZONES = ("UTC", "Europe/Vienna", "setting.timezone")
GIVEN = (
    Type("text"), Type("money"), Type("integer"), Type("boolean"), Type("datetime"), Type("object"), Type("list"),
)  # fmt: skip


class Author:
    """Writes rules for a target, mostly as one should; `draw` decides."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def path(self, scopes: list[str], *kinds: str) -> str | None:
        """Find a path of one of these kinds, in a scope or outside it."""
        found = []
        for level, name in enumerate(reversed(scopes)):
            for kind in kinds:
                for path in PLACES[name].paths.get(kind, ()):
                    if level == 0:
                        found.append(path)
                    else:
                        found.append("^" * level + ("" if path == "@" else f".{path}"))
        found += [f"$.{path}" for kind in kinds for path in PLACES["order"].paths.get(kind, ()) if path != "@"]
        return self.draw(st.sampled_from(found)) if found else None

    def rule(self, of: Type, scopes: list[str], depth: int, *, group: bool = False) -> Any:
        if self.chance(25):
            of = self.pick(ANY, Type("text"), Type("money"), Type("object"), Type("list", item=ANY), Type("boolean"))
        rule = self.source(of, scopes, depth, group=group)
        if isinstance(rule, dict) and self.chance(6):
            extra = self.pick(
                {"default": self.scalar(of)}, {"required": True}, {"note": "why"}, {"required": False},
                {"as": self.pick(*CONVERSIONS)}, {"enum": {"a": self.scalar(of)}},
            )  # fmt: skip
            rule = {**extra, **rule}
        return rule

    def source(self, of: Type, scopes: list[str], depth: int, *, group: bool) -> Any:
        if depth > 0 and self.chance(4):
            return self.decided(of, scopes, depth - 1, group=group)
        if of.kind == "object":
            return {"fields": self.fields(of, scopes, depth - 1, group=group)}
        if of.kind == "list":
            return self.listed(of, scopes, depth - 1, group=group)
        if of.kind == "any" and depth > 0 and self.chance(2):
            return self.source(self.pick(*GIVEN), scopes, depth, group=group)
        return self.single(of, scopes, depth, group=group)

    def single(self, of: Type, scopes: list[str], depth: int, *, group: bool) -> Any:
        if of.kind == "money" and self.chance(2):
            return self.pick(
                self.sum(scopes, depth, group=group),
                self.count(scopes, group=group),
                {
                    "times": [
                        self.single(Type(self.pick("money", "integer")), scopes, 0, group=group),
                        self.units(scopes),
                    ]
                },
                {"minus": self.pick(self.units(scopes), [self.units(scopes), self.path(scopes, "text", "any")])},
            )
        if of.kind == "text" and depth > 0 and self.chance(3):
            text = self.rule(Type("text"), scopes, depth - 1, group=group)
            return self.pick(
                {"join": [text, self.path(scopes, "text", "texts", "any")], "with": self.pick(", ", "")},
                {
                    "transform": self.pick("example_upper", "raises", "nothing", "returns_a_list"),
                    "with": {"text": text},
                },
                self.picked(scopes) or text,
                {"split": text, "on": self.pick(" ", "A*"), "take": self.pick(0, -1, 5)},
            )
        if of.kind == "enum":
            return self.token(of, scopes)
        if self.chance(6):
            return {"const": self.scalar(of)}
        source = self.pick(*READS)
        conversions = [name for name in GIVES.get(of.kind, tuple(CONVERSIONS)) if name in READS[source]]
        path = self.path(scopes, source)
        if path is None or not conversions:
            return self.path(scopes, of.kind, "any", "text")
        return self.converted(path, self.pick(*conversions), scopes)

    def converted(self, path: str, word: str, scopes: list[str]) -> Any:
        rule = {"path": path, "as": word}
        if CONVERSIONS[word].needs:
            currency = self.pick({"const": "KWD"}, "setting.currency", "$.amounts.currency", self.path(scopes, "any"))
            rule[CONVERSIONS[word].needs] = currency
        elif word == "date" and self.chance(2):
            rule["zone"] = self.pick(*ZONES)
        return rule

    def units(self, scopes: list[str]) -> Any:
        path = self.path(scopes, "integer", "text")
        return None if path is None else self.converted(path, self.pick("minor_units", "percent", "integer"), scopes)

    def token(self, of: Type, scopes: list[str]) -> Any:
        path = self.path(scopes, "token")
        tokens = TOKENS.get((path or "").rsplit(".", 1)[-1].lstrip("^"), ())
        table = {token: self.pick(*of.values) for token in tokens if not self.chance(30)}
        if self.chance(2):
            table["else"] = self.pick(*of.values)
        return {"path": path, "enum": table} if table else {"const": self.pick(*of.values)}

    def decided(self, of: Type, scopes: list[str], depth: int, *, group: bool) -> Any:
        rules = [self.rule(of, scopes, depth, group=group) for _ in range(self.pick(1, 2, 3))]
        if self.chance(2):
            return {"first_of": rules}
        cases = [{"when": self.condition(scopes, 2), "then": rule} for rule in rules]
        return {"cases": cases + ([{"else": rules[0]}] if self.chance(2) else [])}

    def listed(self, of: Type, scopes: list[str], depth: int, *, group: bool) -> Any:
        item = of.item or ANY
        if item.kind == "text" and self.chance(3):
            return self.pick(self.path(scopes, "texts"), {"split": self.path(scopes, "text", "any"), "on": " "})
        if depth > 0 and self.chance(3):
            items = []
            for _ in range(self.pick(1, 2)):
                made = self.rule(self.pick(item, of), scopes, depth - 1, group=group)
                if isinstance(made, dict) and self.chance(2):
                    made = {"when": self.condition(scopes, 1), **made}
                items.append(made)
            return {"list": items}
        walk, inner = self.walk(scopes, group=group)
        if walk is None:
            return {"list": [self.rule(item, scopes, 0, group=group)]}
        made = {"each": walk}
        if self.chance(4):
            made["where"] = self.condition(inner, 1)
        grouped = self.chance(3)
        if grouped:
            made["group_by"] = [self.path(inner, "text", "token", "integer", "any")]
        if self.chance(6):
            made["unique"] = self.chance(2)
        if item.kind in {"object", "any"} and self.chance(2):
            made["fields"] = self.fields(item, inner, depth - 1, group=grouped)
        else:
            made["value"] = self.rule(item, inner, max(depth - 1, 0), group=grouped)
        return made

    def walk(self, scopes: list[str], *, group: bool) -> tuple[Any, list[str]]:
        if group and self.chance(3):
            return "group", [*scopes, scopes[-1]]
        lists = PLACES[scopes[-1]].lists
        if self.chance(4):
            opened = {"entries": self.path(scopes, "object", "any")}
            return self.pick(opened, [opened, {"entries": "value"}]), [*scopes, "entry"]
        if scopes[-1] == "order" and self.chance(4):
            where = self.condition([*scopes, "line"], 1)
            return {"pick": "lines", "where": where, "path": "taxes"}, [*scopes, "tax"]
        if not lists:
            path = self.pick(*PLACES["order"].lists)
            return f"$.{path}", [*scopes, PLACES["order"].lists[path]]
        path = self.pick(*lists)
        if lists[path] in {"line", "any"} and self.chance(3):
            inner = PLACES[lists[path]].lists
            other = self.pick(*inner)
            return [path, other], [*scopes, lists[path], inner[other]]
        return path, [*scopes, lists[path]]

    def sum(self, scopes: list[str], depth: int, *, group: bool) -> Any:
        terms: list[Any] = []
        for _ in range(self.pick(1, 2)):
            walk, inner = self.walk(scopes, group=group)
            terms.append(
                self.pick(
                    self.path(scopes, "text", "integer", "any", "texts"),
                    {"each": walk, "path": self.path(inner, "text", "integer", "any")},
                    {"each": walk, "value": self.rule(Type(self.pick("money", "text", "integer")), inner, 0)},
                    self.picked(scopes),
                    self.rule(Type("money"), scopes, max(depth - 1, 0), group=group),
                )
            )
        return {"sum": self.pick(terms, terms[0])}

    def count(self, scopes: list[str], *, group: bool) -> Any:
        walk, inner = self.walk(scopes, group=group)
        return {"count": walk, "where": self.condition(inner, 1)} if self.chance(2) else {"count": walk}

    def picked(self, scopes: list[str]) -> Any:
        lists = PLACES[scopes[-1]].lists
        if not lists:
            return None
        path = self.pick(*lists)
        inner = [*scopes, lists[path]]
        return {"pick": path, "where": self.condition(inner, 1), "path": self.path(inner, "text", "any")}

    def fields(self, of: Type, scopes: list[str], depth: int, *, group: bool) -> Any:
        known = of.fields or {"a": ANY, "b/c": Type("money"), "d~": Type("text")}
        names = self.draw(st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=4, unique=True))
        names = [name for name in names if depth > 0 or known[name].kind not in {"object", "list"}]
        wanted = sorted({*names, *of.required}) or sorted(known)[:1]
        return {name: self.rule(known[name], scopes, max(depth, 0), group=group) for name in wanted}

    def condition(self, scopes: list[str], depth: int) -> Any:
        if depth > 0 and self.chance(4):
            parts = [self.condition(scopes, depth - 1) for _ in range(self.pick(1, 2))]
            return self.pick({"all": parts}, {"any": parts}, {"not": parts[0]})
        kind = self.pick("text", "token", "integer", "boolean", "texts", "any", "number")
        path = self.path(scopes, kind, "any")
        if depth > 0 and self.chance(6):
            walk, inner = self.walk(scopes, group=False)
            return {self.pick("any", "all"): walk, "where": self.condition(inner, 0)}
        if self.chance(5):
            return {path: self.pick({"same_as": self.path(scopes, kind, "any")}, {"starts_with": "A"})}
        if self.chance(2):
            return {path: {"is": self.pick(*TESTS)}}
        if kind == "texts":
            return {path: self.pick("web", ["new", "web"], {"count": 2})}
        options = {"text": "A", "token": "OPEN", "integer": 1, "boolean": True, "any": "x", "number": 1}
        return {path: self.pick(options[kind], [options[kind]])}

    def scalar(self, of: Type) -> Any:
        given = {"text": "fixed", "money": 3, "integer": 3, "boolean": False, "datetime": "2024-05-01"}
        return self.pick(*of.values) if of.values else given.get(of.kind, "fixed")


ODD: tuple[Any, ...] = (
    None, "", "text", "A**", "12", "\ud800", 0, 7, 10**40, 1.5, float("nan"), Decimal("1e400000000"), True, [], {},
    [None], ["a", 1, None, {}, ["b"]], {"a": {"b": [1]}}, [{"amount": "1"}, "x", None], {"name": "A**", "taxes": "x"},
)  # fmt: skip


def spoiled(draw: Draw, value: Any, depth: int = 0) -> Any:
    """Give a copy of which any part may be something else, or gone."""
    if draw(st.integers(0, 9)) == 0 and depth:
        return draw(st.sampled_from(ODD))
    if isinstance(value, dict):
        return {key: spoiled(draw, item, depth + 1) for key, item in value.items() if draw(st.integers(0, 14))}
    return [spoiled(draw, item, depth + 1) for item in value] if isinstance(value, list) else value


RAW: dict[str, RawTypes] = {}
ORDER_TYPE = model_type(MODELS["Order"])
FIELDS = {
    name: of
    for name, of in ORDER_TYPE.fields.items()
    if name not in {"id", "extensions", "customer_hidden", "hidden_fields"}
}


# The model may know more than a type says: which texts are currencies, countries, web addresses.
NARROWER = {"currency", "country", "string_pattern_mismatch", "url", "web_address", "value_error"}


def _validated(values: dict[str, Any]) -> tuple[BaseModel | None, list[str]]:
    try:
        return MODELS["Order"].model_validate(values), []
    except ValidationError as error:
        return None, [item["type"] for item in error.errors()]


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(st.data())
def test_what_checks_clean_runs_on_anything_and_fits_the_model(
    acme: ConnectorDefinition, order: dict[str, Any], data: st.DataObject
) -> None:
    author = Author(data.draw)
    name = author.pick(*FIELDS, "extension")
    depth = author.pick(1, 2, 3)
    rule = author.rule(FIELDS.get(name, ANY), ["order"], depth)
    file: dict[str, Any] = {
        "mapping": 1,
        "from": "acme/order@1",
        "to": "Order",
        "fields": {"id": {"const": "1"}, **({} if name == "extension" else {name: rule})},
        "ignore": {"$": "rest"},
    }
    if name == "extension":
        file["extensions"] = {"out": rule, "all": "$"}
    if author.chance(2):
        file["hidden"] = {"watch": ["buyer"], "reasons": [], "withheld": {"buyer.name": {"is": "missing"}}}
        file.setdefault("extensions", {})["watched"] = "buyer"
    text = json.dumps(file)
    mapping_file, found = check_mapping(
        SourceFile("order.yaml", text.encode()), acme, RAW.setdefault("acme", RawTypes(acme))
    )
    assert all(item.render() and item.as_dict() for item in found)
    if mapping_file is None:
        return
    mapping = compile_file(mapping_file, acme, found, has_flag=True)
    for keep in (False, True):
        for record in (order, spoiled(data.draw, order)):
            outcome = mapping.run(record, keep_masked=keep)
            for problem in outcome.errors + outcome.warnings:
                assert problem.path.startswith("/"), (rule, problem)
            if outcome.values is not None:
                unified, refused = _validated(outcome.values)
                assert set(refused) <= NARROWER, (rule, refused)
                if unified is not None:
                    unified.model_dump_json()
