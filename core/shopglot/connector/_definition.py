"""What a connector is, as data.

A plugin returns one `ConnectorDefinition`; from it the host makes everything else: the mapping checker's raw types, the
settings form, the list of connectors, the guide. Every part of it validates itself when it is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from shopglot.connector._fields import check_fields
from shopglot.connector._hosts import HostSetting
from shopglot.connector._settings import Setting, readable_settings
from shopglot.connector._validation import (
    check_name,
    check_texts,
    check_unique,
    check_word,
)
from shopglot.errors import InvalidConnector, ResourceNotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from importlib.resources.abc import Traversable

    from shopglot.connector._error_body import ErrorBody
    from shopglot.connector._live import Live
    from shopglot.connector._sandbox import RunningSandbox, SandboxOptions

__all__ = [
    "API_VERSION",
    "AsSent",
    "ConnectorDefinition",
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
_KINDS = ("text", "money", "integer", "boolean", "list", "object", "any")


@dataclass(frozen=True, slots=True)
class RawSchema:
    """The raw JSON Schema of one record, cut out of the schemas of the responses that carry it.

    `name` is what a mapping's `from` says, e.g. `order@202507`. `sources` are `(file, pointer)` pairs: a schema file
    in the connector's `schemas` folder and the JSON Pointer of the record's schema in it; where several responses
    carry the record, the schemas are merged, so that a path known to any one of them is known.

    `maskable` are the places whose values the platform may send masked, with all that is below them: names joined by
    dots, through lists as well (`recipient_address`, `units.gift_to`). No mapping publishes one of them unwatched
    unless it says why; a place that the schema does not have is refused when the schema is read.

    `parts` are `(key, file, pointer)`: what a call of its own adds to a record, and the key under which
    `Operations.complete` puts it there.
    """

    name: str
    sources: tuple[tuple[str, str], ...]
    maskable: tuple[str, ...] = ()
    parts: tuple[tuple[str, str, str], ...] = ()

    def __post_init__(self) -> None:
        check_fields(self, "raw schema", named=True)
        if "@" not in self.name or not self.sources:
            raise InvalidConnector(f"raw schema {self.name!r} needs a name like 'order@202507' and at least one source")
        owner = f"raw schema {self.name!r}"
        for key, _, _ in self.parts:
            check_word(owner, "part", key)
        check_unique(owner, "part", (key for key, _, _ in self.parts))
        for file, pointer in self.places():
            check_texts(owner, file=file)
            if pointer and not pointer.startswith("/"):
                raise InvalidConnector(f"{owner}: {pointer!r} must be a JSON Pointer, such as '/$defs/order'")
        for place in self.maskable:
            if "[" in place or not all(place.split(".")):
                raise InvalidConnector(f"{owner}: maskable {place!r} must be names joined by dots, without indexes")
        check_unique(owner, "maskable place", self.maskable)

    def places(self) -> tuple[tuple[str, str], ...]:
        """Return the files and pointers of all schemas that it is made of, those of its parts last."""
        return (*self.sources, *((file, pointer) for _, file, pointer in self.parts))

    def files(self) -> tuple[str, ...]:
        """Return the schema files that it is made of, each once."""
        return tuple(dict.fromkeys(file for file, _ in self.places()))


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record that the connector can read.

    `name` is the word callers use (`order`), `model` the unified model, `mapping` the YAML file's name, `records`
    the paths inside a response's data at which records are (`""`: the data is the record), tried in this order.
    """

    name: str
    model: Literal["Store", "Product", "Order", "Customer"]
    mapping: str
    records: tuple[str, ...]

    def __post_init__(self) -> None:
        check_fields(self, "resource", named=True)
        check_name("resource", self.name)
        if not self.mapping.endswith((".yaml", ".yml")):
            raise InvalidConnector(f"resource {self.name!r}: mapping {self.mapping!r} must be a YAML file's name")
        if not self.records:
            raise InvalidConnector(f"resource {self.name!r}: records must list at least one path")
        check_unique(f"resource {self.name!r}", "path", self.records)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The top-level keys of a platform's responses: code, message, request id, data.

    `page_keys` are keys inside the data that describe the page: an object with no other key lists no record.
    """

    code: str = "code"
    success: int | str = 0
    message: str = "message"
    request_id: str = "request_id"
    data: str = "data"
    page_keys: tuple[str, ...] = ("next_page_token", "total_count")

    def __post_init__(self) -> None:
        check_fields(self, "envelope")
        keys = {"code": self.code, "message": self.message, "request_id": self.request_id, "data": self.data}
        check_texts("envelope", **keys)
        check_unique("envelope", "key", keys.values())


@dataclass(frozen=True, slots=True)
class AsSent:
    """A transform's result for a value that it does not understand: taken as it was sent, with warning R116.

    Its `repr` does not show the value.
    """

    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Transform:
    """A named Python function that mappings may call: pure, typed, with examples.

    `function` takes the values of `parameters` (name and type: text, money, integer, boolean, list, object, any) and
    returns a value of type `returns`, None when there is nothing to give, or `AsSent` with such a value when it did not
    understand what it got. It must not raise on text it does not understand.

    A list, an object or anything is plain JSON: the function gets a copy of what was sent, without what is masked and
    with decimals as text, and what it returns as such is copied in the same way.
    """

    name: str
    function: Callable[..., Any]
    parameters: tuple[tuple[str, str], ...]
    returns: str
    doc: str
    examples: tuple[tuple[tuple[Any, ...], Any], ...]

    def __post_init__(self) -> None:
        check_fields(self, "transform", named=True)
        owner = f"transform {self.name!r}"
        check_word("transform", "name", self.name)
        check_texts(owner, doc=self.doc)
        for name, kind in (*self.parameters, ("returns", self.returns)):
            check_word(owner, "parameter", name)
            if kind not in _KINDS:
                raise InvalidConnector(f"{owner}: {name} is {kind!r}, expected one of {', '.join(_KINDS)}")
        check_unique(owner, "parameter", (name for name, _ in self.parameters))
        for given, _ in self.examples:
            if len(given) != len(self.parameters):
                raise InvalidConnector(f"{owner}: an example has {len(given)} values, expected {len(self.parameters)}")


@dataclass(frozen=True, slots=True)
class MaskDetector:
    """How one masked value looks on this platform, beside asterisks: a pure function from text to bool.

    In a person's fields every detector of the connector is asked, in watched places the one that the mapping names.
    """

    name: str
    function: Callable[[str], bool]
    doc: str

    def __post_init__(self) -> None:
        check_fields(self, "mask detector", named=True)
        check_word("mask detector", "name", self.name)
        check_texts(f"mask detector {self.name!r}", doc=self.doc)
        if self.name == "asterisks":
            raise InvalidConnector("mask detector 'asterisks' is built in: give this one another name")


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section of the configuration guide; `key` is what a mapping's `remedy` points to."""

    key: str
    title: str
    body: str

    def __post_init__(self) -> None:
        check_fields(self, "guide section", named=True)
        check_name("guide section", self.key)
        check_texts(f"guide section {self.key!r}", title=self.title, body=self.body)


