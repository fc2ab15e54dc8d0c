"""Connectors whose definition, or what stands for it, is not one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hostile_base import DATA, Plugin, definition

from shopglot.connector import ConnectorDefinition, Resource, Setting

if TYPE_CHECKING:
    from typing import NoReturn

_SETTING = Setting("market", "Market", "Where the shop sells.")


class Unchecked(ConnectorDefinition):
    """A definition that leaves out its checks."""

    def __post_init__(self) -> None:
        pass


class Folder:
    """A folder that breaks whoever looks into it."""

    def __getattr__(self, name: str) -> NoReturn:
        raise SystemExit(name)


def _unchecked() -> ConnectorDefinition:
    given: dict[str, Any] = {"id": "unchecked", "resources": "orders", "settings": 42}
    return Unchecked(**given, name="", version="", raw_schemas=(), mappings=DATA, schemas=DATA)


text = Plugin(lambda: definition("settings-text", settings="zzz"))
twice = Plugin(lambda: definition("settings-twice", settings=(_SETTING, _SETTING)))
unchecked = Plugin(_unchecked)
folder = Plugin(lambda: definition("folder", mappings=Folder()))
mapping = Plugin(lambda: definition("mapping"))
elsewhere = Plugin(
    lambda: definition("elsewhere", resources=(Resource("store", "Store", "order.yaml", records=("shops",)),))
)
