from __future__ import annotations

import doctest
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import shopglot
from shopglot import errors
from shopglot.connector import hooks

if TYPE_CHECKING:
    from types import ModuleType

HEAVY = ("typer", "rich", "click", "httpx", "starlette", "uvicorn", "pydantic", "yaml", "jsonschema", "shopglot_tiktok")


@pytest.mark.parametrize("module", [shopglot, errors, hooks])
def test_public_names_are_sorted_and_there(module: ModuleType) -> None:
    assert list(module.__all__) == sorted(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_every_error_is_public_and_in_the_tree_that_is_drawn() -> None:
    raised = [name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)]
    assert errors.__doc__ is not None
    assert [name for name in raised if name not in shopglot.__all__ or name not in errors.__doc__] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = shopglot.nonsense
    assert str(caught.value) == "module 'shopglot' has no attribute 'nonsense'"


def test_importing_the_library_loads_nothing_heavy() -> None:
    code = "import json, sys, shopglot; shopglot.load_connectors(); print(json.dumps(sorted(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(json.loads(result.stdout))
    assert loaded.isdisjoint(HEAVY)


def test_the_example_of_every_hook_runs() -> None:
    names = [name for name in vars(hooks) if name.startswith("shopglot_")]
    finder = doctest.DocTestFinder()
    examples = {name: finder.find(getattr(hooks, name), name)[0] for name in names}
    assert [name for name, example in examples.items() if not example.examples] == []
    runner = doctest.DocTestRunner()
    for example in examples.values():
        runner.run(example)
    assert runner.summarize(verbose=False).failed == 0
