"""Where the repository keeps what tests read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["FIXTURES", "PLUGINS", "RAW", "ROOT", "TIKTOK", "tiktok_index"]

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
TIKTOK = FIXTURES / "tiktok"
RAW = TIKTOK / "raw"
# The invented distributions; each is found as a plugin when this folder is on the path.
PLUGINS = Path(__file__).parent / "plugins"


def tiktok_index() -> dict[str, Any]:
    """Return what `fixtures/tiktok/index.json` says of each saved answer."""
    found: dict[str, Any] = json.loads((TIKTOK / "index.json").read_text(encoding="utf-8"))
    return found
