"""Collecting what is wrong with a mapping file while it is read, parsed and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.diagnostics import Diagnostic, Label
from shopglot.mapping.syntax._codes import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.mapping.syntax._nodes import Node, SourceFile

__all__ = ["Reporter"]


class Reporter:
    """Collects the diagnostics of one file, each tied to the node it is about."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def __call__(  # noqa: PLR0913 - what a diagnostic is made of, by name
        self,
        code: str,
        node: Node,
        message: str,
        *,
        hint: str = "",
        facts: tuple[tuple[str, str], ...] = (),
        labels: Iterable[tuple[Node, str]] = (),
    ) -> None:
        """Report one diagnostic at `node`; the same one is reported once.

        `labels` are the other places that it is about, each with what stands there.
        """
        if node.source is not None and (code.startswith("W") or code == "E204"):
            return  # a base's leftovers that a layer no longer needs are not the layer's fault
        source = node.source or self.source
        diagnostic = Diagnostic(
            code=code,
            file=source.name,
            line=node.line,
            column=node.column,
            message=message,
            width=node.width,
            text=source.line(node.line),
            facts=facts,
            hint=hint,
            title=CODES[code].title,
            labels=tuple(self._label(place, text) for place, text in labels),
        )
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)

    def _label(self, node: Node, message: str) -> Label:
        source = node.source or self.source
        return Label(source.name, node.line, node.column, message, node.width, source.line(node.line))

    @property
    def failed(self) -> bool:
        """Whether any error was reported."""
        return any(item.severity == "error" for item in self.diagnostics)
