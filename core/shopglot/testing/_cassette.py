"""One recording, opened for recording or for replay."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shopglot.testing._scrubber import Scrubber

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot.testing._allowed import AllowList

__all__ = ["cassette"]

_MATCHED_ON = ("method", "scheme", "host", "port", "path", "query", "body")


@contextmanager
def cassette(
    path: str | Path,
    allowed: AllowList,
    *,
    record: bool = False,
    origins: Mapping[str, str] | None = None,
    key: bytes = b"",
) -> Iterator[None]:
    """Replay a recording while the block runs, or with `record` write it anew.

    In a replay nothing reaches the network: a request that was not recorded, or once more than it was, raises vcrpy's
    `CannotOverwriteExistingCassetteException`. `origins` and `key` are those of `Scrubber`. Raises FileNotFoundError
    when there is nothing to replay. Recorded are the requests of httpx's own transport, not of one that replaces it.
    """
    import vcr  # noqa: PLC0415 - only recordings need it

    file = Path(path)
    if record:
        file.unlink(missing_ok=True)
    elif not file.is_file():
        raise FileNotFoundError(f"{file}: no such recording; record it first")
    scrubber = Scrubber(allowed, origins=origins, recording=record, key=key)
    recorder = vcr.VCR(
        record_mode="all" if record else "none",
        match_on=_MATCHED_ON,
        before_record_request=scrubber.before_record_request,
        before_record_response=scrubber.before_record_response,
    )
    with recorder.use_cassette(str(file)):
        yield
