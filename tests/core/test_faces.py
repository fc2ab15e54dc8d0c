"""The faces of packages: what each lists is there, and a lazy one says the same three times."""

from __future__ import annotations

import ast
from importlib import import_module
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CORE = ROOT / "core"
FACES = sorted((CORE / "shopglot").rglob("__init__.py"))
LAZY = [face for face in FACES if "lazy_face(" in face.read_text(encoding="utf-8")]


def name_of(face: Path) -> str:
    return ".".join(face.parent.relative_to(CORE).parts)


def imported(body: list[ast.stmt]) -> dict[str, str]:
    """Return the names that these statements import from packages of ours, each with where from."""
    return {
        alias.name: node.module
        for node in body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("shopglot")
        for alias in node.names
    }


@pytest.mark.parametrize("face", FACES, ids=name_of)
def test_what_a_face_lists_is_there(face: Path) -> None:
    module = import_module(name_of(face))
    assert module.__doc__
    assert [name for name in module.__all__ if not hasattr(module, name)] == []
    assert len(set(module.__all__)) == len(module.__all__)


@pytest.mark.parametrize("face", LAZY, ids=name_of)
def test_a_lazy_face_says_the_same_to_checkers_to_readers_and_at_run_time(face: Path) -> None:
    body = ast.parse(face.read_text(encoding="utf-8")).body
    (typed,) = [node.body for node in body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    (homes,) = [node for part in body for node in ast.walk(part) if isinstance(node, ast.Dict)]
    late = {name: home for home, names in ast.literal_eval(homes).items() for name in names}
    assert late == imported(typed)
    at_once = [name for name, home in imported(body).items() if home != "shopglot._lazy"]
    module = import_module(name_of(face))
    assert sorted(module.__all__) == sorted([*at_once, *late])
    assert [
        name for name, home in late.items() if getattr(module, name) is not getattr(import_module(home), name)
    ] == []


MODULES = sorted(
    module
    for root in ("core/shopglot", "connectors/shopglot_tiktok", "unified_models/shopglot_models")
    for module in (ROOT / root).rglob("*.py")
)


def test_a_room_takes_nothing_of_another_but_what_its_face_shows() -> None:
    taken = []
    for module in MODULES:
        own = [*module.relative_to(ROOT).with_suffix("").parts][1:]
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("shopglot"):
                continue
            parts = str(node.module).split(".")
            room = [*takewhile(lambda part: not part.startswith("_"), parts)]
            if room != parts and own[: len(room)] != room:
                taken.append(f"{'.'.join(own)} takes {node.module}")
            taken += [f"{'.'.join(own)} takes {name.name}" for name in node.names if name.name.startswith("_")]
    assert len(MODULES) > 200
    assert taken == []


def test_lazy_faces_were_found() -> None:
    assert {"shopglot", "shopglot.connector", "shopglot.workbench"} <= {name_of(face) for face in LAZY}
