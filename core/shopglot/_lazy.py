"""What a package's face is made with: names that come late, and classes that show where they are public."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["lazy_face", "publish"]


def lazy_face(
    package: str, homes: Mapping[str, tuple[str, ...]], names: Mapping[str, Any]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return a package's `__getattr__` and `__dir__`; `homes` has the late names by module, `names` is its globals."""
    home_of = {name: module for module, late in homes.items() for name in late}

    def get(name: str) -> Any:
        if name in home_of:
            return getattr(import_module(home_of[name]), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return get, lambda: sorted({*names, *home_of})


def publish(package: str, names: Mapping[str, Any], public: Iterable[str]) -> None:
    """Let what a package's private modules define show the package as its module, in reprs, tracebacks and `help()`."""
    for name in public:
        defined = names.get(name)
        if str(getattr(defined, "__module__", "")).startswith(f"{package}._"):
            setattr(defined, "__module__", package)  # noqa: B010 - what it is a checker can't know
