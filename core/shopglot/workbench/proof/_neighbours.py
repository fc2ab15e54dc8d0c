"""The neighbours of a place that a join compares: where its value would have been found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import compile_path, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile import Run
    from shopglot.mapping.syntax import PathRef

__all__ = ["compile_neighbours"]

_TELLING = 3  # a value of fewer characters, such as a number of pieces, is the same as another by chance


def compile_neighbours(ref: PathRef) -> Callable[[Any, Run, Any], list[str]]:
    """Compile a search: the paths of the fields beside this one that have a given value."""
    steps = ref.path.steps
    if not steps or ref.path.base == "setting" or not isinstance(steps[-1], str):
        return lambda _cur, _run, _wanted: []
    read = compile_path(replace(ref, path=replace(ref.path, steps=steps[:-1])))

    def find_neighbours(cur: Any, run: Run, wanted: Any) -> list[str]:
        around, key = read(cur, run), key_of(wanted)
        if type(around) is not dict or key is None or len(str(key[1])) < _TELLING:
            return []
        names = [name for name, value in around.items() if name != steps[-1] and key_of(value) == key]
        return [str(replace(ref.path, steps=(*steps[:-1], name))) for name in names]

    return find_neighbours
