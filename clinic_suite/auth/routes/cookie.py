"""The refresh cookie: set, shown, and taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import flask

from clinic_suite.auth.errors import OriginForeign, SessionRevoked
from clinic_suite.auth.model import SignedIn
from clinic_suite.auth.rules.origins import CookieStyle, is_foreign
from clinic_suite.rest.blueprint import part

View = Callable[..., Any]


def handed_over(signed_in: SignedIn) -> SignedIn:
    """Give the refresh token as a cookie, where no script can read it; the rest goes in the answer."""
    style = part(CookieStyle)

    @flask.after_this_request
    def set_cookie(answer: flask.Response) -> flask.Response:
        answer.set_cookie(
            style.name,
            signed_in.refresh_token,
            max_age=signed_in.refresh_for_s,
            path=style.path,
            secure=style.secure,
            httponly=True,
            samesite="Strict",
        )
        return answer

    return signed_in


def shown() -> str:
    """The refresh token that the browser brought, if it was our own page that sent it."""
    require_own_page()
    token = flask.request.cookies.get(part(CookieStyle).name)
    if not token:
        raise SessionRevoked
    return token


def require_own_page() -> None:
    """A door that believes a cookie believes it from our own pages only."""
    request = flask.request
    own = frozenset({part(CookieStyle).own_origin, request.host_url.rstrip("/")})
    if is_foreign(request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site"), own):
        raise OriginForeign


def take_away() -> None:
    """Let the browser forget the cookie."""
    style = part(CookieStyle)

    @flask.after_this_request
    def delete_cookie(answer: flask.Response) -> flask.Response:
        answer.delete_cookie(
            style.name, path=style.path, secure=style.secure, httponly=True, samesite="Strict"
        )
        return answer


def taken_away_when_revoked(view: View) -> View:
    """A cookie whose session is over is of no use; the browser should not show it again."""

    @wraps(view)
    def watched(*args: Any, **path: Any) -> Any:
        try:
            return view(*args, **path)
        except SessionRevoked:
            take_away()
            raise

    return watched
