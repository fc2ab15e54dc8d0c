"""A connection's settings against the connector's JSON Schema, in words that never quote a value."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from shopglot.errors import InvalidArgument, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError

    from shopglot.connector import ConnectorDefinition, Live, Setting
    from shopglot.registry import Connector

__all__ = ["check_settings", "live_of", "wrong_settings"]

_KINDS = {"boolean": "true or false", "integer": "a whole number"}


def live_of(connector: Connector) -> Live:
    """Return the connector's live side; raises `SettingsError` for one that only maps files."""
    live = connector.definition.live
    if live is None:
        raise SettingsError(
            f"connector {connector.id} only maps files: it can't connect", code="not_live", hint="Use normalize."
        )
    return live


def check_settings(connector: Connector, given: Mapping[str, str]) -> dict[str, str]:
    """Return the settings with defaults put in; raises `SettingsError` naming all that are wrong."""
    declared = {one.name: one for one in connector.definition.settings}
    settings = {name: _written(one.default) for name, one in declared.items() if one.default is not None}
    settings.update((name, value) for name, value in given.items() if value)
    wrong = wrong_settings(connector.definition, settings)
    if wrong:
        raise SettingsError(
            f"{connector.id}: {'; '.join(wrong)}",
            code="settings",
            hint=f"`shopglot guide {connector.id}` says what each is.",
        )
    return {name: _written(declared[name].parse(value)) for name, value in settings.items()}


def _written(value: object) -> str:
    """Write a value as a connector gets it: text."""
    return str(value).lower() if type(value) is bool else str(value)


def wrong_settings(connector: ConnectorDefinition, settings: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with each setting, in the order of the schema; nothing when all is right."""
    schema = connector.settings_schema()
    # An empty optional setting is what a form sends for one that was left out.
    declared = {one.name: one for one in connector.settings}
    given = {
        name: _parsed(declared.get(name), value)
        for name, value in settings.items()
        if value is not None and (value != "" or name in schema["required"])
    }
    wrong = {
        fault: name
        for error in Draft202012Validator(schema).iter_errors(given)
        for name, fault in _faults(error, schema["properties"])
    }
    faulty = set(wrong.values())
    for name, setting in declared.items():
        if name in given and name not in faulty:
            try:
                setting.parse(given[name])
            except InvalidArgument as error:
                wrong[error.message] = name
    order = {name: place for place, name in enumerate(schema["properties"])}
    return sorted(wrong, key=lambda fault: (order.get(wrong[fault], len(order)), fault))


def _parsed(setting: Setting | None, value: Any) -> Any:
    """Return a value of the setting's kind, also from its text; the value itself where it is neither."""
    try:
        return setting.parse(value) if setting is not None and setting.kind in _KINDS else value
    except ValueError:
        return value


def _faults(error: ValidationError, known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return the setting and the words for each; the library's own messages quote the value, which may be a secret."""
    name = str(error.path[0]) if error.path else ""
    rule: Any = error.validator_value
    given: Any = error.instance
    if error.validator == "required":
        yield from ((one, f"{one} is missing") for one in rule if one not in given)
    elif error.validator == "additionalProperties":
        for one in sorted(set(given) - set(known)):
            near = get_close_matches(one, known, 1)
            yield one, f"unknown setting {one}" + (f"; did you mean {near[0]}?" if near else "")
    elif error.validator == "pattern":
        return  # `parse` says it in words
    elif error.validator == "enum":
        yield name, f"{name} must be one of {', '.join(rule)}"
    elif error.validator == "minLength":
        yield name, f"{name} is empty"
    else:
        yield name, f"{name} must be {_KINDS.get(str(rule), 'text')}"
