"""Single values with a form: ids, countries, web addresses, places in a record."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shopglot_models._meaning import Means
from shopglot_models._personal import personal

__all__ = [
    "AddressCountry",
    "AddressText",
    "Contact",
    "Country",
    "Filled",
    "FilledContact",
    "Flag",
    "FreeText",
    "Id",
    "PersonName",
    "Pixels",
    "Pointer",
    "Pseudonym",
    "PseudonymId",
    "Url",
]

Id = Annotated[str, Field(min_length=1)]
"""The platform's own id, as text even where it is all digits: 64-bit ids do not survive as numbers everywhere."""
Filled = Annotated[str, Field(min_length=1)]
"""Text that says something."""
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$"), Means("country")]
"""An ISO 3166-1 alpha-2 code in capitals; its form is checked, not the map."""
PersonName = Annotated[str, personal("name")]
Contact = Annotated[str, personal("contact")]
FilledContact = Annotated[Filled, personal("contact")]
AddressText = Annotated[str, personal("address")]
AddressCountry = Annotated[Country, personal("address")]
FreeText = Annotated[str, personal("free_text")]
Pseudonym = Annotated[str, personal("pseudonym")]
PseudonymId = Annotated[Id, personal("pseudonym")]
Url = Annotated[str, Field(pattern=r"^https?://[^\s/]\S*$", max_length=2048), Means("url")]
"""An http or https address."""
Pointer = Annotated[str, Field(pattern=r"^(/([^~/]|~[01])*)+$")]
"""A JSON Pointer (RFC 6901) into the record."""
Flag = Annotated[bool, Field(strict=True)]
"""True or false; no word or number stands for it."""
Pixels = Annotated[int, Field(strict=True, ge=0)]
"""A length in pixels."""
