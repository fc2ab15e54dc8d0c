"""Forgot to mark its function as a hook."""

from __future__ import annotations


def shopglot_connector() -> None:
    return None
