"""Fixed values that look like paths: where only a fixed value can stand, a path would never be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import PathSyntaxError, parse_path

if TYPE_CHECKING:
    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import Node, Path, Reporter, Type

__all__ = ["check_compared_literal", "check_literal"]

_BASES = ("^.", "^^", "$.", "@.")
_QUOTES = "put it in quotes if it is text"


def check_literal(node: Node, scope: Scope, instead: str, report: Reporter) -> bool:
    """Check that a fixed value is none that looks like a path (`E310`); `instead` is how the path would be read."""
    text = node.value
    if not isinstance(text, str) or node.quoted:
        return True
    path = _known(text, scope)
    if not text.startswith(_BASES) and (path is None or len(path.steps) == 1):
        return True
    report("E310", node, f"`{text}` is a path, but here stands a fixed value", hint=f"{instead}; {_QUOTES}")
    return False


def check_compared_literal(node: Node, compared: Type, scope: Scope, report: Reporter) -> bool:
    """Check a value of a condition (`E310`): it may be no name either that the scope knows, unless it can be a value.

    `compared` is the raw type of what it is compared with.
    """
    text = node.value
    if not check_literal(node, scope, f"compare two places with {{same_as: {text}}}", report):
        return False
    if not isinstance(text, str) or node.quoted or text in compared.values:
        return True
    path = _known(text, scope)
    if path is None or compared.kind in {"object", "list", "any"} or scope.type.fields[text].kind != compared.kind:
        return True
    hint = f"compare two places with {{same_as: {text}}}; {_QUOTES}"
    report("E310", node, f"`{text}` is a raw field beside it, but here stands a fixed value", hint=hint)
    return False


def _known(text: str, scope: Scope) -> Path | None:
    """Return the path that a text is, where it leads somewhere from the element in scope; else None."""
    try:
        path = parse_path(text)
    except PathSyntaxError:
        return None
    reached = scope.type
    if path.base or not path.steps:
        return None
    for step in path.steps:
        inner = reached.fields.get(step) if isinstance(step, str) else reached.item if reached.kind == "list" else None
        if inner is None:
            return None
        reached = inner
    return path
