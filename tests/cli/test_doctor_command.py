from __future__ import annotations

import json
import platform
import re
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from tests.support.hostile import forget_variables

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

HEAD = (
    f"shopglot   {version('shopglot')}, connector API 1, {platform.python_implementation()} "
    f"{platform.python_version()}\n"
    "extras     cli installed; sandbox installed\n"
)


@pytest.fixture(autouse=True)
def _variables_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_variables(monkeypatch)


def without_times(text: str) -> str:
    return re.sub(r"in \d+ ms", "in N ms", text)


def test_each_plugin_is_shown_with_what_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "acme,exits,mistyped,nobody")
    result = run("doctor")
    assert (result.code, result.err) == (1, "")
    shown, blocked = without_times(result.out).split("\nblocked    Bad_Name")
    assert shown == (
        f"{HEAD}variables  SHOPGLOT_PLUGINS\n           SHOPGLOT_PLUGINS allows what is not installed: nobody\n"
    )
    listed = [part for part in f"blocked    Bad_Name{blocked}".split("\n\n") if not part.startswith("blocked")]
    assert listed == [
        (
            "ready      acme (acme_connector 1.2): Acme Shops\n"
            "           store, product, order, customer; 3 raw schemas; 4 mappings; imported\n"
            "           in N ms"
        ),
        "broken     exits (exits 0.1)\n           import: the plugin ended the process (SystemExit: 3)",
        (
            "broken     mistyped (mistyped 0.1)\n"
            "           hooks: unknown hook 'shopglot_conector'; did you mean\n"
            "           'shopglot_connector'?"
        ),
        "1 ready, 2 broken, 12 blocked.\n",
    ]


def test_one_plugin_that_is_right(run: Run) -> None:
    result = run("doctor", "acme")
    assert (result.code, result.err) == (0, "")
    assert without_times(result.out) == (
        f"{HEAD}variables  SHOPGLOT_PLUGINS\n\n"
        "ready      acme (acme_connector 1.2): Acme Shops\n"
        "           store, product, order, customer; 3 raw schemas; 4 mappings; imported in N ms\n\n"
        "1 ready.\n"
    )


def test_a_blocked_plugin_says_what_keeps_it_out(run: Run) -> None:
    result = run("doctor", "mistyped")
    assert result.code == 0
    assert result.out.endswith(
        "\nblocked    mistyped (mistyped 0.1)\n"
        "           not examined: SHOPGLOT_PLUGINS or SHOPGLOT_PLUGINS_BLOCK keeps it out\n\n"
        "1 blocked.\n"
    )


def test_the_json_form_is_stable(run: Run) -> None:
    result = run("doctor", "exits", "--format", "json")
    assert result.code == 1
    assert json.loads(result.out) == {
        "ok": False,
        "environment": {
            "python": f"{platform.python_implementation()} {platform.python_version()}",
            "shopglot": version("shopglot"),
            "api": "1",
            "extras": {"cli": [], "sandbox": []},
            "variables": ["SHOPGLOT_PLUGINS"],
            "allowed": ["acme", "exits"],
            "unknown": [],
            "unreadable": [],
        },
        "plugins": [
            {
                "id": "exits",
                "state": "broken",
                "distribution": "exits",
                "version": "0.1",
                "name": None,
                "api": None,
                "resources": [],
                "schemas": 0,
                "mappings": 0,
                "warnings": 0,
                "examples": 0,
                "import_ms": None,
                "stdout": None,
                "findings": [{"phase": "import", "reason": "the plugin ended the process (SystemExit: 3)"}],
            }
        ],
    }


def test_an_unknown_plugin_is_refused_before_anything_is_printed(run: Run) -> None:
    result = run("doctor", "nobody")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: connector 'nobody' is not installed; available: acme, exits\n"
        "  hint: `shopglot connectors` lists every plugin with its state.\n"
    )


def test_a_time_limit_of_nothing_is_refused(run: Run) -> None:
    assert run("doctor", "--time-limit", "0").code == 2


def test_a_distribution_that_nobody_can_read_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    info = tmp_path / "damaged-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: damaged\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[shopglot.connectors]\nalone\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    result = run("doctor", "acme")
    assert result.code == 0
    assert "\nunreadable the entry points of damaged 1.0: reinstall it\n\nready      acme " in result.out
