"""Where a command finds a connection's settings and token: a JSON file, stdin, or the environment."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopglot.checkup import Setup
from shopglot.connector import Token
from shopglot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import ConnectorDefinition

__all__ = ["FileTokens", "from_environment", "read_setup", "variables", "write_setup"]

_FORM = 'Write {"app_key": "…", …, "token": {"access_token": "…"}}: settings at the top level, the token beside them.'


def read_setup(source: str) -> Setup:
    """Read a settings file (`-` is stdin); raises `SettingsError`, which never quotes its content."""
    where = "stdin" if source == "-" else source
    try:
        text = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        data = json.loads(text)
    except OSError as error:
        raise SettingsError(f"{error.strerror}", where=where, code="unreadable", hint=_FORM) from None
    except (ValueError, RecursionError):
        raise SettingsError("not JSON", where=where, code="not_json", hint=_FORM) from None
    if not isinstance(data, dict):
        raise SettingsError("expected a JSON object", where=where, code="not_object", hint=_FORM)
    token, hosts = data.pop("token", None), data.pop("hosts", None) or {}
    if not isinstance(hosts, dict) or not all(isinstance(origin, str) for origin in hosts.values()):
        raise SettingsError("hosts: expected an object of origins", where=where, code="hosts", hint=_FORM)
    return Setup(data, _token(token, where), hosts)


def _token(data: Any, where: str) -> Token | None:
    if data is None:
        return None
    try:
        return Token.from_dict(data)
    except SettingsError as error:
        raise SettingsError(error.message, where=where, code=error.code, hint=_FORM) from None


def from_environment(connector: ConnectorDefinition, environment: Mapping[str, str]) -> Setup:
    """Read `SHOPGLOT_<CONNECTOR>_<SETTING>` for each setting, and `…_ACCESS_TOKEN` for the token."""
    names = variables(connector)
    settings = {name: environment[variable] for name, variable in names.items() if environment.get(variable)}
    access = environment.get(f"{_prefix(connector)}ACCESS_TOKEN")
    return Setup(settings, Token(access) if access else None)


def variables(connector: ConnectorDefinition) -> dict[str, str]:
    """Return the environment variable of each setting, by the setting's name."""
    return {setting.name: f"{_prefix(connector)}{setting.name.upper()}" for setting in connector.settings}


def _prefix(connector: ConnectorDefinition) -> str:
    return f"SHOPGLOT_{connector.id.upper().replace('-', '_')}_"


def write_setup(path: Path, setup: Setup) -> None:
    """Write a settings file that only its owner can read, whole or not at all; raises `SettingsError`."""
    new = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(setup.as_dict(), file, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise SettingsError(f"{error.strerror}", where=str(path), code="unwritable") from None


class FileTokens:
    """Keeps a connection's token in its settings file, so that a refreshed one is not lost."""

    def __init__(self, path: Path, setup: Setup) -> None:
        self._path = path
        self._setup = setup

    def load(self) -> Token | None:
        """Return the token that the file has now."""
        return read_setup(str(self._path)).token

    def save(self, token: Token) -> None:
        """Write the new pair into the file."""
        write_setup(self._path, replace(self._setup, token=token))
