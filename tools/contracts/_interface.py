"""The public names of modules as entries: fields, parameters, defaults, results."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

__all__ = ["describe_names"]

_Entry = tuple[str, dict[str, Any]]


def describe_names(module: ModuleType, prefix: str = "", without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the entries of a module's public names, but for those of which another module's snapshot tells."""
    found: dict[str, Any] = {}
    for name in sorted(set(module.__all__) - without):
        found.update(_name(f"{prefix}{name}", getattr(module, name)))
    return found


def _name(place: str, value: Any) -> Iterator[_Entry]:
    if inspect.isclass(value):
        yield from _class(place, value)
    elif inspect.isfunction(value):
        yield from _function(place, value)
    elif isinstance(value, str | int | tuple):
        yield place, {"kind": "constant", "value": repr(value)}
    elif type(value).__module__ in {"typing", "types", "collections.abc"}:
        yield place, {"kind": "alias", "type": _short(repr(value))}
    else:
        yield place, {"kind": type(value).__name__}


def _class(place: str, of: type) -> Iterator[_Entry]:
    fields = [one for one in dataclasses.fields(of) if one.init] if dataclasses.is_dataclass(of) else []
    kind = "dataclass" if fields else "protocol" if getattr(of, "_is_protocol", False) else "class"
    facts: dict[str, Any] = {"kind": kind, "bases": [base.__name__ for base in of.__bases__ if base is not object]}
    public = [one for one in fields if not one.name.startswith("_")]
    if fields:
        facts["order"] = [one.name for one in public if not one.kw_only]
    yield place, facts
    for one in public:
        yield f"{place}.{one.name}", {"in": place, "type": _written(one.type), **_field_default(one)}
    known = {one.name for one in public}
    for name, written in inspect.get_annotations(of).items():
        if name not in known and not name.startswith("_"):
            default = {"default": repr(vars(of)[name])} if name in vars(of) else {}
            yield f"{place}.{name}", {"in": place, "type": _written(written), **default}
    for name, member in vars(of).items():
        yield from _member(place, kind, name, member)


def _member(place: str, kind: str, name: str, member: Any) -> Iterator[_Entry]:
    if name.startswith("_") and not (name == "__init__" and kind == "class"):
        return
    inner = f"{place}.{name}"
    if isinstance(member, property):
        returns = inspect.signature(member.fget).return_annotation if member.fget else Any
        yield inner, {"in": place, "kind": "property", "type": _written(returns)}
    elif isinstance(member, classmethod | staticmethod) or inspect.isfunction(member):
        bound = isinstance(member, staticmethod)
        function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        yield from _function(inner, function, owner=place, bound=bound)


def _function(place: str, function: Callable[..., Any], *, owner: str = "", bound: bool = True) -> Iterator[_Entry]:
    """Yield a function and its parameters; one that is not bound has its object first, which nobody gives."""
    signature = inspect.signature(function)
    given = list(signature.parameters.values())[0 if bound else 1 :]
    whole = f"{place}()"
    facts = {"in": owner} if owner else {}
    by_position = [one.name for one in given if one.kind is not one.KEYWORD_ONLY]
    yield whole, {**facts, "kind": "function", "type": _written(signature.return_annotation), "order": by_position}
    for one in given:
        default = {} if one.default is one.empty else {"default": _value(one.default)}
        yield f"{place}({one.name})", {"in": whole, "type": _written(one.annotation), **default}


def _field_default(one: dataclasses.Field[Any]) -> dict[str, str]:
    if one.default is not dataclasses.MISSING:
        return {"default": _value(one.default)}
    if one.default_factory is not dataclasses.MISSING:
        return {"default": f"{_value(one.default_factory)}()"}
    return {}


def _value(value: Any) -> str:
    return str(getattr(value, "__name__", repr(value)))


def _written(annotation: Any) -> str:
    if annotation is inspect.Signature.empty:
        return ""
    return _short(annotation if isinstance(annotation, str) else repr(annotation))


def _short(text: str) -> str:
    """Return a type without the modules that its names live in, which are private."""
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", text)
