"""Running the examples: of every verb, modifier and conversion of the language, and of a connector's transforms."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopglot._foreign import describe
from shopglot.connector import ConnectorDefinition, RawSchema, Resource, Transform
from shopglot.errors import MappingError
from shopglot.mapping import CONVERSIONS, MODIFIERS, VERBS, RawTypes, SourceFile, load_mapping
from shopglot.mapping.syntax import ANY, Type
from shopglot.workbench._json import json_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.syntax import Example

__all__ = ["ExampleRun", "run_language_examples", "run_transform_examples"]


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One example that ran: its owner, its number from 0, and the problem (None where it passed)."""

    name: str
    number: int
    problem: str | None = field(default=None)


def run_language_examples() -> list[ExampleRun]:
    """Run the examples in the tables of verbs, modifiers and conversions."""
    return [
        ExampleRun(name, number, _problem(example))
        for table in (VERBS, MODIFIERS, CONVERSIONS)
        for name, entry in table.items()
        for number, example in enumerate(entry.examples)
    ]


def run_transform_examples(connector: ConnectorDefinition) -> Iterator[ExampleRun]:
    """Run the examples of a connector's transforms."""
    for transform in connector.transforms:
        for number, (arguments, gives) in enumerate(transform.examples):
            yield ExampleRun(
                f"{connector.id}: {transform.name}", number, _transform_problem(transform, arguments, gives)
            )


def _transform_problem(transform: Transform, arguments: tuple[Any, ...], gives: object) -> str | None:
    try:
        given = transform.function(*arguments)
        problem = None if given == gives else f"expected {gives!r}, got {given!r}"
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin's function may raise anything, and this is its test
        problem = f"expected {gives!r}, got {describe(error)}"
    return problem


def _upper(text: str) -> str:
    return text.upper()


class _AnyTypes(RawTypes):
    """Any type is allowed anywhere: the examples have no platform."""

    def _read(self, name: str) -> Type | None:
        del name
        return ANY


_EXAMPLE = ConnectorDefinition(
    id="example",
    name="Example",
    version="1",
    resources=(Resource("order", "Order", "order.yaml", records=("",)),),
    raw_schemas=(RawSchema("any@1", (("any.json", ""),)),),
    mappings=Path(),
    schemas=Path(),
    transforms=(Transform("example_upper", _upper, (("text", "text"),), "text", "In capitals.", ((("a",), "A"),)),),
)
_FILE = "mapping: 1\nfrom: example/any@1\nto: Order\nfields: {id: {const: '1'}}\nextensions:\n  out: "


def _problem(example: Example) -> str | None:
    source = SourceFile("example.yaml", f"{_FILE}{example.rule}\n".encode())
    try:
        mapping = load_mapping(source, _EXAMPLE, _AnyTypes(_EXAMPLE))
    except MappingError as error:
        return str(error)
    values = mapping.run(example.record).values or {}
    given = json_data(values.get("extensions", {}).get("example", {}).get("out"))
    return None if given == example.gives else f"expected {example.gives!r}, got {given!r}"
