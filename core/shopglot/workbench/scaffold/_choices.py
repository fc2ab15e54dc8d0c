"""What a person chooses of a connector that is begun, and what of it makes no sense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopglot.connector import read_base_url
from shopglot.errors import InvalidArgument
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["AUTHS", "PAGINGS", "RESOURCES", "Choices"]

AUTHS = {
    "key": "a key in a header",
    "basic": "a user and a password",
    "oauth2": "a seller authorizes the app by a code",
    "client-credentials": "an id and a secret are exchanged for a token",
    "none": "everybody may read",
}
PAGINGS = {
    "page": "numbered pages",
    "offset": "so many records from an offset",
    "cursor": "each page names the cursor of the next one",
    "link": "the header `link` leads to the next page",
    "none": "one answer lists everything",
}
RESOURCES = {model.lower(): model for model in MODELS}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a connector is begun with; raises `InvalidArgument` for what makes no sense.

    `samples` are saved answers by resource. `host` is a base URL, or `setting` where each shop has its own.
    """

    id: str
    name: str
    samples: Mapping[str, Path]
    auth: str = "key"
    paging: str = "page"
    host: str = SETTING

    def __post_init__(self) -> None:
        if not _ID.match(self.id):
            raise InvalidArgument(
                f"{self.id!r} is no connector's id", hint="Use lower-case words joined by hyphens: acme."
            )
        for what, given, known in (("auth", self.auth, AUTHS), ("paging", self.paging, PAGINGS)):
            if given not in known:
                raise InvalidArgument(f"--{what} {given}: there is no such one", hint=f"Use one of {', '.join(known)}.")
        if not self.samples:
            raise InvalidArgument("no saved answer to begin from", hint="Name one with --from order=orders.json.")
        if wrong := sorted(set(self.samples) - set(RESOURCES)):
            raise InvalidArgument(f"--from {wrong[0]}=…: no resource", hint=f"Use one of {', '.join(RESOURCES)}.")
        if self.host != SETTING:
            try:
                fixed = read_base_url(self.host)
            except InvalidArgument as error:
                raise InvalidArgument(
                    f"--host: {error.message}", hint="Or `setting`, where each shop has its own."
                ) from None
            if not fixed.startswith("https://"):
                raise InvalidArgument(
                    "--host: only https is allowed", hint="Or `setting`, where each shop has its own."
                )

    @property
    def package(self) -> str:
        """The name of its Python package."""
        return f"shopglot_{self.id.replace('-', '_')}"

    @property
    def distribution(self) -> str:
        """The name under which it is installed."""
        return f"shopglot-{self.id}"

    @property
    def by_setting(self) -> bool:
        """Whether a setting says where the platform is."""
        return self.host == SETTING
