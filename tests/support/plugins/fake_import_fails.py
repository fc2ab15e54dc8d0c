"""Needs something that is not installed."""

raise ImportError("No module named 'acme_sdk'")
