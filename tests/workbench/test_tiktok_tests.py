"""The tests that stand in TikTok's mapping files pass, and each file has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.registry import load_connectors
from shopglot.workbench import (
    FixtureLoader,
    check_files,
    find_mappings,
    results_text,
    run_tests,
    run_transform_examples,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_every_test_in_the_files_passes(root: Path) -> None:
    checked = check_files(find_mappings(load_connectors(only=["tiktok"]), ["tiktok"]))
    for item in checked:
        tested = run_tests(item, FixtureLoader([root]))
        assert results_text(tested) == ""
        assert len(tested) >= 3, item.name
        assert item.diagnostics == (), item.name


def test_every_example_of_the_transforms_holds() -> None:
    connector = load_connectors(only=["tiktok"])["tiktok"].definition
    runs = list(run_transform_examples(connector))
    assert [run for run in runs if run.problem is not None] == []
    assert {run.name for run in runs} == {f"tiktok: {transform.name}" for transform in connector.transforms}
