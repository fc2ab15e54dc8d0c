"""The host's handle of one connector: its definition, where it came from, and what it can do offline."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from shopglot._foreign import describe
from shopglot.errors import PluginBroken, PluginFailure, SettingsError, ShopglotError
from shopglot.registry._contained import contain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition, WebhookEvent
    from shopglot.errors import Phase
    from shopglot.mapping import CompiledMapping
    from shopglot.normalize import MaskPolicy, Normalized, Normalizer, RawInput, Rejected

__all__ = ["Connector"]


class Connector:
    """One installed connector that loaded.

    `definition` is what its plugin returned, with the functions of its live side contained: what one of them raises
    that it must not, or returns, is a `PluginBroken` of phase `operation`. `distribution` and `version` are the
    installed package that holds it. Its mapping files are read, checked and compiled once, when first needed; a wrong
    one raises `MappingError` with all the diagnostics of all the files. Safe to share between threads.
    """

    def __init__(
        self,
        definition: ConnectorDefinition,
        distribution: str,
        version: str,
        *,
        mappings: Traversable | Sequence[Traversable] | None = None,
    ) -> None:
        self.distribution = distribution
        self.version = version
        self.definition = contain(definition, lambda reason: PluginBroken(self.failure("operation", reason)))
        self._folder = mappings
        self._compiled: dict[str, CompiledMapping] | None = None
        self._lock = Lock()

    @property
    def id(self) -> str:
        """The connector's id, which is its entry point's name."""
        return self.definition.id

    @property
    def mappings(self) -> Mapping[str, CompiledMapping]:
        """The compiled mappings by resource name; the first use reads and checks the files.

        Raises `MappingError` when a file is wrong, and `PluginBroken` when the plugin's own code is in the way.
        """
        with self._lock:
            if self._compiled is None:
                from shopglot.mapping import load_mappings  # noqa: PLC0415 - listing connectors needs no YAML reader

                try:
                    self._compiled = load_mappings(self.definition, self._folder)
                except ShopglotError:
                    raise
                except Exception as error:  # noqa: BLE001 - its folders may be any code
                    raise PluginBroken(self.failure("mappings", describe(error))) from None
            return self._compiled

    @property
    def mapping_folders(self) -> tuple[Traversable, ...]:
        """The folders whose mapping files replace or extend the connector's own, the lowest first."""
        folder = self._folder
        return () if folder is None else tuple(folder) if isinstance(folder, Sequence) else (folder,)

    def failure(self, phase: Phase, reason: str) -> PluginFailure:
        """Return the failure of this connector's plugin in a phase."""
        return PluginFailure(self.id, self.distribution, self.version, phase, reason)

    def with_mappings(self, folder: Traversable | Sequence[Traversable]) -> Connector:
        """Return the same connector with the mapping files of other folders, such as an edited copy of its own.

        A file there replaces the connector's own, or adds to it where it begins with `extends`; of several folders a
        later one extends an earlier one. Inside, a folder named for the connector is looked into first.
        """
        return Connector(self.definition, self.distribution, self.version, mappings=folder)

    def normalizer(
        self,
        resource: str,
        *,
        mask_policy: MaskPolicy = "hide",
        keep_raw: bool = False,
        settings: Mapping[str, object] | None = None,
    ) -> Normalizer:
        """Return what turns raw records of one resource into unified ones, for a caller who holds records already.

        Its `record` takes one record and never guesses at it; `normalize` and `normalize_many` read saved responses.
        `settings` are those of the connection that mappings read as `setting.name`: what is not given is missing there,
        unless it has a default. Raises `MappingError` when a mapping file is wrong, `ResourceNotFound` for a resource
        that the connector does not have, and `InvalidArgument` for another policy or for settings that do not fit.
        """
        from shopglot.normalize import Normalizer  # noqa: PLC0415 - listing connectors needs no pydantic

        if resource not in self.mappings:
            self.definition.resource(resource)  # raises, and lists those there are
        mapping = self.mappings[resource]
        return Normalizer.of(
            self.definition, resource, mapping, mask_policy=mask_policy, keep_raw=keep_raw, settings=settings
        )

    def normalize(
        self,
        resource: str,
        raw: object,
        *,
        mask_policy: MaskPolicy = "hide",
        keep_raw: bool = False,
        settings: Mapping[str, object] | None = None,
    ) -> Normalized:
        """Turn one raw record into a unified one; needs no network and no credentials.

        `raw` is a platform's whole response that contains exactly one record, or the record itself: JSON data (numbers
        as `int` and `Decimal`) or JSON text. A masked value becomes null and an entry in `hidden_fields`; with
        `mask_policy="keep"` the text with the asterisks stays in the field as well. `keep_raw` keeps the raw record
        beside the unified one; `settings` are as in `normalizer`.

        Raises `RecordRejected` when the record can't be unified, `ResponseError` when there is not exactly one record,
        `PlatformError` when the response carries an error code, `MappingError` when a mapping file is wrong,
        `ResourceNotFound` for a resource that the connector does not have, and `InvalidArgument` for another policy or
        for settings that do not fit.
        """
        normalizer = self.normalizer(resource, mask_policy=mask_policy, keep_raw=keep_raw, settings=settings)
        return normalizer.one(raw)

    def normalize_many(  # noqa: PLR0913 - as above
        self,
        resource: str,
        source: RawInput,
        *,
        mask_policy: MaskPolicy = "hide",
        keep_raw: bool = False,
        where: str = "",
        settings: Mapping[str, object] | None = None,
    ) -> Iterator[Normalized | Rejected]:
        """Turn every record of a source into a unified one, lazily and in order; a bad record never stops the rest.

        `source` is a platform's response (a dict), JSON or JSON Lines as text or bytes, an open binary file of these,
        or a list or an iterator of records or responses. A bad record comes out as a `Rejected` in its place. A
        response that lists nothing yields nothing. `where` names the source in errors, e.g. its file name;
        `settings` are as in `normalizer`.

        While iterating, raises `ResponseError` when the whole source is unusable (not JSON, truncated, not records) and
        `PlatformError` when it is one response that carries an error code. Raises `MappingError`, `ResourceNotFound`
        and `InvalidArgument` at once.
        """
        normalizer = self.normalizer(resource, mask_policy=mask_policy, keep_raw=keep_raw, settings=settings)
        return normalizer.source(source, where=where)

    def read_webhook(
        self, headers: Mapping[str, str], body: bytes, settings: Mapping[str, str], *, now: float | None = None
    ) -> tuple[WebhookEvent, ...]:
        """Return what a platform's delivery tells, after its signature was checked.

        `headers` in any case, `body` as the bytes that came, `settings` those of the connection with its secrets.
        `now` is the time in Unix seconds; None: this machine's. Answer the platform soon, and read records later.

        Raises `SignatureError` for a delivery that is not the platform's: answer 401. Raises `ResponseError` for a
        body that is not what the platform sends, and `SettingsError` for a connector whose platform sends none.
        """
        live = self.definition.live
        if live is None or live.webhooks is None:
            raise SettingsError(f"{self.id} reads no webhooks", code="no_webhooks", hint="List what has changed.")
        lower = {name.lower(): value for name, value in headers.items()}
        live.webhooks.verify(lower, bytes(body), settings, int(time.time() if now is None else now))
        return live.webhooks.events(lower, bytes(body))

    def __repr__(self) -> str:
        return f"<Connector {self.id} ({self.distribution} {self.version})>"
