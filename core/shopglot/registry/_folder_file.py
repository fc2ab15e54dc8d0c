"""`connector.yaml` of a connector that is a folder: what its mappings and raw schemas can't say."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, NoReturn

from shopglot.connector import Envelope, Guide, GuideSection, Setting
from shopglot.errors import InvalidConnector
from shopglot.mapping import SourceFile
from shopglot.mapping.syntax import Reporter, did_you_mean, listing, read_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from shopglot.mapping.syntax import Node

__all__ = ["FolderFile", "read_folder_file"]

_ENVELOPE = tuple(item.name for item in fields(Envelope))
_SECTION = ("title", "body")
_SETTING = ("title", "description", "kind", "choices", "default", "store")  # a default is one of the choices


@dataclass(frozen=True, slots=True)
class FolderFile:
    """What the file says; the defaults are those of a folder without one.

    `name` is how people call the platform, `envelope` what stands around a response's data (None: nothing does),
    `records` the places of each resource's records in it, `maskable` the places of a resource's raw record that may
    be masked, `guide` what a mapping's `remedy` points to, `settings` what its rules read as `setting.name`.
    `places` is where the name of each resource stands.
    """

    name: str = ""
    envelope: Envelope | None = None
    records: dict[str, tuple[str, ...]] = field(default_factory=dict)
    maskable: dict[str, tuple[str, ...]] = field(default_factory=dict)
    guide: Guide | None = None
    settings: tuple[Setting, ...] = ()
    places: dict[str, str] = field(default_factory=dict)


def read_folder_file(path: Path) -> FolderFile:
    """Read the file; raises `InvalidConnector` with file, line and column."""
    source = SourceFile(str(path), path.read_bytes())
    report = Reporter(source)
    root = read_nodes(source, report)
    if root is None:
        first = report.diagnostics[0]
        raise InvalidConnector(first.message, where=first.where, hint=first.hint)
    return _Reading(source).file(root)


@dataclass(frozen=True, slots=True)
class _Reading:
    source: SourceFile

    def file(self, root: Node) -> FolderFile:
        known = tuple(item.name for item in fields(FolderFile) if item.name != "places")
        self.keys(root, known)
        name = self.text(root.value["name"]) if "name" in root.value else ""
        return FolderFile(
            name=name,
            envelope=self.envelope(root.value["envelope"]) if "envelope" in root.value else None,
            records=self.lists(root.get("records")),
            maskable=self.lists(root.get("maskable")),
            places=self.places(root.get("records"), root.get("maskable")),
            guide=self.guide(root.value["guide"], name) if "guide" in root.value else None,
            settings=self.settings(root.value["settings"]) if "settings" in root.value else (),
        )

    def envelope(self, node: Node) -> Envelope:
        self.keys(node, _ENVELOPE)
        told: dict[str, Any] = {
            key: self.texts(item) if key == "page_keys" else item.plain() for key, item in node.value.items()
        }
        try:
            return Envelope(**told)
        except InvalidConnector as error:
            self.refuse(node, error.message)

    def lists(self, node: Node | None) -> dict[str, tuple[str, ...]]:
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.refuse(node, f"expected resources with their places, such as {{order: orders}}, got {node.kind}")
        return {key: self.texts(item) for key, item in node.value.items()}

    def places(self, *nodes: Node | None) -> dict[str, str]:
        """Return where each key of these mappings stands."""
        keys = [key for node in nodes if node is not None for key in node.keys.values()]
        return {str(key.value): f"{self.source.name}:{key.line}:{key.column}" for key in keys}

    def guide(self, node: Node, name: str) -> Guide:
        if not isinstance(node.value, dict) or not node.value:
            self.refuse(node, f"expected sections by their key, each with title and body, got {node.kind}")
        sections = []
        for key, item in node.value.items():
            self.keys(item, _SECTION)
            missing = [word for word in _SECTION if word not in item.value]
            if missing:
                self.refuse(item, f"section `{key}` has no `{missing[0]}`")
            try:
                sections.append(GuideSection(key, *(self.text(item.value[word]) for word in _SECTION)))
            except InvalidConnector as error:
                self.refuse(item, error.message)
        return Guide(name or "Configuration", tuple(sections))

    def settings(self, node: Node) -> tuple[Setting, ...]:
        if not isinstance(node.value, dict):
            self.refuse(node, f"expected settings by their names, such as {{timezone: {{}}}}, got {node.kind}")
        return tuple(self.setting(node.keys[name], item) for name, item in node.value.items())

    def setting(self, key: Node, item: Node) -> Setting:
        if "secret" in (item.value if isinstance(item.value, dict) else ()):
            self.refuse(item.keys["secret"], "a setting of a folder is never a secret", "leave `secret` out")
        self.keys(item, _SETTING)
        name = str(key.value)
        place = key
        try:
            setting = Setting(name, name, name, required=False)
            # One after the other, so that what is wrong is told at its own place.
            for word in (word for word in _SETTING if word in item.value):
                place = item.value[word]
                setting = replace(setting, **{word: self.setting_value(word, place)})
        except InvalidConnector as error:
            if error.where:
                raise
            self.refuse(place, error.message)
        return setting

    def setting_value(self, word: str, node: Node) -> Any:
        if word == "choices":
            return self.texts(node)
        if word != "default":
            return self.text(node)
        if not isinstance(node.value, str | bool | int):
            self.refuse(node, f"expected text, a boolean or a whole number, got {node.kind}")
        return node.value

    def keys(self, node: Node, known: tuple[str, ...]) -> None:
        if not isinstance(node.value, dict):
            self.refuse(node, f"expected {listing(known)}, got {node.kind}")
        for key in node.value:
            if key not in known:
                hint = did_you_mean(key, known) or f"there is {listing(known)}"
                self.refuse(node.keys[key], f"unknown key `{key}`", hint)

    def texts(self, node: Node) -> tuple[str, ...]:
        return tuple(map(self.text, node.value)) if isinstance(node.value, list) else (self.text(node),)

    def text(self, node: Node) -> str:
        if not isinstance(node.value, str):
            self.refuse(node, f"expected text, got {node.kind}", "put it in quotes")
        return node.value

    def refuse(self, node: Node, message: str, hint: str = "") -> NoReturn:
        raise InvalidConnector(message, where=f"{self.source.name}:{node.line}:{node.column}", hint=hint)
