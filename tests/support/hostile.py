"""The hostile plugins as distributions: what is wrong with each, and how it is told."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

__all__ = ["BROKEN", "HOSTILE", "ON_THEIR_OWN", "Hostile", "forget_variables", "write_distributions"]

_SOURCE = Path(__file__).parents[1] / "hostile" / "plugins"
_MAPPING = "mapping: 1\nfrom: {name}/record@1\nto: {model}\nfields:\n  id: {{path: id, required: true}}\n"
_SHOUT = "  name: {transform: shout, with: {text: name}}\n"
_NAMED = "  customer: {fields: {name: name}}\n"
_SCHEMA = '{"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}'
_INNER = '{"$defs": {"order": {"properties": {"lines": {"$ref": "#/$defs/line"}}}, "line": {"type": ["text"]}}}'


@dataclass(frozen=True)
class Hostile:
    """One hostile plugin: its entry point, and the phase and reason of its failure; no phase: it loads."""

    target: str
    phase: str = ""
    reason: str = ""


# Those of `tests/support/plugins`.
BROKEN = {
    "Bad_Name": (
        "describe",
        "InvalidConnector: connector id 'Bad_Name' must be lower-case words joined by hyphens, such as 'tiktok'",
    ),
    "exits": ("import", "the plugin ended the process (SystemExit: 3)"),
    "import-fails": ("import", "ImportError: No module named 'acme_sdk'"),
    "mistyped": ("hooks", "unknown hook 'shopglot_conector'; did you mean 'shopglot_connector'?"),
    "no-folder": ("validate", "its mappings folder can't be read"),
    "no-hook": ("hooks", "no 'shopglot_connector' hook found; decorate the function with @shopglot.connector.hookimpl"),
    "other-api": (
        "validate",
        (
            "it was built for connector API '2', and this shopglot speaks '1': install versions of the two that fit "
            "each other"
        ),
    ),
    "other-name": ("validate", "its id is 'another', and its entry point is named 'other-name': they must be equal"),
    "raises": ("describe", "RuntimeError: the licence file is missing"),
    "twin": (
        "duplicate",
        "its name is claimed by twin_one 1.0 (fake_twin_one) and twin_two 2.0 (fake_twin_two): uninstall all but one",
    ),
    "unknown-model": (
        "describe",
        "InvalidConnector: resource 'parcel': model must be one of Store, Product, Order, Customer",
    ),
    "wrong-signature": (
        "register",
        (
            "the hook's signature does not fit: Argument(s) {'settings'} are declared in the hookimpl but can not be "
            "found in the hookspec"
        ),
    ),
    "wrong-type": ("validate", "the hook returned a value of type int, not a shopglot.connector.ConnectorDefinition"),
}

HOSTILE = {
    "text": Hostile("hostile_text", "import", "SilentError: (its text can't be read)"),
    "interrupt": Hostile(
        "hostile_interrupt", "import", "the plugin raised KeyboardInterrupt, and nobody pressed Ctrl-C"
    ),
    "no-module": Hostile("hostile_nowhere", "import", "ModuleNotFoundError: No module named 'hostile_nowhere'"),
    "prints": Hostile("hostile_prints:plugin"),
    "takes-stdout": Hostile("hostile_takes_stdout:plugin"),
    "slow": Hostile("hostile_slow:plugin"),
    "schema-cut": Hostile("hostile_schemas:cut", "validate", "raw schema 'record@1': cut.json: not JSON"),
    "schema-other": Hostile(
        "hostile_schemas:other",
        "validate",
        "raw schema 'record@1': other.json: no JSON Schema at its top: it must be an object",
    ),
    "schema-inner": Hostile(
        "hostile_schemas:inner",
        "validate",
        (
            "raw schema 'record@1': inner.json: no JSON Schema at /$defs/line: type must be one or several of array, "
            "boolean, integer, null, number, object, string"
        ),
    ),
    "schema-nowhere": Hostile(
        "hostile_schemas:nowhere", "validate", "raw schema 'record@1': record.json: nothing at /$defs/order"
    ),
    "schema-lost": Hostile(
        "hostile_schemas:lost", "validate", "its schemas folder has no file 'lost.json', which record@1 needs"
    ),
    "settings-text": Hostile(
        "hostile_definitions:text",
        "describe",
        "InvalidConnector: connector 'settings-text': settings must be a tuple of Setting",
    ),
    "settings-twice": Hostile(
        "hostile_definitions:twice",
        "describe",
        "InvalidConnector: connector 'settings-twice' lists a setting twice: market",
    ),
    "unchecked": Hostile(
        "hostile_definitions:unchecked",
        "validate",
        "the hook returned a value of type Unchecked, not a shopglot.connector.ConnectorDefinition",
    ),
    "folder": Hostile("hostile_definitions:folder", "describe", "the plugin ended the process (SystemExit: is_dir)"),
    "mapping": Hostile(
        "hostile_definitions:mapping",
        "mappings",
        "1 mapping error: store.yaml:6:9: the raw record has no `nme` [E202]",
    ),
    "elsewhere": Hostile(
        "hostile_definitions:elsewhere",
        "mappings",
        "1 mapping error: order.yaml:3:5: expected a mapping to Store for elsewhere's store, got Order [E404]",
    ),
    "live-status": Hostile(
        "hostile_live:status",
        "mappings",
        "operations of 'order': status 'actve' is not one of active, completed, cancelled, archived, unknown, other",
    ),
    "transform-raises": Hostile("hostile_transforms:raises"),
    "transform-exits": Hostile("hostile_transforms:exits"),
    "transform-hangs": Hostile("hostile_transforms:hangs"),
    "transform-wrong": Hostile("hostile_transforms:wrong"),
    **{
        f"live-{name}": Hostile(f"hostile_live:{name.replace('-', '_')}")
        for name in (
            "good", "endless", "deaf", "rubbish", "host", "path", "raises", "exits", "stops", "nothing", "page", "sign",
            "sign-raises", "judge", "judge-odd", "shop", "stores", "unverified", "events",
        )
    },
}  # fmt: skip
"""All that a process survives."""

ON_THEIR_OWN = {
    "ends": Hostile("hostile_ends", "import", "the plugin ended the process (exit status 7)"),
    "hangs": Hostile("hostile_hangs", "import", "did not end within 1 s"),
    "thread": Hostile("hostile_thread:plugin"),
    "writes": Hostile("hostile_writes:plugin"),
}
"""What only a process of its own contains."""


def forget_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the variables of shopglot out of the environment: a test machine sets some for other tests."""
    for name in [name for name in os.environ if name.startswith("SHOPGLOT_")]:
        monkeypatch.delenv(name)


