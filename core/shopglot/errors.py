"""Every error that shopglot raises; the workbench adds one of its own for a test's missing record.

    ShopglotError
    ├── MappingError            a mapping file is wrong: carries all its diagnostics
    ├── ResponseError           raw input is not what a platform sends: not JSON, truncated, too deep, no records
    ├── RecordRejected          one record can't be unified: carries its problems
    ├── InvalidArgument         a call got an argument that it does not take; a ValueError too
    ├── InvalidConnector        a connector's definition contradicts itself; a ValueError too
    ├── ResourceNotFound        the connector does not have this resource; a KeyError too
    ├── SettingsError           a connection's settings do not fit the connector's schema
    ├── PluginError             a plugin can't be used
    │   ├── PluginNotFound      no installed plugin has this name; a KeyError too
    │   └── PluginBroken        it is installed, and failed to load or when it was used: carries the failure
    └── PlatformError           the platform, or the way to it, said no: carries code and request id
        ├── TemporaryError      action "retry": it may work later
        │   ├── RateLimited     too many requests: carries retry_after
        │   └── TransportError  no usable response: time-out, reset, truncated body
        ├── TokenExpired        action "refresh": refresh once, then repeat once
        ├── AuthorizationError  action "reauthorize": the seller must authorize the app again
        │   └── MissingScope    a permission is not enabled: carries scope and its portal name
        ├── RequestError        action "fix": the request or the set-up is wrong, repeating it is useless
        │   ├── ClockError      the timestamp is outside the platform's window
        │   ├── SignatureError  the signature does not fit: wrong secret, or a bug
        │   └── NotFound        no such record, or not this seller's
        └── PermanentError      action "give_up"

Each error is data first (`code`, `path`, `where`, `hint`, `request_id`); its text is rendered from these.
No text carries a secret, a buyer's data or a value of a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.diagnostics import Diagnostic, Problem

__all__ = [
    "Action",
    "AuthorizationError",
    "ClockError",
    "InvalidArgument",
    "InvalidConnector",
    "MappingError",
    "MissingScope",
    "NotFound",
    "PermanentError",
    "Phase",
    "PlatformError",
    "PluginBroken",
    "PluginError",
    "PluginFailure",
    "PluginNotFound",
    "RateLimited",
    "RecordRejected",
    "RequestError",
    "ResourceNotFound",
    "ResponseError",
    "SettingsError",
    "ShopglotError",
    "SignatureError",
    "TemporaryError",
    "TokenExpired",
    "TransportError",
]

Action = Literal["retry", "refresh", "reauthorize", "fix", "give_up"]
Phase = Literal[
    "duplicate", "import", "register", "hooks", "describe", "validate", "mappings", "transforms", "operation"
]


class ShopglotError(Exception):
    """The root of every error that the package `shopglot` raises itself; a caller's own objects raise what they like.

    `hint` says what to do next, in one sentence; `where` is a file (with line and column) or a source's name.
    """

    def __init__(self, message: str, *, code: str = "", where: str = "", hint: str = "") -> None:
        self.message = message
        self.code = code
        self.where = where
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  hint: {self.hint}" if self.hint else head


class MappingError(ShopglotError):
    """One or more mapping files are wrong; nothing was run.

    `diagnostics` holds every error and warning that was found, in the order of the files.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = [item for item in self.diagnostics if item.severity == "error"]
        noun = "error" if len(errors) == 1 else "errors"
        super().__init__(f"{len(errors)} mapping {noun}", code=errors[0].code if errors else "")

    def __str__(self) -> str:
        return "\n\n".join([f"{self.message}:", *(item.render() for item in self.diagnostics)])


class ResponseError(ShopglotError):
    """The raw input is not what a platform sends: not JSON, truncated, too deep, or without records."""


class RecordRejected(ShopglotError):
    """One raw record can't be unified; `problems` says which fields, and why.

    Each problem has `path` (JSON Pointer into the unified record), `code` and `where` (mapping file and line).
    """

    def __init__(self, resource: str, problems: Sequence[Problem]) -> None:
        self.resource = resource
        self.problems = tuple(problems)
        super().__init__(f"this {resource} can't be unified", code=self.problems[0].code if self.problems else "")

    def __str__(self) -> str:
        return "\n".join([f"{self.message}:", *(f"  {problem}" for problem in self.problems)])


