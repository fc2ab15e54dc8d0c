"""Settings of a connection: what each is, and which of them a mapping may read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from shopglot.connector._fields import check_fields
from shopglot.connector._hosts import read_base_url
from shopglot.connector._validation import check_texts, check_unique, check_word
from shopglot.errors import InvalidArgument, InvalidConnector

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Setting", "readable_settings"]

_KINDS: dict[str, type] = {"text": str, "url": str, "boolean": bool, "integer": int}
_WORDS = {"text": "text", "url": "a web address", "boolean": "true or false", "integer": "a whole number"}
_WHOLE = re.compile(r"-?[0-9]{1,18}\Z")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a connection: what a form asks and what the settings' JSON Schema is made of.

    Mappings read those that are no secrets as `setting.name`. `kind` is the type of the value: a `url` is a base URL,
    https or on this machine, with no slash at its end. `pattern` is a regular expression that a whole text matches.
    `store` is the dotted field of the unified store that says it where it is not given, such as `currency`; then it is
    not required. `owner` says whose it is: the `app`'s, entered once by who runs the integration, or the
    `connection`'s, entered for each seller. Settings are shown in the order of the definition; `group` is a heading
    for some of them, `guide` the key of the guide's section that says where to find it.
    """

    name: str
    title: str
    description: str
    secret: bool = False
    required: bool = True
    default: str | bool | int | None = None
    choices: tuple[str, ...] = ()
    kind: Literal["text", "url", "boolean", "integer"] = "text"
    store: str = ""
    pattern: str = ""
    owner: Literal["app", "connection"] = "connection"
    group: str = ""
    guide: str = ""

    def __post_init__(self) -> None:
        check_fields(self, "setting", named=True)
        owner = f"setting {self.name!r}"
        check_word("setting", "name", self.name)
        check_texts(owner, title=self.title, description=self.description)
        check_unique(owner, "choice", self.choices)
        if self.choices and self.default is not None and self.default not in self.choices:
            raise InvalidConnector(f"{owner}: default {self.default!r} is not one of {', '.join(self.choices)}")
        if self.secret and self.default is not None:
            raise InvalidConnector(f"{owner}: a secret has no default")
        if self.kind != "text" and (self.secret or self.choices):
            raise InvalidConnector(f"{owner}: a secret, and a setting with choices, is text")
        if self.default is not None and type(self.default) is not _KINDS[self.kind]:
            raise InvalidConnector(f"{owner}: the default must be {_WORDS[self.kind]}")
        self._check_pattern(owner)
        if self.store and (self.secret or self.required or not all(map(str.isidentifier, self.store.split(".")))):
            raise InvalidConnector(
                f"{owner}: store is a dotted field of the store, of a setting neither secret nor required"
            )

    def _check_pattern(self, owner: str) -> None:
        if self.pattern and (self.kind != "text" or self.choices):
            raise InvalidConnector(f"{owner}: a pattern is for a text without choices")
        try:
            expression = re.compile(self.pattern)
        except re.error as error:
            raise InvalidConnector(f"{owner}: pattern: {error}") from None
        if self.pattern and isinstance(self.default, str) and not expression.fullmatch(self.default):
            raise InvalidConnector(f"{owner}: the default does not match the pattern")

    def parse(self, value: object) -> str | bool | int:
        """Return a value of this setting's kind, also from its text; raises `InvalidArgument` without quoting it."""
        parsed = value
        if type(value) is str and self.kind == "boolean":
            parsed = {"true": True, "false": False}.get(value.lower(), value)
        elif type(value) is str and self.kind == "integer" and _WHOLE.match(value):
            parsed = int(value)
        if not isinstance(parsed, str | bool | int) or type(parsed) is not _KINDS[self.kind]:
            raise InvalidArgument(f"{self.name} must be {_WORDS[self.kind]}")
        if self.choices and parsed not in self.choices:
            raise InvalidArgument(f"{self.name} must be one of {', '.join(self.choices)}")
        if self.kind == "url":
            try:
                parsed = read_base_url(str(parsed))
            except InvalidArgument as error:
                raise InvalidArgument(f"{self.name}: {error.message}") from None
        if self.pattern and not re.fullmatch(self.pattern, str(parsed)):
            raise InvalidArgument(f"{self.name} has another form than {self.pattern}")
        return parsed

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of this one setting."""
        kind = {"text": "string", "url": "string"}.get(self.kind, self.kind)
        schema: dict[str, Any] = {"type": kind, "title": self.title, "description": self.description}
        if self.required and kind == "string":
            schema["minLength"] = 1
        if self.kind == "url":
            schema["format"] = "uri"
        if self.pattern:
            schema["pattern"] = f"^(?:{self.pattern})$"
        if self.secret:
            schema["writeOnly"] = True
        if self.default is not None:
            schema["default"] = self.default
        if self.choices:
            schema["enum"] = list(self.choices)
        schema["x-owner"] = self.owner
        schema |= {f"x-{name}": said for name, said in (("group", self.group), ("guide", self.guide)) if said}
        return schema


def readable_settings(
    owner: str, settings: tuple[Setting, ...], given: Mapping[str, object], file: str = ""
) -> dict[str, str | bool | int]:
    """Return the settings that mappings may read; see `ConnectorDefinition.readable_settings`."""
    declared = {one.name: one for one in settings}
    readable = {one.name: one.default for one in settings if one.default is not None}
    for name, value in given.items():
        if name not in declared:
            near = get_close_matches(name, [one.name for one in settings if not one.secret], 1)
            raise InvalidArgument(
                f"{owner} has no setting {name!r}",
                code="settings",
                hint=f"Did you mean {near[0]}?" if near else f"Declare it under `settings` in {file}." if file else "",
            )
        if declared[name].secret:
            raise InvalidArgument(f"{name} is a secret: no mapping can read it", code="settings", hint="Leave it out.")
        if value is None or value == "":
            continue
        try:
            readable[name] = declared[name].parse(value)
        except InvalidArgument as error:
            raise InvalidArgument(f"{owner}: {error.message}", code="settings") from None
    return readable
