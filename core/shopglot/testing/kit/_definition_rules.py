"""Rules about a connector as a plugin: it loads, and importing it does nothing that can be seen from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from shopglot.testing.kit._verdict import Broken, NothingToCheck, require_none

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.testing.kit._subject import Subject

__all__ = ["check_guide", "check_import_network", "check_import_output", "check_loads"]

_SECONDS = 60


def check_loads(subject: Subject, _case: str) -> None:
    """Check that the definition is whole: its folders, its mappings, the schema of its settings."""
    definition = subject.definition
    missing = [kind for kind in ("mappings", "schemas") if not getattr(definition, kind).is_dir()]
    require_none(missing, "folders that the definition names are not there")
    Draft202012Validator.check_schema(definition.settings_schema())


def check_guide(subject: Subject, _case: str) -> None:
    """Check that a person is told how to configure the connector: each setting stands in a section of the guide."""
    definition = subject.definition
    if not definition.settings:
        raise NothingToCheck("the connector has no settings")
    if definition.guide is None:
        raise Broken("the connector has settings and no guide")
    text = "\n".join(section.body for section in definition.guide.sections)
    asked = [setting for setting in definition.settings if setting.required]
    require_none(
        (setting.name for setting in asked if not setting.guide and setting.title not in text),
        "no section of the guide is about these required settings",
    )


def check_import_network(subject: Subject, _case: str) -> None:
    """Check that nothing asks for the network while the plugin is imported and describes itself."""
    require_none(_imported(subject)["network"], "importing the plugin asks for the network")


def check_import_output(subject: Subject, _case: str) -> None:
    """Check that nothing is printed while the plugin is imported and describes itself."""
    printed = _imported(subject)["printed"]
    if printed:
        raise Broken(f"importing the plugin prints {printed} bytes")


def _imported(subject: Subject) -> Mapping[str, Any]:
    """Import the plugin in a process of its own, once, and return what it did there."""
    if not subject.installed:
        raise NothingToCheck("the connector is no installed plugin: nothing of it is imported")
    if not subject.imported:
        subject.imported = _import(subject.connector.id)
    return subject.imported


def _import(name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "shopglot.testing.kit._child", name, str(report)],
            capture_output=True,
            # Tests may have found the plugin on a path of their own.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=_SECONDS,
            check=False,
        )
        if not report.is_file():
            raise Broken(f"the process that imports the plugin ended with {done.returncode}, and without a word")
        seen: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return {**seen, "printed": len(done.stdout) + len(done.stderr)}
