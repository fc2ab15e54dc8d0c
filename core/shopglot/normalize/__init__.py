"""From raw records to unified ones, with a quarantine for those that can't be."""

from __future__ import annotations

from shopglot._lazy import publish
from shopglot.exact_json import read_json
from shopglot.normalize._codes import RESPONSE_CODES
from shopglot.normalize._fitting import fit_model
from shopglot.normalize._growth import UnknownKeys
from shopglot.normalize._records import MaskPolicy, Normalized, Normalizer, Rejected
from shopglot.normalize._responses import ResponseShape, records_of
from shopglot.normalize._sources import RawInput, SourceRecord, iter_source

__all__ = [
    "RESPONSE_CODES",
    "MaskPolicy",
    "Normalized",
    "Normalizer",
    "RawInput",
    "Rejected",
    "ResponseShape",
    "SourceRecord",
    "UnknownKeys",
    "fit_model",
    "iter_source",
    "read_json",
    "records_of",
]

publish(__name__, globals(), __all__)
