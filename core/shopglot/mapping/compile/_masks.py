"""How a masked value looks, and what is left when it is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from shopglot.mapping.compile._convert import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition

    Detector = Callable[[str], bool]

__all__ = ["NO_GUARD", "Guard", "Masks", "asterisks", "find_masks", "remove_masks"]


class Masks(NamedTuple):
    """The detectors of masked text: in the places that a mapping watches, and in a person's fields."""

    watched: Detector
    person: Detector


class Guard(NamedTuple):
    """How a masked value is detected: the record code to warn with, the detector, and a text that all masks contain."""

    code: str
    masked: Detector | None
    probe: str

    @classmethod
    def of(cls, code: str, masked: Detector) -> Guard:
        """Build one; where all masks contain an asterisk, looking for it first is faster than the detector."""
        return cls(code, masked, "*" if masked is asterisks else "")


NO_GUARD = Guard("", None, "")
"""No check: any text is allowed there."""


def find_masks(connector: ConnectorDefinition, named: str) -> Masks:
    """Return the detectors for a mapping that names one of the connector's, or `asterisks`.

    Asterisks are a mask whatever the mapping names; in a person's fields every detector of the connector is asked.
    """
    by_name = {detector.name: detector.function for detector in connector.masks}
    return Masks(_any_of([by_name[named]] if named in by_name else []), _any_of(list(by_name.values())))


def _any_of(others: list[Detector]) -> Detector:
    if not others:
        return asterisks

    def masked(value: str) -> bool:
        if asterisks(value):
            return True
        try:
            return any(other(value) for other in others)
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - a plugin's function may raise anything: what it can't judge is not shown
            return True

    return masked


def asterisks(value: str) -> bool:
    """Check whether a text is masked: two asterisks in a row, or one that touches a letter or digit."""
    at = value.find("*")
    while at >= 0:
        before, after = value[at - 1 : at], value[at + 1 : at + 2]
        if after == "*" or before.isalnum() or after.isalnum():
            return True
        at = value.find("*", at + 1)
    return False


def remove_masks(value: Any, masked: Detector, depth: int = 0) -> Any:
    """Return the value itself where nothing in it is masked, else a copy with null in place of each masked part.

    In objects a key that is masked is left out, with its value.
    """
    kind = type(value)
    if kind is str:
        return None if masked(value) else value
    if depth > MAX_DEPTH or kind not in (dict, list):
        return value
    if kind is list:
        cleared = [remove_masks(item, masked, depth + 1) for item in value]
        return value if all(map(_same, cleared, value)) else cleared
    clear = {
        key: remove_masks(item, masked, depth + 1)
        for key, item in value.items()
        if type(key) is not str or not masked(key)
    }
    return value if len(clear) == len(value) and all(map(_same, clear.values(), value.values())) else clear


def _same(one: Any, other: Any) -> bool:
    # By identity: equality would walk every value again, and 1 == 1.0 is not "unchanged".
    return one is other