@dataclass(frozen=True, slots=True)
class Guide:
    """How to configure the connector, for a person, in order."""

    title: str
    sections: tuple[GuideSection, ...]

    def __post_init__(self) -> None:
        check_fields(self, "guide")
        check_texts("guide", title=self.title)
        check_unique("guide", "section", self.keys())

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all sections, in order."""
        return tuple(section.key for section in self.sections)


@dataclass(frozen=True, slots=True)
class Gotcha:
    """A surprise of the platform that a user should know before it bites; `remedy` is a key of the guide, or None."""

    title: str
    text: str
    remedy: str | None = None

    def __post_init__(self) -> None:
        check_fields(self, "gotcha", named=True)
        check_texts("gotcha", title=self.title)
        check_texts(f"gotcha {self.title!r}", text=self.text)


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission of the app: the scope's key, its name in the portal, and what it unlocks.

    `proved_by` is the resource whose reading shows that it works, such as `order`; blank: none does. One that is not
    `required` completes the records of that resource: without it they come in part.
    """

    scope: str
    portal_name: str
    unlocks: str
    required: bool = True
    proved_by: str = ""

    def __post_init__(self) -> None:
        check_fields(self, "permission", named=True)
        check_texts("permission", scope=self.scope)
        check_texts(f"permission {self.scope!r}", portal_name=self.portal_name, unlocks=self.unlocks)


