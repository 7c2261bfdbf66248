"""Fetches one file whole or not at all, checks it against its published sum, takes one program out of it."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import subprocess
import tarfile
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import attrs

Progress = Callable[[int, int], None]
_PIECE = 1 << 20
_SILENCE_S = 60
_LARGEST_SUM_FILE = 4096
_LARGEST_PROGRAM = 1 << 30
_SUM = re.compile(rb"\s*([0-9a-fA-F]{64})\b")


class DownloadRefused(Exception):
    """The download cannot be used; the message says why and what is kept."""


@attrs.frozen
class Source:
    """Where an archive and its sum are published."""

    address: str

    def __attrs_post_init__(self) -> None:
        if not self.address.startswith(("https://", "http://")):
            raise DownloadRefused(f"{self.address} is not a web address.")

    @property
    def name(self) -> str:
        return self.address.rpartition("/")[2]


def fetch_checked(source: Source, folder: Path, progress: Progress) -> Path:
    """Download into ``folder`` and check; a file whose sum is wrong is deleted.

    What a cut connection left is kept as ``….part``, and the next call goes on from there.
    """
    wanted = _published_sum(source)
    part = folder / f"{source.name}.part"
    folder.mkdir(parents=True, exist_ok=True)
    _download(source, part, progress)
    found = _sum_of(part)
    if found != wanted:
        part.unlink()
        raise DownloadRefused(
            f"{source.name} has the SHA-256 {found}, but {wanted} is published for it: it was deleted."
        )
    whole = folder / source.name
    part.replace(whole)
    return whole


def take_program(archive: Path, name: str, into: Path) -> Path:
    """Take the one regular file ``<top>/bin/<name>`` out of an archive, and nothing else.

    Only that file's bytes are read and its place is ours, so no path inside the archive decides
    where anything is written; an archive with a path that tries to is refused all the same.
    """
    unfinished = into.with_suffix(".unfinished")
    try:
        with tarfile.open(archive, "r:*") as tar:
            unfinished.write_bytes(_bytes_of(tar, name))
    except tarfile.TarError as fault:
        raise DownloadRefused(f"{archive.name} is not an archive that can be read ({fault}).") from None
    unfinished.chmod(0o755)
    unfinished.replace(into)
    return into


def version_of(program: Path) -> str:
    """What the program says about itself; it must run on this machine before we rely on it."""
    try:
        said = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError) as fault:
        reason = getattr(fault, "stderr", "") or str(fault)
        raise DownloadRefused(f"The fetched server does not run on this machine: {reason.strip()}") from None
    return said.stdout.strip().splitlines()[0] if said.stdout.strip() else "unknown version"


def _bytes_of(tar: tarfile.TarFile, name: str) -> bytes:
    found: bytes | None = None
    for member in tar:
        parts = member.name.split("/")
        if member.name.startswith("/") or ".." in parts:
            raise DownloadRefused(f"The archive holds the path {member.name}, which no honest archive does.")
        if len(parts) != 3 or parts[1:] != ["bin", name]:
            continue
        if found is not None or not member.isreg() or member.size > _LARGEST_PROGRAM:
            raise DownloadRefused(f"The archive's {member.name} is not one ordinary file.")
        content = tar.extractfile(member)
        found = content.read() if content else b""
    if not found:
        raise DownloadRefused(f"The archive holds no bin/{name}.")
    return found


def _published_sum(source: Source) -> str:
    try:
        with urllib.request.urlopen(f"{source.address}.sha256", timeout=_SILENCE_S) as answer:  # noqa: S310
            said = answer.read(_LARGEST_SUM_FILE)
    except urllib.error.HTTPError as refused:
        refused.close()
        raise DownloadRefused(f"The published sum of {source.name} cannot be read: {refused}") from None
    except (OSError, http.client.HTTPException) as fault:
        raise DownloadRefused(f"The published sum of {source.name} cannot be read: {fault}") from None
    match = _SUM.match(said)
    if match is None:
        raise DownloadRefused(f"{source.address}.sha256 does not hold a SHA-256.")
    return match.group(1).decode().lower()


def _download(source: Source, part: Path, progress: Progress) -> None:
    held = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(source.address)  # noqa: S310
    if held:
        request.add_header("Range", f"bytes={held}-")
    try:
        with urllib.request.urlopen(request, timeout=_SILENCE_S) as answer:  # noqa: S310
            _save(answer, part, held if answer.status == http.HTTPStatus.PARTIAL_CONTENT else 0, progress)
    except urllib.error.HTTPError as refused:
        refused.close()
        if refused.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            # All of it is here already, or more than all; the sum decides.
            return
        raise DownloadRefused(f"{source.address} answers {refused.code}.") from None
    except (OSError, http.client.HTTPException) as fault:
        raise DownloadRefused(_cut(source, part, str(fault))) from None


def _save(answer: http.client.HTTPResponse, part: Path, held: int, progress: Progress) -> None:
    expected = held + int(answer.headers.get("Content-Length") or 0)
    done = held
    with part.open("ab" if held else "wb") as out:
        while piece := answer.read(_PIECE):
            out.write(piece)
            done += len(piece)
            progress(done, expected)
        out.flush()
        os.fsync(out.fileno())
    if done < expected:
        raise ConnectionError(f"{done} of {expected} bytes came")


def _cut(source: Source, part: Path, reason: str) -> str:
    kept = f"; {part.stat().st_size} bytes are kept, call again to go on" if part.exists() else ""
    return f"The download of {source.name} was cut ({reason}){kept}."


def _sum_of(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()
