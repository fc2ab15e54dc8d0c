"""`shopglot mapping diff`: files, folders, connectors and git revisions, with the verdict as exit status."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.git import git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

ORDERS = '{"orders": [{"id": "1", "status": "DONE", "total": "5.00"}]}'


@pytest.fixture
def folder(tmp_path: Path, plugins_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(plugins_folder / "acme_data" / "mappings", tmp_path / "mine")
    (tmp_path / "orders.json").write_text(ORDERS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _change(folder: Path) -> None:
    file = folder / "mine" / "order.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("DONE: completed", "DONE: archived"), encoding="utf-8")


def test_the_verdict_is_the_exit_status(run: Run, folder: Path) -> None:
    result = run("mapping", "diff", "acme/order", "mine/order.yaml", "--records", "orders.json")
    assert (result.code, result.out.splitlines()[-1]) == (0, "verdict: patch")
    _change(folder)
    result = run("mapping", "diff", "acme/order", "mine/order.yaml", "--records", "orders.json")
    assert result.code == 3
    assert result.out.endswith(
        '  /status changes 1x: major\n      orders.json#0: "completed" -> "archived"\n\nverdict: major\n'
    )


def test_folders_pair_by_name(run: Run, folder: Path) -> None:
    _change(folder)
    result = run("mapping", "diff", "acme", "mine", "--records", "orders.json", "--format", "json")
    document = json.loads(result.out)
    assert document["verdict"] == "major"
    assert {item["model"]: item["verdict"] for item in document["mappings"]}["Order"] == "major"
    assert len(document["mappings"]) == 4


def _commit() -> None:
    git("add", ".")
    git("commit", "-q", "-m", "a version")


def test_two_git_revisions_need_no_checkout(run: Run, folder: Path) -> None:
    git("init", "-q")
    (folder / "mine" / "store.yaml").rename(folder / "store.yaml")
    _commit()
    (folder / "store.yaml").rename(folder / "mine" / "store.yaml")
    _change(folder)
    _commit()
    (folder / "mine" / "order.yaml").write_text("not looked at: only what is committed", encoding="utf-8")
    records = ("--records", "orders.json")
    result = run("mapping", "diff", "HEAD~1", "HEAD", "mine/order.yaml", *records)
    assert (result.code, result.out) == (
        3,
        (
            "Order: major (HEAD~1:mine/order.yaml to HEAD:mine/order.yaml; 1 of 1 record differ)\n"
            "  /status changes 1x: major\n"
            '      orders.json#0: "completed" -> "archived"\n'
            "\n"
            "verdict: major\n"
        ),
    )
    git("checkout", "-q", "mine/order.yaml")
    result = run("mapping", "diff", "HEAD~1", "HEAD", "mine", *records, "--format", "json")
    assert [item["model"] for item in json.loads(result.out)["mappings"]] == ["Customer", "Order", "Product"]
    result = run("mapping", "diff", "nowhere", "HEAD", "mine")
    assert (result.code, result.err) == (
        2,
        (
            "error: 'nowhere' is not a git revision\n"
            "  hint: With files, folders or connectors write two words: the old version, then the new one.\n"
        ),
    )


def test_a_git_revision_is_compared_with_the_files(run: Run, folder: Path) -> None:
    git("init", "-q")
    _commit()
    _change(folder)
    result = run("mapping", "diff", "HEAD", "mine/order.yaml", "--records", "orders.json")
    assert result.code == 3
    assert "(HEAD:mine/order.yaml to mine/order.yaml; 1 of 1 record differ)" in result.out
    result = run("mapping", "diff", "no-such-thing", "mine/order.yaml")
    assert (result.code, result.err) == (
        2,
        "error: 'no-such-thing' is not a file, a folder, a connector, or a git revision with mine/order.yaml\n",
    )
    assert run("mapping", "diff", "--", "--output=x", "mine/order.yaml").code == 2


def test_a_version_with_errors_is_not_compared(run: Run, folder: Path) -> None:
    (folder / "mine" / "order.yaml").write_text("mapping: 1\nfrom: acme/order@1\n", encoding="utf-8")
    result = run("mapping", "diff", "acme/order", "mine/order.yaml")
    assert (result.code, result.err) == (
        1,
        "error: mine/order.yaml has errors: shopglot mapping check mine/order.yaml\n",
    )
