"""Whether a request that brings our cookie was sent by our own page."""

from __future__ import annotations

import attrs

_SAME = "same-origin"
_TYPED = "none"


@attrs.frozen(kw_only=True)
class CookieStyle:
    """How the refresh cookie is called and guarded at this installation's address."""

    name: str
    secure: bool
    path: str
    own_origin: str


def cookie_style(public_url: str) -> CookieStyle:
    """Behind https the browser itself holds to ``__Host-``: Secure, this host alone, whole site.

    A demo on http://localhost cannot have a Secure cookie in every browser, so there it has
    another name and is sent to the sign-in doors alone.  Production refuses to start without https.
    """
    if public_url.startswith("https://"):
        return CookieStyle(name="__Host-refresh", secure=True, path="/", own_origin=public_url)
    return CookieStyle(name="refresh", secure=False, path="/api/v1/auth", own_origin=public_url)


def is_foreign(origin: str | None, fetch_site: str | None, own: frozenset[str]) -> bool:
    """A browser names the page's origin with each POST; what is not a browser names none, and has no cookie to lose.

    ``null`` is what a sandboxed frame says, and is foreign too.
    """
    if origin is not None:
        return origin not in own
    return fetch_site not in (None, _SAME, _TYPED)