class InvalidArgument(ShopglotError, ValueError):
    """A call got an argument that it does not take; the text names the argument and what it may be."""


class InvalidConnector(ShopglotError, ValueError):
    """A connector's definition contradicts itself; the text says which part and how."""


class ResourceNotFound(ShopglotError, KeyError):
    """The connector does not have this resource; the text lists those that it has."""


class SettingsError(ShopglotError):
    """A connection's settings do not fit the connector's settings schema; names the setting, never its value."""


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """Why one installed plugin can't be used.

    `phase` is how far it came: `duplicate` (two plugins claim one name), `import`, `register` (a hook's signature),
    `hooks` (a hook nobody asked for), `describe` (its hook raised), `validate` (what it returned is not right),
    `mappings` (a mapping file is wrong), `transforms` (a transform does not do what its examples say), `operation`
    (a function of its live side raised what it must not, or returned it).
    """

    name: str
    distribution: str
    version: str
    phase: Phase
    reason: str

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution} {self.version}) failed in phase {self.phase}: {self.reason}"


class PluginError(ShopglotError):
    """A plugin can't be used."""


class PluginNotFound(PluginError, KeyError):
    """No installed plugin has this name."""


class PluginBroken(PluginError):
    """The plugin is installed, and failed to load or when it was used; every other one still works."""

    def __init__(self, failure: PluginFailure) -> None:
        self.failure = failure
        hint = f"`shopglot doctor {failure.name}` examines it; every other connector still works."
        if failure.phase == "operation":
            hint = f"It is a defect of the connector: tell who maintains {failure.distribution}."
        super().__init__(f"connector {failure}", code=failure.phase, hint=hint)


class PlatformError(ShopglotError):
    """The platform, or the way to it, said no.

    `action` is what the caller should do; `status` is the HTTP status (0: none), `request_id` the platform's own.
    `one_record` says whether it is about the one record that was asked for, so that others can be read all the same;
    None: as usual for its kind.
    """

    action: ClassVar[Action] = "give_up"
    one_record: bool | None = None

    def __init__(  # noqa: PLR0913 - each is one fact about the response, all but the message by name
        self, message: str, *, code: str = "", where: str = "", hint: str = "", request_id: str = "", status: int = 0
    ) -> None:
        self.request_id = request_id
        self.status = status
        super().__init__(message, code=code, where=where, hint=hint)

    def __str__(self) -> str:
        facts = [f"code {self.code}" * bool(self.code), f"request id {self.request_id}" * bool(self.request_id)]
        known = ", ".join(fact for fact in facts if fact)
        head = f"{self.message} ({known})" if known else self.message
        head = f"{self.where}: {head}" if self.where else head
        return f"{head}\n  hint: {self.hint}" if self.hint else head


class TemporaryError(PlatformError):
    """It may work later: an overload, an internal error, a gateway time-out."""

    action: ClassVar[Action] = "retry"


class RateLimited(TemporaryError):
    """Too many requests; `retry_after` is the wait in seconds that the platform asked for, or None."""

    retry_after: float | None = None


class TransportError(TemporaryError):
    """No usable response came: no connection, time-out, reset, truncated body."""


class TokenExpired(PlatformError):
    """The access token has expired: refresh it once, then repeat the request once."""

    action: ClassVar[Action] = "refresh"


class AuthorizationError(PlatformError):
    """The authorization has expired or was withdrawn: the seller must authorize the app again."""

    action: ClassVar[Action] = "reauthorize"


class MissingScope(AuthorizationError):
    """A permission is not enabled on the app or was not granted; `scope` is its key, `portal_name` its name there."""

    scope: str = ""
    portal_name: str = ""


class RequestError(PlatformError):
    """The request or the set-up is wrong: repeating it is useless."""

    action: ClassVar[Action] = "fix"


class ClockError(RequestError):
    """This machine's clock is outside the window that the platform accepts."""


class SignatureError(RequestError):
    """The signature does not fit: a wrong secret, or a defect."""


class NotFound(RequestError):
    """No such record, or it is not this seller's."""


class PermanentError(PlatformError):
    """Nothing that the caller can do will help; the platform's text says why."""
