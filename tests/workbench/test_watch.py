"""Watching: each save is seen once, whether a file is written, made or removed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from shopglot.workbench import Watch, iter_changes

if TYPE_CHECKING:
    from pathlib import Path


class _Ended(Exception):
    pass


def test_each_save_is_seen_once(tmp_path: Path) -> None:
    one, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_text("1", encoding="utf-8")
    watch = Watch(lambda: tmp_path.glob("*.yaml"))
    assert watch.changed() == []
    one.write_text("1", encoding="utf-8")
    os.utime(one, ns=(7, 7))
    assert watch.changed() == [one]
    assert watch.changed() == []
    other.write_text("", encoding="utf-8")
    assert watch.changed() == [other]
    one.unlink()
    assert watch.changed() == [one]


def test_a_file_that_is_being_replaced_ends_nothing(tmp_path: Path) -> None:
    gone = tmp_path / "a.yaml"
    watch = Watch(lambda: [gone])
    assert watch.changed() == []


def test_saves_come_as_they_happen(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    looks = iter([None, "1", None, "22"])

    def wait() -> None:
        try:
            text = next(looks)
        except StopIteration:
            raise _Ended from None
        if text is not None:
            file.write_text(text, encoding="utf-8")

    found = iter_changes(Watch(lambda: [file]), wait)
    assert [next(found), next(found)] == [[file], [file]]
    with pytest.raises(_Ended):
        next(found)
