"""Settings of the connection, as rules read them: declared, no secrets, each of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.errors import InvalidArgument
from shopglot.mapping.syntax import ANY, Type, did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax import Node, Reporter

__all__ = ["SettingsChecker"]


class SettingsChecker:
    """Finds the settings that rules read; `used` are their names, `store` the unified model of what some stand for."""

    def __init__(self, report: Reporter, connector: ConnectorDefinition) -> None:
        self.report = report
        self.used: set[str] = set()
        self.store: Type | None = None
        self._declared = {one.name: one for one in connector.settings}
        self._file = connector.settings_file

    def type_of(self, name: str, node: Node) -> Type:
        """Return the type of a setting; one that can't be read is reported (`E305`, `E309`), and its type is ANY."""
        setting = self._declared.get(name)
        if setting is None:
            known = [one.name for one in self._declared.values() if not one.secret]
            hint = did_you_mean(name, known) or self._where_to_look(known)
            self.report("E305", node, f"the connector has no setting `{name}`", hint=hint)
            return ANY
        if setting.secret:
            self.report("E309", node, f"the setting `{name}` is a secret", hint="no rule can read it")
            return ANY
        self.used.add(name)
        if setting.store and not self._is_in_store(setting.store):
            text = f"the setting `{name}` stands for `{setting.store}`, and the store has no such field"
            self.report("E305", node, text, hint="correct `store=` where the connector declares it")
        return Type("text" if setting.kind == "url" else setting.kind, values=setting.choices)

    def _where_to_look(self, known: list[str]) -> str:
        if self._file:
            return f"declare it under `settings` in {self._file}"
        return f"it has {listing(known)}" if known else "it declares none that a rule can read"

    def is_readable(self, name: object) -> bool:
        """Check whether rules can read a setting of this name."""
        setting = self._declared.get(name) if isinstance(name, str) else None
        return setting is not None and not setting.secret

    def nearest(self, name: str) -> str:
        """Return the name of a setting that rules can read and that is like this one, or an empty text."""
        known = [one.name for one in self._declared.values() if not one.secret]
        return name if name in known else next((one for one in known if did_you_mean(name, [one])), "")

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

    def _is_in_store(self, name: str) -> bool:
        """Check whether the unified model of a store has a field of a single value under this dotted name."""
        of = self.store
        for step in name.split(".") if of is not None else ():
            if of is not None and of.kind == "any":  # an extension
                return True
            of = of.fields.get(step) if of is not None else None
        return self.store is None or (of is not None and of.kind not in {"object", "list"})

    def zone(self, name: str, node: Node) -> None:
        """Check that a setting can be a time zone (`E301`)."""
        of = self.type_of(name, node)
        if of.kind not in {"text", "any"}:
            self.report("E301", node, f"expected a time zone, got {of}")
