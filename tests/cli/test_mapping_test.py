"""`shopglot mapping test`: what fails is shown by path, and `--update` changes expected values only."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

MAPPING = """\
# A file with comments, quotes and layout of its own.
mapping: 1
from: acme/shop@1
to: Store
fields:
  id:   {path: id, required: true}   # the shop's number
  name: name
tests:
  # what the shop says of itself
  - name: the name is the shop's
    given: raw/shops.json#/shops/0
    expect: {/id: "S1", /name: 'Old, name'}   # one line
  - name: a whole record
    given: raw/shops.json#/shops/1
    expect:
      "":            # everything
        id: S2
        name:   Bó
      /country: null
"""
SHOPS = {"shops": [{"id": "S1", "name": 'It\'s: "new"'}, {"id": "S2", "name": "Bó"}, {"name": "no id"}]}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "shops.json").write_text(json.dumps(SHOPS), encoding="utf-8")
    (tmp_path / "raw" / "broken.json").write_text("{", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "store.yaml"
    place.write_text(MAPPING, encoding="utf-8")
    return place


def test_what_differs_is_shown_by_path(run: Run, file: Path) -> None:
    file.write_text(MAPPING.replace("        id: S2\n", "        id: S3\n"), encoding="utf-8")
    result = run("mapping", "test", file.name)
    assert result.code == 1
    assert result.out == (
        "FAILED the name is the shop's\n"
        "  --> store.yaml:10\n"
        "  given raw/shops.json#/shops/0\n"
        "  /name\n"
        '    - expected "Old, name"\n'
        '    + got      "It\'s: \\"new\\""\n'
        "\n"
        "FAILED a whole record\n"
        "  --> store.yaml:13\n"
        "  given raw/shops.json#/shops/1\n"
        "  /id\n"
        '    - expected "S3"\n'
        '    + got      "S2"\n'
        "\n"
        "1 file, 2 tests: 0 passed, 2 failed; 0 examples: 0 passed, 0 failed\n"
    )


def test_update_changes_expected_values_only(run: Run, file: Path) -> None:
    result = run("mapping", "test", file.name, "--update")
    assert result.code == 0
    assert "updated: the name is the shop's: /name\n" in result.out
    assert file.read_text(encoding="utf-8") == MAPPING.replace("'Old, name'", """'It''s: "new"'""")
    assert run("mapping", "test", file.name).code == 0


def test_update_goes_into_blocks_and_writes_every_kind(run: Run, file: Path) -> None:
    block = """\
        id: S9
        name: >-
          folded
      /country: ZZ
      /name: [a, b]
"""
    text = MAPPING.replace("        id: S2\n        name:   Bó\n      /country: null\n", block)
    file.write_text(text, encoding="utf-8")
    result = run("mapping", "test", file.name, "--update")
    assert result.code == 1
    assert "not updated, edit it by hand: a whole record:\n" in result.out
    written = file.read_text(encoding="utf-8")
    assert "      /country: null\n" in written
    assert "      /name: 'Bó'\n" in written
    assert "          folded\n" in written


def test_amounts_without_quotes_get_a_hint(run: Run, file: Path) -> None:
    digits = {"shops": [{"id": "7", "name": "1.50"}]}
    (file.parent / "raw" / "shops.json").write_text(json.dumps(digits), encoding="utf-8")
    text = MAPPING.replace("{/id: \"S1\", /name: 'Old, name'}", "{/name: 1.50}").split("  - name: a whole")[0]
    file.write_text(text, encoding="utf-8")
    result = run("mapping", "test", file.name)
    assert (
        "    - expected 1.50\n"
        '    + got      "1.50"\n'
        "    = hint: amounts, quantities and timestamps are text in JSON: put the value in quotes\n"
    ) in result.out


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            "raw/none.json#/shops/0",
            "no such file in the working folder, nor beside the mapping (add a folder with --fixtures)",
        ),
        ("raw/shops.json#/shops/7", "raw/shops.json has no value at /shops/7"),
        ("raw/shops.json#/shops/2", "the record is rejected: /id: required but missing [R101, store.yaml:6]"),
        ("../secret.json", "expected a relative path, such as fixtures/order.json#/data/orders/0"),
        ("/etc/passwd", "expected a relative path, such as fixtures/order.json#/data/orders/0"),
        ("raw/broken.json", "raw/broken.json:1:2: the JSON ends in"),
    ],
)
def test_a_test_that_cannot_run_is_broken(run: Run, file: Path, given: str, problem: str) -> None:
    file.write_text(MAPPING.replace("raw/shops.json#/shops/0", given), encoding="utf-8")
    result = run("mapping", "test", file.name)
    assert result.code == 1
    assert "BROKEN the name is the shop's\n" in result.out
    assert problem in result.out


def test_fixtures_may_lie_elsewhere(run: Run, file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (file.parent / "raw").rename(elsewhere / "raw")
    assert run("mapping", "test", file.name, "--update").code == 1
    assert run("mapping", "test", file.name, "--update", "--fixtures", elsewhere).code == 0


def test_json_is_stable(run: Run, file: Path) -> None:
    document = json.loads(run("mapping", "test", file.name, "--format", "json").out)
    assert document["tests"][0] == {
        "file": "store.yaml",
        "where": "store.yaml:10",
        "name": "the name is the shop's",
        "given": "raw/shops.json#/shops/0",
        "state": "failed",
        "problem": None,
        "differences": [{"path": "/name", "expected": "Old, name", "got": 'It\'s: "new"'}],
    }
    assert (document["examples"], document["files_with_errors"], document["updated"]) == ([], [], [])


def test_a_file_with_errors_runs_nothing(run: Run, file: Path) -> None:
    file.write_text(MAPPING.replace("name: name", "name: nmae"), encoding="utf-8")
    result = run("mapping", "test", file.name)
    assert result.code == 1
    assert "error[E202]" in result.out
    assert "0 tests" in result.out


def test_the_examples_of_the_language_run_too(run: Run) -> None:
    result = run("mapping", "test")
    assert result.code == 0
    assert " examples: " in result.out
    assert result.out.endswith(" 0 failed\n")


def test_an_installed_connector_without_its_answers_is_no_broken_test(
    run: Run, tmp_path: Path, plugins_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(plugins_folder, plugins)
    tests = "tests: [{name: n, given: fixtures/acme/s.json, expect: {/id: '1'}}]\n"
    with (plugins / "acme_data" / "mappings" / "store.yaml").open("a", encoding="utf-8") as file:
        file.write(tests)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(plugins))
    result = run("mapping", "test", "acme/store")
    assert result.out == "1 file, 1 test: 0 passed, 0 failed, 1 not run; 0 examples: 0 passed, 0 failed\n"
    assert result.err == (
        "error: the saved answers of acme are not installed: 1 test was not run\n"
        "  hint: Name a folder that has them with --fixtures.\n"
    )
    assert result.code == 2
