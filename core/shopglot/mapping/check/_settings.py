"""Settings of the connection, as rules read them: declared, no secrets, each of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.errors import InvalidArgument
from shopglot.mapping.syntax import ANY, Type, did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.connector import Setting
    from shopglot.mapping.syntax import Node, Reporter

__all__ = ["SettingsChecker"]


class SettingsChecker:
    """Finds the settings that rules read; `used` are their names."""

    def __init__(self, report: Reporter, settings: tuple[Setting, ...]) -> None:
        self.report = report
        self.used: set[str] = set()
        self._declared = {one.name: one for one in settings}

    def type_of(self, name: str, node: Node) -> Type:
        """Return the type of a setting; one that can't be read is reported (`E305`, `E309`), and its type is ANY."""
        setting = self._declared.get(name)
        if setting is None:
            known = [one.name for one in self._declared.values() if not one.secret]
            hint = did_you_mean(name, known) or f"it has {listing(known) or '(none)'}"
            self.report("E305", node, f"the connector has no setting `{name}`", hint=hint)
            return ANY
        if setting.secret:
            self.report("E309", node, f"the setting `{name}` is a secret", hint="no rule can read it")
            return ANY
        self.used.add(name)
        return Type(setting.kind, values=setting.choices)

    def value(self, name: str, key: Node, value: Node) -> None:
        """Check the value that a test gives to a setting (`E301`, `E303`); null and blank text give none."""
        if self.type_of(name, key) is ANY or value.value in {None, ""}:
            return
        setting = self._declared[name]
        try:
            setting.parse(value.value)
        except InvalidArgument as error:
            wrong = setting.choices and isinstance(value.value, str)
            hint = (did_you_mean(value.value, setting.choices) or "") if wrong else ""
            self.report("E303" if wrong else "E301", value, error.message, hint=hint)

    def zone(self, name: str, node: Node) -> None:
        """Check that a setting can be a time zone (`E301`)."""
        of = self.type_of(name, node)
        if of.kind not in {"text", "any"}:
            self.report("E301", node, f"expected a time zone, got {of}")
