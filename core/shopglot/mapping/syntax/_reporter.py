"""Collecting what is wrong with a mapping file while it is read, parsed and checked."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopglot.diagnostics import Diagnostic, Label
from shopglot.mapping.syntax._codes import CODES
from shopglot.mapping.syntax._shown import hint_for_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping.syntax._ast import Shared
    from shopglot.mapping.syntax._nodes import Node, SourceFile, Use

__all__ = ["Reporter"]


class Reporter:
    """Collects the diagnostics of one file, each tied to the node it is about."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.lower: set[SourceFile] = set()  # the files that a layer extends
        self.shared: list[Shared] = []  # what the parts files bring
        self.shared_files: list[SourceFile] = []
        self.unread = False  # a parts file could not be read: what names it brings is not known
        self.lost_hidden = False  # the hidden block that is used is not there: what it watches is not known
        self._uses: dict[Diagnostic, list[Use]] = {}

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
        if node.source in self.lower and (code.startswith("W") or code == "E204"):
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
        if node.use is not None:
            self._add_used(diagnostic, node.use)
        elif not any(replace(item, labels=diagnostic.labels) == diagnostic for item in self.diagnostics):
            self.diagnostics.append(diagnostic)

    def shape(self, node: Node, expected: str, hint: str = "") -> None:
        """Report what has another shape than expected (`E104`); `hint` is for all but what is not there at all."""
        self("E104", node, f"{expected}, got {node.kind}", hint=hint_for_nothing(node, self.source) or hint)

    @cached_property
    def tests(self) -> Reporter:
        """What is wrong in the block `tests`, collected apart: it keeps no mapping from being used."""
        apart = Reporter(self.source)
        apart.lower = self.lower
        return apart

    @contextmanager
    def collecting(self) -> Iterator[list[Diagnostic]]:
        """Yield a list that has, at the end, what was reported meanwhile."""
        before, new = len(self.diagnostics), list[Diagnostic]()
        yield new
        new += self.diagnostics[before:]

    def take(self, other: Reporter, label: tuple[Node, str]) -> None:
        """Take over what another reporter collected, each with a label."""
        self.diagnostics += [item.with_labels([self._label(*label)]) for item in other.diagnostics]

    def _add_used(self, diagnostic: Diagnostic, use: Use) -> None:
        """Add what is wrong in a part, with the places of its use; where it is used twice, it is one mistake.

        Where another use gives the mistake another text, that text stands beside the place of that use.
        """
        labels = [self._label(one.node, f"`{one.name}` is used here") for one in use.chain()]
        alike = [item for item in self.diagnostics if item.is_at(diagnostic) and use not in self._uses.get(item, ())]
        alike = [item for item in alike if item in self._uses or not item.labels]
        same = next((item for item in alike if item.message == diagnostic.message), None)
        known = same or next(iter(alike), None)
        if known is None:
            known = diagnostic.with_labels(labels)
            if known not in self.diagnostics:
                self.diagnostics.append(known)
                self._uses[known] = [use]
            return  # otherwise the checker came twice to this use
        if same is None:
            labels[0] = replace(labels[0], message=f"{labels[0].message}: {diagnostic.message}")
        longer = known.with_labels(labels)
        self.diagnostics[self.diagnostics.index(known)] = longer
        self._uses[longer] = [*self._uses.pop(known, ()), use]

    def _label(self, node: Node, message: str) -> Label:
        source = node.source or self.source
        return Label(source.name, node.line, node.column, message, node.width, source.line(node.line))

    def hints_at(self, name: str) -> bool:
        """Check whether an unknown name was reported that is likely this one: then nothing else is wrong with it."""
        return any(one.code == "E305" and f"did you mean `{name}`" in one.hint for one in self.diagnostics)

    def may_use(self, name: str, blocks: Iterable[Node | None]) -> bool:
        """Check whether a rule that could not be read may use what has this name: it stands in these blocks."""
        if not any(item.code.startswith("E1") for item in self.diagnostics):
            return False
        nodes = (node for block in blocks if block is not None for node in block.all())
        return any(node.value == name for node in nodes)

    @property
    def failed(self) -> bool:
        """Whether any error was reported."""
        return any(item.severity == "error" for item in self.diagnostics)
