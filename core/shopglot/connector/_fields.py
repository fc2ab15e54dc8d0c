"""Whether the fields of a dataclass hold what their annotations say: written once, and checked when one is made.

An annotation is read as it is written, so that a module may name types that it imports for type checkers alone.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from shopglot.errors import InvalidConnector, PlatformError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopglot.errors import ShopglotError

__all__ = ["check_fields"]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a field may hold: in words, one of it and several, and the test of a value."""

    one: str
    many: str
    fits: Callable[[Any], bool]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_ANY = _Kind("anything", "anything", lambda _: True)
_PLAIN = {
    "Any": _ANY,
    "None": _Kind("None", "None", lambda value: value is None),
    "bool": _Kind("true or false", "booleans", lambda value: type(value) is bool),
    "bytes": _Kind("bytes", "bytes", lambda value: isinstance(value, bytes)),
    "float": _Kind("a number", "numbers", lambda value: isinstance(value, float) or _whole(value)),
    "int": _Kind("a whole number", "whole numbers", _whole),
    "str": _Kind("a text", "texts", lambda value: isinstance(value, str)),
    # What `importlib.resources.files` gives has more classes than one can name.
    "Traversable": _Kind("a folder", "folders", lambda value: hasattr(value, "is_dir") and hasattr(value, "joinpath")),
}
_CALLABLE = _Kind("callable", "functions", callable)
_SIZES = {2: ("a pair", "pairs"), 3: ("a triple", "triples")}


def check_fields(part: Any, label: str, *, named: bool = False, error: type[ShopglotError] = InvalidConnector) -> None:
    """Refuse a dataclass's instance with a field that is not what its annotation says.

    The message begins with `label`, and with `named` the first field's text. It never quotes another value.
    """
    kinds = _kinds_of(type(part))
    for name, kind in kinds.items():
        if not kind.fits(getattr(part, name)):
            first = next(iter(kinds))
            owner = f"{label} {getattr(part, first)!r}" if named and name != first else label
            raise error(f"{owner}: {name} must be {kind.one}")


_KINDS_OF: dict[type, dict[str, _Kind]] = {}


def _kinds_of(of: type[Any]) -> dict[str, _Kind]:
    """Return the kind of each field of a class; read when the first instance is made, and kept."""
    if of not in _KINDS_OF:
        _KINDS_OF[of] = {one.name: _read(ast.parse(str(one.type), mode="eval").body) for one in fields(of)}
    return _KINDS_OF[of]


def _read(node: ast.expr) -> _Kind:
    match node:
        case ast.Constant(value=None):
            return _PLAIN["None"]
        case ast.Name(id=name):
            return _PLAIN.get(name) or _instance(name)
        case ast.BinOp():
            return _either(list(_choices(node)))
        case ast.Subscript(value=ast.Name(id=outer), slice=inner):
            return _generic(outer, inner.elts if isinstance(inner, ast.Tuple) else [inner])
    raise InvalidConnector(f"an annotation that nobody reads: {ast.unparse(node)}")


def _generic(outer: str, inner: Sequence[ast.expr]) -> _Kind:
    if outer == "Callable":
        return _CALLABLE
    if outer == "Literal":
        words = tuple(one.value for one in inner if isinstance(one, ast.Constant))
        listed = f"one of {', '.join(map(str, words))}"
        return _Kind(listed, listed, lambda value: isinstance(value, str) and value in words)
    if outer == "type":
        return _class(ast.unparse(inner[0]))
    if outer == "tuple" and not isinstance(inner[-1], ast.Constant):
        return _several(tuple(map(_read, inner)))
    item = _read(inner[0])
    if outer == "Mapping":
        held = _read(inner[1])
        return _Kind(
            f"a mapping of {item.many} to {held.many}",
            f"mappings of {item.many} to {held.many}",
            lambda value: (
                isinstance(value, Mapping) and all(item.fits(key) and held.fits(one) for key, one in value.items())
            ),
        )
    holder: type[Any] = {"tuple": tuple, "list": list}[outer]
    return _Kind(
        f"a {outer} of {item.many}",
        f"{outer}s of {item.many}",
        lambda value: isinstance(value, holder) and all(map(item.fits, value)),
    )


def _several(kinds: tuple[_Kind, ...]) -> _Kind:
    one, many = _SIZES[len(kinds)]
    what = f"of {kinds[0].many}" if len(set(kinds)) == 1 else f"({', '.join(kind.one for kind in kinds)})"

    def fits(value: object) -> bool:
        return (
            isinstance(value, tuple)
            and len(value) == len(kinds)
            and all(kind.fits(item) for kind, item in zip(kinds, value, strict=True))
        )

    return _Kind(f"{one} {what}", f"{many} {what}", fits)


def _choices(node: ast.expr) -> Iterator[_Kind]:
    if isinstance(node, ast.BinOp):
        yield from _choices(node.left)
        node = node.right
    yield _read(node)


def _either(kinds: list[_Kind]) -> _Kind:
    *others, last = kinds
    return _Kind(
        f"{', '.join(kind.one for kind in others)} or {last.one}",
        f"{', '.join(kind.many for kind in others)} or {last.many}",
        lambda value: any(kind.fits(value) for kind in kinds),
    )


def _instance(name: str) -> _Kind:
    """Return the kind of one of our own classes, whose module may not have it yet when this one is imported."""
    of: Any = getattr(sys.modules["shopglot.connector"], name)
    return _Kind(name, name, lambda value: isinstance(value, of))


def _class(name: str) -> _Kind:
    of: Any = {"PlatformError": PlatformError}[name]
    return _Kind(
        f"a class of {name}", f"classes of {name}", lambda value: isinstance(value, type) and issubclass(value, of)
    )
