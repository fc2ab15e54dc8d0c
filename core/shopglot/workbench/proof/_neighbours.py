"""Where a value is that a rule looks for in vain: in a field beside it, or in a scope outside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import compile_path
from shopglot.mapping.syntax import Path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shopglot.mapping.compile import Run
    from shopglot.mapping.syntax import PathRef

__all__ = ["Found", "compile_neighbours"]

_DEPTH = 4
_TELLING = 3


class Found:
    """Fields in which a value was found that was looked for elsewhere: the path of each, with the values found.

    One that is called as the field where it was looked for is `alike`.
    """

    def __init__(self) -> None:
        self._values: dict[str, set[Any]] = {}
        self.alike = ""

    def add(self, path: str, value: Any) -> None:
        """Take note of one value."""
        self._values.setdefault(path, set()).add(value)

    @property
    def only_id(self) -> str:
        """The only path among those found that is called as an id, or an empty text."""
        near = [path for path in self._values if path.lower().endswith("id") and path[:1] not in {"^", "$"}]
        return near[0] if len(near) == 1 else ""

    @property
    def best(self) -> str:
        """The path with the most values, or an empty text: a single one of a letter or two is there by chance."""
        telling = {
            path: len(values)
            for path, values in self._values.items()
            if len(values) > 1 or len(str(next(iter(values)))) >= _TELLING or path.rpartition(".")[2] == self.alike
        }
        return max(telling, key=lambda path: telling[path], default="")


def compile_neighbours(ref: PathRef, names: frozenset[str]) -> Callable[[Any, Run], Iterator[tuple[str, Any]]]:
    """Compile a walk through the fields beside the one at a path, and through those of the scopes outside.

    `names` are the fields that the raw schema knows: any other key may be a value of the record.
    """
    steps, base = ref.path.steps, ref.path.base
    if not steps or base == "setting" or not isinstance(steps[-1], str):
        return lambda _cur, _run: iter(())
    read = compile_path(replace(ref, path=Path("", steps[:-1])))

    def iter_neighbours(cur: Any, run: Run) -> Iterator[tuple[str, Any]]:
        for other, element in sorted(_scopes(cur, run), key=lambda scope: scope[0] != base):
            around = read(element, run)
            for name, value in around.items() if type(around) is dict else ():
                if name in names and (other, name) != (base, steps[-1]):
                    yield str(Path(other, (*steps[:-1], name))), value

    return iter_neighbours


def _scopes(cur: Any, run: Run) -> Iterator[tuple[str, Any]]:
    yield "", cur
    base, outer = "^", run.outer
    while outer is not None and outer[0] is not run.record and len(base) < _DEPTH:
        yield base, outer[0]
        base, outer = base + "^", outer[1]
    if cur is not run.record:
        yield "$", run.record
