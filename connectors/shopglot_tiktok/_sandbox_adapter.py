"""The simulated TikTok Shop as the host's commands want it: opened, authorized at, and acted on as a seller would."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from shopglot.connector import RunningSandbox
from shopglot.errors import AuthorizationError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import SandboxOptions
    from shopglot_tiktok.sandbox import SandboxServer

__all__ = ["open_sandbox"]

# A market whose rule for hiding buyers is settled; that of the United States is announced, with a tentative date.
_REGION = "GB"
_SELLER_SHIPPING = "seller-shipping"
_FOUND = 302


class _ApproveLink(HTMLParser):
    """Finds the first link by which a seller agrees."""

    def __init__(self) -> None:
        super().__init__()
        self.target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "a" and attributes.get("class") == "approve" and not self.target:
            self.target = attributes.get("href") or ""


def _approve(authorize_url: str) -> str:
    """Open the authorize page as a browser does, press the first approve link, and return where it leads."""
    import httpx  # noqa: PLC0415 - describing the connector needs no HTTP client

    with httpx.Client(trust_env=False) as browser:
        page = _ApproveLink()
        page.feed(browser.get(authorize_url).text)
        if not page.target:
            raise AuthorizationError("the authorize page knows no such app", code="no_approve_link")
        response = browser.get(urljoin(authorize_url, page.target))
    if response.status_code != _FOUND:
        raise AuthorizationError("the authorize page sent the seller nowhere", code="no_redirect")
    return response.headers["location"]


def _as_seen(running: SandboxServer) -> RunningSandbox:
    """Return the running shop as the host sees it; orders placed after the seller switched the shipping follow it."""
    sandbox = running.sandbox
    return RunningSandbox(
        hosts={"api": running.api_url, "auth": running.auth_url},
        settings={
            "app_key": sandbox.app_key,
            "app_secret": sandbox.app_secret,
            "service_id": sandbox.service_id,
            "authorize_host": running.api_url,
            "redirect_url": sandbox.redirect_url,
        },
        approve=_approve,
        remedies={_SELLER_SHIPPING: lambda: sandbox.set_shipping("SELLER")},
        place_orders=lambda count: sandbox.place_orders(count, ready=True),
    )


@contextmanager
def open_sandbox(options: SandboxOptions) -> Iterator[RunningSandbox]:
    """Serve the simulated shop on 127.0.0.1 while the block runs.

    Raises `SettingsError` for options that do not fit, for a port that is taken, and when the extra `sandbox` is not
    installed.
    """
    try:
        from shopglot_tiktok.sandbox import Sandbox, SandboxClock, serve  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"the simulated shop needs the package {error.name}",
            code="extra_missing",
            hint="pip install 'shopglot[sandbox]'",
        ) from None
    try:
        sandbox = Sandbox(
            options.seed,
            options.orders,
            options.products,
            options.regions or (_REGION,),
            cross_border=options.one_seller,
            clock=SandboxClock(source=options.now),
        )
    except ValueError as error:
        raise SettingsError(str(error), code="sandbox_options") from None
    with ExitStack() as stack:
        try:
            running = stack.enter_context(serve(sandbox, port=options.port))
        except OSError as error:
            raise SettingsError(
                f"port {options.port}: {error.strerror or error}",
                code="port",
                hint="Take another --port, or 0 for a free one.",
            ) from None
        yield _as_seen(running)
