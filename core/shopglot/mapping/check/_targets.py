"""The types of the unified models, without importing the models.

Importing pydantic and building the models takes longer than checking every mapping of a connector. So their types are
written down in `targets.json`, with a digest of the models' source; where the models have changed since, they are
imported and asked.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax import ANY, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["codes_of", "target_types", "targets_text"]

_FILE = "targets.json"


@cache
def target_types() -> Mapping[str, Type]:
    """Return the type of each unified model, by name."""
    written = _read_written()
    return _import_models() if written is None else _decode(written)


@cache
def codes_of(form: str) -> frozenset[str]:
    """Return the codes that the models know for a form of text: `country` or `currency`."""
    written = _read_written()
    return _import_codes()[form] if written is None else frozenset(written["codes"][form].split())


@cache
def _read_written() -> dict[str, Any] | None:
    """Return what is written down, or None where it is not there or the models have changed since."""
    try:
        written: dict[str, Any] = json.loads(files("shopglot.mapping.check").joinpath(_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return written if written.get("digest") == _digest() else None


def targets_text() -> str:
    """Return the types of the models as they are now, as the text of `targets.json`."""
    objects: dict[str, Any] = {}
    models = {name: _encode(model, objects) for name, model in _import_models().items()}
    codes = {form: " ".join(sorted(known)) for form, known in _import_codes().items()}
    written = {"digest": _digest(), "codes": codes, "models": models, "objects": objects}
    return json.dumps(written, indent=1) + "\n"


def _import_models() -> dict[str, Type]:
    from shopglot.mapping.syntax import model_type  # noqa: PLC0415 - see above
    from shopglot_models import MODELS  # noqa: PLC0415 - this import is what the file saves

    return {name: model_type(model) for name, model in MODELS.items()}


def _import_codes() -> dict[str, frozenset[str]]:
    from shopglot_models import COUNTRIES, CURRENCIES  # noqa: PLC0415 - as above

    return {"country": COUNTRIES, "currency": CURRENCIES}


def _digest() -> str:
    """Return a digest of the models' source, independent of line endings."""
    spec = find_spec("shopglot_models")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(Path(folder).glob("*.py")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _encode(of: Type, objects: dict[str, Any]) -> Any:
    if of.kind == "list":
        return {"list": _encode(of.item or ANY, objects)}
    if of.kind == "enum":
        return {"enum": list(of.values)}
    if of.personal or of.form:
        notes = {"personal": of.personal, "form": of.form}
        return {of.kind: {name: note for name, note in notes.items() if note}}
    if of.kind != "object":
        return of.kind
    if of.name not in objects:
        objects[of.name] = {}  # so that an object inside itself ends
        fields = {name: _encode(item, objects) for name, item in of.fields.items()}
        objects[of.name] = {"required": sorted(of.required), "fields": fields}
    return {"object": of.name}


def _decode(written: dict[str, Any]) -> dict[str, Type]:
    made: dict[str, Type] = {}

    def of(item: Any) -> Type:
        if isinstance(item, str):
            return Type(item)  # type: ignore[arg-type]
        ((kind, inner),) = item.items()
        if kind == "list":
            return Type("list", item=of(inner))
        if kind == "enum":
            return Type("enum", values=tuple(inner))
        if kind != "object":
            return Type(kind, **inner)
        if inner not in made:
            fields: dict[str, Type] = {}
            entry = written["objects"][inner]
            made[inner] = Type("object", fields=fields, required=frozenset(entry["required"]), name=inner)
            fields |= {name: of(field) for name, field in entry["fields"].items()}
        return made[inner]

    return {name: of(item) for name, item in written["models"].items()}
