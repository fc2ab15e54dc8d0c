"""Authorization codes and tokens: made, exchanged, rotated, expired, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shopglot_tiktok.sandbox._answers import Refusal
from shopglot_tiktok.sandbox._dice import base62, mix

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._shops import Seller

__all__ = ["SCOPES", "Grant", "RefreshReuse", "TokenDesk"]

RefreshReuse = Literal["allowed", "refused", "kills"]

SCOPES = (
    "seller.authorization.info", "seller.shop.info", "seller.product.basic", "seller.order.info", "seller.logistics",
    "seller.fulfillment.basic", "seller.return_refund.basic", "seller.finance.info", "serller.product.optimize",
)  # fmt: skip

CODE_LIFE = 30 * 60
ACCESS_LIFE = 7 * 86_400
GRANT_LIFE = 365 * 86_400


@dataclass(slots=True)
class Grant:
    """What one seller granted: until when, which scopes, and whether it was withdrawn."""

    seller: Seller
    scopes: tuple[str, ...]
    ends: int
    user_type: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class TokenPair:
    """One answer of the token host; moments are Unix seconds."""

    grant: Grant
    access: str
    access_ends: int
    refresh: str


class TokenDesk:
    """The token host's memory.

    `reuse` says what a refresh token that was used before does: `allowed` (it works again), `refused`, or `kills` (the
    whole authorization ends, as strict providers do); which of them the platform does is not documented.
    """

    def __init__(
        self, seed: int, *, access_life: int = ACCESS_LIFE, grant_life: int = GRANT_LIFE, reuse: RefreshReuse
    ) -> None:
        self._seed = seed
        self._access_life = access_life
        self._grant_life = grant_life
        self._reuse = reuse
        self._made = 0
        self._codes: dict[str, tuple[Grant, int]] = {}
        self._access: dict[str, tuple[Grant, int]] = {}
        self._refresh: dict[str, Grant] = {}
        self._used: set[str] = set()

    def _secret(self, kind: int, length: int) -> str:
        self._made += 1
        return base62(mix(self._seed, kind, self._made), length)

    def authorize(self, seller: Seller, scopes: tuple[str, ...], now: int, *, user_type: int = 0) -> str:
        """Return a code for what the seller just granted: good for 30 minutes, and once."""
        code = f"{seller.token_prefix}{self._secret(51, 60)}"
        grant = Grant(seller, scopes, now + self._grant_life, user_type)
        self._codes[code] = (grant, now + CODE_LIFE)
        return code

    def exchange(self, code: str, now: int) -> TokenPair:
        """Return the first pair of tokens for a code; Refusal 36004004 when it is used, late or unknown."""
        grant = self._codes.pop(code, None)
        if grant is None or now >= grant[1] or grant[0].withdrawn:
            raise Refusal(36004004)
        return self._issue(grant[0], now)

    def refresh(self, token: str, now: int) -> TokenPair:
        """Return a new pair for a refresh token; Refusal 36004005 when it is unknown, 36004001 when it is over."""
        grant = self._refresh.get(token)
        if grant is None or grant.withdrawn:
            raise Refusal(36004005)
        if now >= grant.ends:
            raise Refusal(36004001)
        if token in self._used and self._reuse != "allowed":
            if self._reuse == "kills":
                grant.withdrawn = True
            raise Refusal(36004005)
        self._used.add(token)
        return self._issue(grant, now)

    def _issue(self, grant: Grant, now: int) -> TokenPair:
        prefix = grant.seller.token_prefix
        pair = TokenPair(
            grant=grant,
            access=f"{prefix}{self._secret(52, 116)}",
            access_ends=min(now + self._access_life, grant.ends),
            refresh=f"{prefix}{self._secret(53, 66)}",
        )
        self._access[pair.access] = (grant, pair.access_ends)
        self._refresh[pair.refresh] = grant
        return pair

    def grant(self, access: str, now: int) -> Grant:
        """Return what an access token stands for; Refusal when it is unknown, withdrawn (105001) or over (105002)."""
        pair = self._access.get(access)
        if pair is None:
            raise Refusal(36009004, "token")
        grant, ends = pair
        if grant.withdrawn:
            raise Refusal(105001)
        if now >= ends:
            raise Refusal(105002)
        return grant

    def expire(self) -> None:
        """Let every access token be over now; refresh tokens live on."""
        self._access = {token: (grant, 0) for token, (grant, _) in self._access.items()}

    def withdraw(self, seller: Seller) -> None:
        """Let a seller withdraw all that was granted."""
        grants = [grant for grant, _ in self._codes.values()] + list(self._refresh.values())
        for grant in grants:
            grant.withdrawn = grant.withdrawn or grant.seller is seller
