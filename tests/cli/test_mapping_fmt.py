"""`shopglot mapping fmt` from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

MESSY = "mapping:  1\nto: Store\nfrom: acme/shop@1\nfields: { id: id }\n"
NEAT = "mapping: 1\nfrom: acme/shop@1\nto: Store\nfields: {id: id}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "store.yaml").write_text(MESSY, encoding="utf-8")
    (tmp_path / "mine" / "compose.yaml").write_text("services:   {}\n", encoding="utf-8")
    return tmp_path


def test_check_and_diff_write_nothing(run: Run, folder: Path) -> None:
    result = run("mapping", "fmt", "mine", "--check")
    assert (result.code, result.out) == (1, "differs: mine/store.yaml\n1 file, 1 differ\n")
    result = run("mapping", "fmt", "mine/store.yaml", "--diff")
    assert (result.code, result.out, result.err) == (
        1,
        (
            "--- mine/store.yaml\n"
            "+++ mine/store.yaml (formatted)\n"
            "@@ -1,4 +1,4 @@\n"
            "-mapping:  1\n"
            "+mapping: 1\n"
            "+from: acme/shop@1\n"
            " to: Store\n"
            "-from: acme/shop@1\n"
            "-fields: { id: id }\n"
            "+fields: {id: id}\n"
        ),
        "1 file, 1 differ\n",
    )
    assert (folder / "mine" / "store.yaml").read_text(encoding="utf-8") == MESSY


def test_files_are_written_once(run: Run, folder: Path) -> None:
    result = run("mapping", "fmt", "mine")
    assert (result.code, result.out) == (0, "formatted: mine/store.yaml\n1 file, 1 formatted\n")
    assert (folder / "mine" / "store.yaml").read_text(encoding="utf-8") == NEAT
    assert (folder / "mine" / "compose.yaml").read_text(encoding="utf-8") == "services:   {}\n"
    assert run("mapping", "fmt", "mine").out == "1 file, 0 formatted\n"
    assert run("mapping", "fmt", "mine", "--check").code == 0


def test_stdin_goes_to_stdout(run: Run, folder: Path) -> None:
    assert folder.is_dir()
    result = run("mapping", "fmt", "-", stdin=MESSY.encode())
    assert (result.code, result.out) == (0, NEAT)


def test_what_can_not_be_read_stays_and_the_others_are_written(run: Run, folder: Path) -> None:
    (folder / "mine" / "order.yaml").write_text("mapping: [\n", encoding="utf-8")
    result = run("mapping", "fmt", "mine")
    assert (result.code, result.out) == (2, "formatted: mine/store.yaml\n2 files, 1 formatted\n")
    assert result.err.startswith("error: mine/order.yaml:2:1: not valid YAML: ")
    assert run("mapping", "fmt", "none.yaml").err == "error: none.yaml: there is no such file or folder\n"
