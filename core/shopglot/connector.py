"""What a connector is, as data.

A plugin returns one `Connector`; from it the host makes everything else: the mapping checker's raw types, the
settings form, the list of connectors, the guide. Every dataclass here validates itself when it is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from importlib.resources.abc import Traversable

    from shopglot.live import Live
    from shopglot.sandbox import RunningSandbox, SandboxOptions

__all__ = [
    "API_VERSION",
    "AsSent",
    "Connector",
    "Envelope",
    "Gotcha",
    "Guide",
    "GuideSection",
    "InvalidConnector",
    "MaskDetector",
    "Permission",
    "RawSchema",
    "Resource",
    "Setting",
    "Transform",
]

API_VERSION = "1"
MODELS = ("Store", "Product", "Order", "Customer")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


class InvalidConnector(ValueError):
    """A connector's definition contradicts itself; the text says which part and how."""


def _named(kind: str, name: object) -> None:
    if not isinstance(name, str) or not _NAME.match(name):
        raise InvalidConnector(f"{kind} {name!r} must be lower-case words joined by hyphens, such as 'tiktok'")


@dataclass(frozen=True, slots=True)
class RawSchema:
    """The raw JSON Schema of one record, cut out of the schemas of the answers that carry it.

    `name` is what a mapping's `from` says, e.g. `order@202507`. `sources` are `(file, pointer)` pairs: a schema file
    in the connector's `schemas` folder and the JSON Pointer of the record's schema in it; where several answers
    carry the record, the schemas are merged, so that a path known to any one of them is known.
    """

    name: str
    sources: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if "@" not in self.name or not self.sources:
            raise InvalidConnector(f"raw schema {self.name!r} needs a name like 'order@202507' and one source at least")


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record that the connector gives.

    `name` is the word callers use (`order`), `model` the unified model, `mapping` the YAML file's name, `records`
    the paths inside an answer's data at which records stand (`""`: the data is the record), tried in this order.
    """

    name: str
    model: Literal["Store", "Product", "Order", "Customer"]
    mapping: str
    records: tuple[str, ...]

    def __post_init__(self) -> None:
        _named("resource", self.name)
        if self.model not in MODELS:
            raise InvalidConnector(f"resource {self.name!r}: model {self.model!r} is not one of {', '.join(MODELS)}")
        if not self.mapping.endswith((".yaml", ".yml")):
            raise InvalidConnector(f"resource {self.name!r}: mapping {self.mapping!r} must be a YAML file's name")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a platform's answers keep their own news, as top-level keys: code, message, request id, data.

    `page_keys` are keys inside the data that speak about the page: an object with no other key lists no record.
    """

    code: str = "code"
    success: int | str = 0
    message: str = "message"
    request_id: str = "request_id"
    data: str = "data"
    page_keys: tuple[str, ...] = ("next_page_token", "total_count")


@dataclass(frozen=True, slots=True)
class AsSent:
    """A transform's answer for a value that it does not understand: taken as it was sent, with warning R116.

    Its `repr` does not show the value.
    """

    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Transform:
    """A named Python function that mappings may call: pure, typed, with examples.

    `function` takes the values of `parameters` (name and type: text, money, integer, boolean) and returns a value of
    type `returns`, None when there is nothing to give, or `AsSent` with such a value when it did not understand what
    it got. It must not raise on text it does not understand.
    """

    name: str
    function: Callable[..., Any]
    parameters: tuple[tuple[str, str], ...]
    returns: str
    doc: str
    examples: tuple[tuple[tuple[Any, ...], Any], ...]


@dataclass(frozen=True, slots=True)
class MaskDetector:
    """How one masked value looks on this platform: a pure function from text to bool."""

    name: str
    function: Callable[[str], bool]
    doc: str


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section of the configuration guide; `key` is what a mapping's `remedy` points to."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Guide:
    """How to configure the connector, for a person, in order."""

    title: str
    sections: tuple[GuideSection, ...]

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all sections, in order."""
        return tuple(section.key for section in self.sections)


@dataclass(frozen=True, slots=True)
class Gotcha:
    """A surprise of the platform that a user should know before it bites; `remedy` is a key of the guide, or None."""

    title: str
    text: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a connection: what a form asks and what the settings' JSON Schema is made of."""

    name: str
    title: str
    description: str
    secret: bool = False
    required: bool = True
    default: str | None = None
    choices: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Give the JSON Schema of this one setting."""
        found: dict[str, Any] = {"type": "string", "title": self.title, "description": self.description}
        if self.required:
            found["minLength"] = 1
        if self.secret:
            found["writeOnly"] = True
        if self.default is not None:
            found["default"] = self.default
        if self.choices:
            found["enum"] = list(self.choices)
        return found


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission that the app must have: the scope's key, its name in the portal, and what it unlocks.

    `proved_by` is the resource whose listing shows that it works: `store`, `order`, `product`, or none.
    """

    scope: str
    portal_name: str
    unlocks: str
    required: bool = True
    proved_by: str = ""


@dataclass(frozen=True, slots=True)
class Connector:
    """One platform, as data: what a plugin's `shopglot_connector` hook returns.

    `mappings` and `schemas` are folders (anything that `importlib.resources.files` gives, or a `pathlib.Path`).
    `api` is the version of this contract that the plugin was built for. `live` is how to talk to the platform; None
    for a connector that only maps files. `sandbox(options)` opens a simulated platform for as long as its context
    lasts; it should import what the simulation needs only then, and raise `SettingsError` for options that do not fit.
    """

    id: str
    name: str
    version: str
    resources: tuple[Resource, ...]
    raw_schemas: tuple[RawSchema, ...]
    mappings: Traversable
    schemas: Traversable
    api: str = API_VERSION
    description: str = ""
    envelope: Envelope = field(default_factory=Envelope)
    transforms: tuple[Transform, ...] = ()
    masks: tuple[MaskDetector, ...] = ()
    guide: Guide | None = None
    gotchas: tuple[Gotcha, ...] = ()
    settings: tuple[Setting, ...] = ()
    permissions: tuple[Permission, ...] = ()
    live: Live | None = None
    sandbox: Callable[[SandboxOptions], AbstractContextManager[RunningSandbox]] | None = None

    def __post_init__(self) -> None:
        _named("connector id", self.id)
        names = [resource.name for resource in self.resources]
        if not names:
            raise InvalidConnector(f"connector {self.id!r} has no resources")
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InvalidConnector(f"connector {self.id!r} names a resource twice: {', '.join(twice)}")
        known = set(self.guide.keys()) if self.guide else set()
        for gotcha in self.gotchas:
            if gotcha.remedy is not None and gotcha.remedy not in known:
                raise InvalidConnector(f"gotcha {gotcha.title!r}: remedy {gotcha.remedy!r} is not a guide section")

    def resource(self, name: str) -> Resource:
        """Give the resource of this name; KeyError names those there are."""
        by_name: Mapping[str, Resource] = {resource.name: resource for resource in self.resources}
        if name not in by_name:
            raise KeyError(f"{self.id} has no resource {name!r}; it has {', '.join(by_name)}")
        return by_name[name]

    def settings_schema(self) -> dict[str, Any]:
        """Give the JSON Schema (2020-12) of the settings, for validation and for forms; secrets are `writeOnly`."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Settings of {self.name}",
            "type": "object",
            "properties": {setting.name: setting.schema() for setting in self.settings},
            "required": [setting.name for setting in self.settings if setting.required],
            "additionalProperties": False,
        }
