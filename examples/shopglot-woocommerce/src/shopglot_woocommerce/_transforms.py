"""What a path can't reach: ids of guests, the price of one unit, and how erased data looks."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from hashlib import sha256

from shopglot.connector import MaskDetector, Transform

__all__ = ["GUEST", "MASKS", "TRANSFORMS", "guest_id", "is_erased", "price_of_one"]

GUEST = "guest-"
"""How the id of every guest begins: the platform's own are whole numbers."""
# 64 bits: two of a million guests share one with a chance below one in ten million.
_DIGITS = 16
_MOST_DECIMALS = 6
# WordPress writes `[deleted]` in the shop's language, and keeps the signs of a telephone number around zeros.
_ERASED = re.compile(r"\[[^\[\]]{1,40}\]|deleted@site\.invalid|[ ()+./-]*(?:0[ ()+./-]*){5,}")


def guest_id(email: str, shop: str) -> str | None:
    """Return the id of a guest in one shop: of the mailbox, without showing it; capitals and blanks do not count.

    It is a pseudonym: who has a mailbox and the shop's address can tell whether the id is of that mailbox.
    """
    mailbox = email.strip().casefold()
    if not mailbox:
        return None
    return GUEST + sha256(f"{shop.strip().rstrip('/')}\n{mailbox}".encode()).hexdigest()[:_DIGITS]


def price_of_one(amount: Decimal, quantity: int) -> Decimal | None:
    """Return an amount divided by a quantity, exactly; None where the division leaves a rest."""
    if quantity <= 0:
        return None
    with localcontext(prec=60) as context:
        price = context.divide(amount, Decimal(quantity))
        exponent = price.as_tuple().exponent
        # A division that leaves a rest fills all the digits that there are.
        if not isinstance(exponent, int) or exponent < -_MOST_DECIMALS:
            return None
        fewest = amount.as_tuple().exponent
        return price.quantize(Decimal(1).scaleb(fewest)) if isinstance(fewest, int) and exponent > fewest else price


def is_erased(text: str) -> bool:
    """Check whether a text is what WordPress' eraser of personal data left."""
    return _ERASED.fullmatch(text.strip()) is not None


TRANSFORMS = (
    Transform(
        name="guest_id",
        function=guest_id,
        parameters=(("email", "text"), ("shop", "text")),
        returns="text",
        doc="The id of a guest: a digest of the mailbox and the shop's address.",
        examples=(
            (("dana@example.com", "https://shop.example"), "guest-dfbe1d26772dfb7b"),
            ((" Dana@Example.com ", "https://shop.example/"), "guest-dfbe1d26772dfb7b"),
            (("", "https://shop.example"), None),
        ),
    ),
    Transform(
        name="price_of_one",
        function=price_of_one,
        parameters=(("amount", "money"), ("quantity", "integer")),
        returns="money",
        doc="An amount divided by a quantity, where that leaves no rest.",
        examples=(
            ((Decimal("30.00"), 3), Decimal("10.00")),
            ((Decimal("0.25"), 2), Decimal("0.125")),
            ((Decimal("10.00"), 3), None),
            ((Decimal("10.00"), 0), None),
        ),
    ),
)

MASKS = (
    MaskDetector(
        name="erased",
        function=is_erased,
        doc="What WordPress' eraser leaves: one word in square brackets, its reserved mailbox, zeros for digits.",
    ),
)
