"""Every command of the tutorials runs, in its order, and shows what the page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.pages import run_page

if TYPE_CHECKING:
    from pathlib import Path

# What commands give besides 0, in their order: a mistake is made on purpose, and the change of the first page is major.
_STATUS = {
    "tutorial.md": {
        "shopglot mapping check my-mappings/tiktok/order.yaml": 1,
        "shopglot mapping test my-mappings/tiktok/order.yaml": 1,
        "shopglot mapping diff tiktok/order my-mappings/tiktok/order.yaml": 3,
    },
    "new-platform.md": {
        "shopglot mapping try acme/order --record acme/fixtures/orders.json "
        "--rule \"{path: 'line_items[0].price', as: mony}\"": 1,
        "shopglot mapping check acme": 1,
    },
}


@pytest.mark.parametrize("page", _STATUS)
def test_every_command_runs_and_shows_what_the_page_says(page: str, root: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    if page == "tutorial.md":
        for name in ("fixtures", "mappings"):
            (work / name).symlink_to(root / name)
    ran = run_page(root / "docs" / "mapping" / page, work, _STATUS[page], variables={"SHOPGLOT_PLUGINS": "tiktok"})
    assert ran >= 10
    if page == "tutorial.md":
        assert "/note: " in (work / "my-mappings" / "tiktok" / "order.yaml").read_text(encoding="utf-8")
