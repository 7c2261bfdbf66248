"""The built front end: precompressed files, and one page that every address of the app opens."""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import flask
from werkzeug.exceptions import NotFound as NoSuchAddress

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import NotFound
from clinic_suite.rest.actor import ROUTE
from clinic_suite.rest.errors import problem

_PLACEHOLDER, _LIVE = "__CSP_NONCE__", "__LIVE_URL__"
_FOREVER = "public, max-age=31536000, immutable"
_ASK = "no-cache"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Clinic Suite</title>
<p>The server runs, but its pages are not built. Run <code>make run</code>, or <code>npm run build</code> in web/.</p>
"""
# Our own list: the machine's would be another on every machine, and is a file to read at import.
_KINDS = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def policy(nonce: str, live_url: str = "") -> str:
    """Only our own origin and where changes are told, only scripts that this very answer names."""
    told_at = urlsplit(live_url)
    telling = [f"{told_at.scheme}://{told_at.netloc}"] if live_url else []
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            " ".join(["connect-src 'self'", *telling]),
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def register(app: flask.Flask, suite: Suite) -> None:
    """Serve the front end under every address that is nobody else's.

    This is a handler of "no such address" and not a rule for every address, because such a
    rule would answer a GET on a door that only takes POST, which has to hear 405.
    """
    root = suite.settings.web_root or Path(__file__).parents[2] / "web" / "dist"

    @app.errorhandler(NoSuchAddress)
    def show_page(_: NoSuchAddress) -> flask.Response:
        address = flask.request.path.lstrip("/")
        # What is under these is the server's own, and where there is no such thing no page stands for it.
        if address.startswith(("api/", "demo/")) or flask.request.method not in ("GET", "HEAD"):
            return problem(NotFound())
        try:
            file = _file_at(root, address)
        except NotFound as refusal:
            return problem(refusal)
        flask.request.environ[ROUTE] = "page" if file is None else "file"
        return _page(root, suite.settings.live_url) if file is None else _sent(root, file)


def _file_at(root: Path, address: str) -> Path | None:
    """The built file at an address; what points outside of the folder or is hidden is no file."""
    if not address or address == "index.html":
        return None
    if any(part.startswith(".") for part in address.split("/")):
        raise NotFound
    try:
        file = (root / address).resolve()
        found = file.is_relative_to(root.resolve()) and file.is_file()
    except (OSError, ValueError):
        # A name that no file can have: longer than the system allows, or with a zero byte in it.
        raise NotFound from None
    if found and file.suffix not in (".br", ".gz"):
        return file
    if "." in address.rsplit("/", 1)[-1]:
        raise NotFound
    return None


def _sent(root: Path, file: Path) -> flask.Response:
    kind = _KINDS.get(file.suffix, "application/octet-stream")
    hashed = file.relative_to(root.resolve()).parts[0] == "assets"
    for encoding, suffix in _ENCODINGS:
        packed = file.with_name(file.name + suffix)
        if flask.request.accept_encodings[encoding] > 0 and packed.is_file():
            answer = flask.send_file(packed, mimetype=kind, conditional=True)
            answer.headers["Content-Encoding"] = encoding
            break
    else:
        answer = flask.send_file(file, mimetype=kind, conditional=True)
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = _FOREVER if hashed else _ASK
    return answer


def _page(root: Path, live_url: str) -> flask.Response:
    nonce = secrets.token_urlsafe(16)
    template = _template(root, _built_at(root)).replace(_LIVE, live_url)
    page = flask.Response(template.replace(_PLACEHOLDER, nonce), mimetype="text/html")
    page.headers["Content-Security-Policy"] = policy(nonce, live_url)
    page.headers["Referrer-Policy"] = "same-origin"
    page.headers["Cache-Control"] = _ASK
    return page


def _built_at(root: Path) -> int:
    try:
        return (root / "index.html").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=4)
def _template(root: Path, _built: int) -> str:
    """The page as it was built at that moment; a new build under a running server is a new page."""
    index = root / "index.html"
    return index.read_text("utf-8") if index.is_file() else _NOT_BUILT