def write_distributions(folder: Path, plugins: Mapping[str, Hostile]) -> None:
    """Write hostile plugins into a folder as an installer would leave them, each as a distribution of its own."""
    shutil.copytree(_SOURCE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name, plugin in plugins.items():
        info = folder / f"hostile_{name.replace('-', '_')}-0.1.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: hostile-{name}\nVersion: 0.1\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        entry = f"[shopglot.connectors]\n{name} = {plugin.target}\n"
        (info / "entry_points.txt").write_text(entry, encoding="utf-8")
        _write_data(folder / "hostile_data" / name, name)


def _write_data(folder: Path, name: str) -> None:
    folder.mkdir(parents=True)
    more = _SHOUT if name.startswith("transform-") else "  name: nme\n" if name == "mapping" else ""
    named = _NAMED if name.startswith("transform-") else ""
    (folder / "store.yaml").write_text(_MAPPING.format(name=name, model="Store") + more, encoding="utf-8")
    (folder / "order.yaml").write_text(_MAPPING.format(name=name, model="Order") + named, encoding="utf-8")
    (folder / "record.json").write_text(_SCHEMA, encoding="utf-8")
    (folder / "cut.json").write_text('{"type": "object", "prop', encoding="utf-8")
    (folder / "other.json").write_text('["object"]', encoding="utf-8")
    (folder / "inner.json").write_text(_INNER, encoding="utf-8")
