from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from shopglot.normalize import fit_model


class Part(BaseModel):
    key: str
    size: int | None = None


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    note: str | None = Field(default=None, max_length=3)
    part: Part | None = None
    parts: list[Part] = []
    more: dict[str, dict[str, int | str]] = {}


@pytest.mark.parametrize(
    ("values", "expected", "paths"),
    [
        ({"id": "1", "note": "abc"}, {"id": "1", "note": "abc"}, []),
        ({"id": "1", "note": "abcd"}, {"id": "1"}, ["/note"]),
        ({"id": "1", "stranger": 1}, {"id": "1"}, ["/stranger"]),
        ({"id": "1", "part": {"key": "a", "size": "x"}}, {"id": "1", "part": {"key": "a"}}, ["/part/size"]),
        ({"id": "1", "part": {"size": 2}}, {"id": "1"}, ["/part/key"]),
        (
            {"id": "1", "parts": [{"size": 1}, {"key": "b", "size": "x"}, {"key": "c"}, {}]},
            {"id": "1", "parts": [{"key": "b"}, {"key": "c"}]},
            ["/parts/0/key", "/parts/1/size", "/parts/3/key"],
        ),
        (
            {"id": "1", "more": {"acme": {"a/b": None, "c": 1}}},
            {"id": "1", "more": {"acme": {"c": 1}}},
            ["/more/acme/a~1b/int", "/more/acme/a~1b/str"],
        ),
    ],
)
def test_only_the_part_that_is_refused_goes(values: dict[str, Any], expected: dict[str, Any], paths: list[str]) -> None:
    before = repr(values)
    record, problems = fit_model(Whole, values, "whole.yaml")
    assert record is not None
    assert record.model_dump(exclude_unset=True) == expected
    assert [problem.path for problem in problems] == paths
    assert {(problem.code, problem.where) for problem in problems} <= {("R107", "whole.yaml")}
    assert repr(values) == before


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ({"note": "a"}, ["/id: Field required [R107, whole.yaml]"]),
        (
            {"id": 7, "note": "abcd"},
            [
                "/id: Input should be a valid string [R107, whole.yaml]",
                "/note: String should have at most 3 characters [R107, whole.yaml]",
                "/id: Field required [R107, whole.yaml]",
            ],
        ),
    ],
)
def test_a_record_without_what_it_needs_is_none(values: dict[str, Any], texts: list[str]) -> None:
    record, problems = fit_model(Whole, values, "whole.yaml")
    assert record is None
    assert [str(problem) for problem in problems] == texts