@dataclass(frozen=True, slots=True)
class ConnectorDefinition:
    """One platform, as data: what a plugin's `shopglot_connector` hook returns.

    `mappings` and `schemas` are folders (anything that `importlib.resources.files` gives, or a `pathlib.Path`), and so
    is `fixtures`, with saved answers for the workbench; None where there are none, or they are not installed.
    `envelope` is None for a platform that puts nothing around its records; `error_body` then tells errors from them.
    `api` is the version of this contract that the plugin was built for. `live` is how to talk to the platform; None
    for a connector that only maps files. `settings_file` is where an author declares settings, for a connector that
    is a folder. `sandbox(options)` opens a simulated platform for as long as its context
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
    envelope: Envelope | None = field(default_factory=Envelope)
    error_body: ErrorBody | None = None
    transforms: tuple[Transform, ...] = ()
    masks: tuple[MaskDetector, ...] = ()
    guide: Guide | None = None
    gotchas: tuple[Gotcha, ...] = ()
    settings: tuple[Setting, ...] = ()
    permissions: tuple[Permission, ...] = ()
    live: Live | None = None
    sandbox: Callable[[SandboxOptions], AbstractContextManager[RunningSandbox]] | None = None
    fixtures: Traversable | None = None
    settings_file: str = ""

    def __post_init__(self) -> None:
        check_fields(self, "connector", named=True)
        check_name("connector id", self.id)
        names = [resource.name for resource in self.resources]
        if not names:
            raise InvalidConnector(f"connector {self.id!r} has no resources")
        owner = f"connector {self.id!r}"
        check_texts(owner, name=self.name, version=self.version)
        check_unique(owner, "resource", names)
        check_unique(owner, "raw schema", (schema.name for schema in self.raw_schemas))
        check_unique(owner, "transform", (transform.name for transform in self.transforms))
        check_unique(owner, "mask detector", (mask.name for mask in self.masks))
        check_unique(owner, "setting", (setting.name for setting in self.settings))
        check_unique(owner, "permission", (permission.scope for permission in self.permissions))
        for permission in self.permissions:
            if permission.proved_by and permission.proved_by not in names:
                raise InvalidConnector(f"permission {permission.scope!r}: {permission.proved_by!r} is not a resource")
        if self.live is not None:
            self._check_live(self.live, names)
        known = set(self.guide.keys()) if self.guide else set()
        for setting in self.settings:
            if setting.guide and setting.guide not in known:
                raise InvalidConnector(f"setting {setting.name!r}: guide {setting.guide!r} is not a guide section")
        for gotcha in self.gotchas:
            if gotcha.remedy is not None and gotcha.remedy not in known:
                raise InvalidConnector(f"gotcha {gotcha.title!r}: remedy {gotcha.remedy!r} is not a guide section")

    def _check_live(self, live: Live, names: list[str]) -> None:
        derived = live.derived_customers
        models = {resource.name: resource.model for resource in self.resources}
        for resource in live.operations:
            if resource not in names:
                raise InvalidConnector(f"live: {resource!r} in operations is not a resource")
        if derived is not None and models.get(derived.resource) != "Customer":
            raise InvalidConnector(f"live: derived customers: {derived.resource!r} is not a resource of Customers")
        kinds = {setting.name: setting.kind for setting in self.settings}
        for name, host in live.hosts.items():
            if isinstance(host, HostSetting) and kinds.get(host.setting) != "url":
                raise InvalidConnector(f"live: host {name!r}: {host.setting!r} is not a setting of kind 'url'")
        if live.app_setting and live.app_setting not in {setting.name for setting in self.settings}:
            raise InvalidConnector(f"live: app_setting {live.app_setting!r} is not a setting")

    def resource(self, name: str) -> Resource:
        """Return the resource of this name; `ResourceNotFound` lists those there are."""
        by_name: Mapping[str, Resource] = {resource.name: resource for resource in self.resources}
        if name not in by_name:
            raise ResourceNotFound(
                f"{self.id} has no resource {name!r}; available: {', '.join(by_name)}", code="unknown_resource"
            )
        return by_name[name]

    def readable_settings(self, given: Mapping[str, object]) -> dict[str, str | bool | int]:
        """Return the settings that mappings read as `setting.name`: those given, and defaults of the others.

        None and blank text count as not given. Raises `InvalidArgument` for a setting that there is not, a secret, and
        a value of another kind; its text never quotes a value.
        """
        return readable_settings(self.id, self.settings, given, self.settings_file)

    def settings_schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of the settings, for validation and for forms, in their order.

        Secrets are `writeOnly`; `x-owner` says whose each is, `x-group` its heading, `x-guide` its guide section.
        """
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Settings of {self.name}",
            "type": "object",
            "properties": {setting.name: setting.schema() for setting in self.settings},
            "required": [setting.name for setting in self.settings if setting.required],
            "additionalProperties": False,
        }
