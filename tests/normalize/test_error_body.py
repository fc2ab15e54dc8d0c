"""A saved answer that is an error of a platform without an envelope is no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import shopglot
from shopglot.normalize import Rejected
from tests.support.mugs import mugs

if TYPE_CHECKING:
    from pathlib import Path

SAVED = {"code": "denied", "message": "Sorry, not yours.", "data": {"status": 403}}


def test_it_is_raised_for_a_whole_answer_and_set_aside_in_a_list(tmp_path: Path) -> None:
    connector = mugs(tmp_path / "mugs")
    with pytest.raises(shopglot.MissingScope) as caught:
        connector.normalize("order", SAVED)
    assert str(caught.value) == "input: the credentials do not permit this: Sorry, not yours. (code denied)"
    good, bad = connector.normalize_many("order", [{"id": "1"}, SAVED])
    assert isinstance(good, shopglot.Normalized)
    assert isinstance(bad, Rejected)
    assert [problem.code for problem in bad.errors] == ["A210"]
