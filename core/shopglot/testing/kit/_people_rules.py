"""Rules about what must not be in the folder of saved answers: anybody's data, and secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.testing._scanner import suspicious_values
from shopglot.testing.kit._verdict import NothingToCheck, require_none

if TYPE_CHECKING:
    from pathlib import Path

    from shopglot.testing.kit._subject import Subject

__all__ = ["check_people"]


def check_people(subject: Subject, _case: str) -> None:
    """Check that saved answers hold no secret and no mailbox that could be somebody's.

    `mail_domains` in the index names domains of the platform's own, at which it makes aliases.
    """
    folder = subject.written()
    files = [answer.file for answer in subject.all_answers()]
    if not files:
        raise NothingToCheck("there is no saved answer")
    found = suspicious_values(
        [folder / name for name in dict.fromkeys(files)],
        domains=tuple(subject.about_fixtures.get("mail_domains", ())),
        digests=False,
    )
    require_none((f"{_name(one.file, folder)}: {one.where}: {one.what}" for one in found), "this may be somebody's")


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
