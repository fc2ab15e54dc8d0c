"""What a connection's mappings read as `setting.name`: what was given, and what the store says of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import Setting
    from shopglot.registry import Connector
    from shopglot_models import Store

__all__ = ["MappingContext"]


class MappingContext:
    """The readable settings of one connection; no secret is ever among them.

    What the store says is read once, and only where a mapping reads a setting that stands for it and is not given.
    """

    def __init__(self, connector: Connector, given: Mapping[str, str]) -> None:
        self._connector = connector
        declared = connector.definition.settings
        self._given = {one.name: given[one.name] for one in declared if not one.secret and given.get(one.name)}
        self._told: dict[str, Any] | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The settings as far as they are known."""
        return {**(self._told or {}), **self._given}

    def needs_store(self, resource: str) -> bool:
        """Check whether the mapping of a resource reads what the store is still to be asked for."""
        if self._told is not None or not self._open or resource == "store":
            return False
        mapping = self._connector.mappings.get(resource)
        return mapping is not None and any(one.name in mapping.file.settings for one in self._open)

    def learn(self, store: Store | None) -> None:
        """Keep what the store says; without one nothing more is asked for."""
        said = {} if store is None else store.model_dump(mode="json")
        told = {one.name: _told(one, said) for one in self._open}
        self._told = {name: value for name, value in told.items() if value is not None}

    @property
    def _open(self) -> list[Setting]:
        return [one for one in self._connector.definition.settings if one.store and one.name not in self._given]


def _told(setting: Setting, said: Any) -> Any:
    for step in setting.store.split("."):
        said = said.get(step) if isinstance(said, dict) else None
    try:
        return None if said in {None, ""} else setting.parse(said)
    except (
        TypeError,
        ValueError,
    ):  # a list or an object there, or another kind of value: the store says nothing of use
        return None
