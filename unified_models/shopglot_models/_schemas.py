"""The published JSON Schemas (2020-12) of the unified models, generated from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from shopglot_models._currency import CURRENCIES
from shopglot_models.customer import Customer
from shopglot_models.order import Order
from shopglot_models.product import Product
from shopglot_models.store import Store

if TYPE_CHECKING:
    from shopglot_models._base import Record

__all__ = ["MODELS", "SCHEMAS", "json_schema", "write_schemas"]

MODELS: dict[str, type[Record]] = {"Store": Store, "Product": Product, "Order": Order, "Customer": Customer}
"""The four records, by name."""

SCHEMAS = Path(__file__).parent / "schemas"
"""Where the published schemas stand."""

_CURRENCY = {"type": "string", "enum": sorted(CURRENCIES)}


class _Generator(GenerateJsonSchema):
    """Leaves out the titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature is pydantic's
        return False


def json_schema(model: type[Record]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a model's records as they are written.

    Objects are open, although the models are closed: a reader who validates with the schema of one release has to bear
    a field that a later one adds.
    """
    schema = model.model_json_schema(mode="serialization", schema_generator=_Generator)
    definitions = schema.pop("$defs", {})
    definitions["Currency"] = {"description": "An ISO 4217 code in capitals, withdrawn ones included.", **_CURRENCY}
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"urn:shopglot:{model.__name__.lower()}"}
    opened = {
        name: _open_schema(definitions[name]) if name != "Currency" else definitions[name] for name in definitions
    }
    return {**head, **_open_schema(schema), "$defs": dict(sorted(opened.items()))}


def write_schemas(folder: Path = SCHEMAS) -> list[Path]:
    """Write one schema file a model into `folder`, which is made where it is missing; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, model in MODELS.items():
        file = folder / f"{name.lower()}.json"
        file.write_text(json.dumps(json_schema(model), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(file)
    return written


def _open_schema(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_open_schema(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("enum") == _CURRENCY["enum"]:
        # Nearly two hundred codes stand once, not beside every amount.
        return {"$ref": "#/$defs/Currency", **{key: schema[key] for key in ("description",) if key in schema}}
    return {
        key: _open_schema(value) for key, value in schema.items() if (key, value) != ("additionalProperties", False)
    }
