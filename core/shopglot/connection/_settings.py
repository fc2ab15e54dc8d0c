"""A connection's settings against the connector's JSON Schema, in words that never quote a value."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError

    from shopglot.connector import ConnectorDefinition

__all__ = ["wrong_settings"]


def wrong_settings(connector: ConnectorDefinition, settings: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with each setting, in the order of the schema; nothing when all is right."""
    schema = connector.settings_schema()
    # An empty optional setting is what a form sends for one that was left out.
    given = {
        name: value
        for name, value in settings.items()
        if value is not None and (value != "" or name in schema["required"])
    }
    found = [
        text
        for error in Draft202012Validator(schema).iter_errors(given)
        for text in _texts(error, schema["properties"])
    ]
    order = {name: place for place, name in enumerate(schema["properties"])}
    return sorted(set(found), key=lambda text: (order.get(text.split(" ", 1)[0], len(order)), text))


def _texts(error: ValidationError, known: Mapping[str, Any]) -> Iterator[str]:
    # The library's own messages quote the value, which may be a secret.
    name = str(error.path[0]) if error.path else ""
    rule: Any = error.validator_value
    given: Any = error.instance
    if error.validator == "required":
        yield from (f"{one} is missing" for one in rule if one not in given)
    elif error.validator == "additionalProperties":
        for one in sorted(set(given) - set(known)):
            near = get_close_matches(one, known, 1)
            yield f"{one} is no setting" + (f"; did you mean {near[0]}?" if near else "")
    elif error.validator == "enum":
        yield f"{name} must be one of {', '.join(rule)}"
    elif error.validator == "minLength":
        yield f"{name} is empty"
    else:
        yield f"{name} must be text"
