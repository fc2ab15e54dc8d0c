"""An invented platform, whole: a connector that keeps its contract, and is broken in every way by its tests."""

from __future__ import annotations

from tests.support.corner._broken import BROKEN_LIVE
from tests.support.corner._definition import HERE, definition
from tests.support.corner._recording import allowed

__all__ = ["BROKEN_LIVE", "HERE", "allowed", "definition"]
