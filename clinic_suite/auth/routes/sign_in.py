"""Coming in, staying in, going out."""

from __future__ import annotations

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.model import Account, OwnSession, SignedIn, SignIn
from clinic_suite.auth.routes import cookie
from clinic_suite.auth.routes.doors import SIGNED_IN, arrival, doors
from clinic_suite.auth.service import KeepAccounts, KeepSessions, SignInStaff
from clinic_suite.kernel.ids import SessionId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import ANYONE, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.schema import page_of


@doors.post("/auth/sign-in", who=ANYONE, body=shapes.SignInShape, answers=shapes.SignedInShape, status=200)
def sign_in(wish: SignIn) -> SignedIn:
    """Sign in with e-mail and password."""
    return cookie.handed_over(part(SignInStaff).sign_in(wish, arrival(), who_asks()))


@doors.post("/auth/refresh", who=ANYONE, answers=shapes.SignedInShape, status=200)
@cookie.taken_away_when_revoked
def refresh() -> SignedIn:
    """Spend the refresh cookie: a new access token, and the next cookie."""
    return cookie.handed_over(part(KeepSessions).refresh(cookie.shown(), arrival(), who_asks()))


@doors.post("/auth/sign-out", who=ANYONE, status=204)
@cookie.taken_away_when_revoked
def sign_out() -> None:
    """End this browser's session."""
    part(KeepSessions).sign_out(cookie.shown())
    cookie.take_away()


@doors.get("/auth/me", who=SIGNED_IN, answers=shapes.AccountShape)
def show_own_account() -> Account:
    """Show who is signed in."""
    return part(KeepAccounts).find_own(who_asks())


@doors.get("/auth/sessions", who=SIGNED_IN, answers=page_of(shapes.SessionShape))
def list_own_sessions() -> Page[OwnSession]:
    """List where I am signed in."""
    return Page(part(KeepSessions).list_own(who_asks()))


@doors.delete("/auth/sessions", who=SIGNED_IN)
def end_all_own_sessions() -> None:
    """Sign out everywhere."""
    part(KeepSessions).end_all_own(who_asks())


@doors.delete("/auth/sessions/<session_id>", who=SIGNED_IN)
def end_own_session(session_id: SessionId) -> None:
    """Sign out one browser of mine."""
    part(KeepSessions).end_own(session_id, who_asks())
