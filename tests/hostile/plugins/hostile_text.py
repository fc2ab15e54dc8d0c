"""Raises at import what can't even be shown."""


class SilentError(ImportError):
    """Its text and its repr raise in their turn."""

    def __str__(self) -> str:
        raise SystemExit("no text")

    def __repr__(self) -> str:
        raise SystemExit("no repr")


raise SilentError
