"""Something that asks as fast as it is answered: ``wrk`` where it is installed, else a loader of our own."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import time
from typing import Protocol
from urllib.parse import urlsplit

import attrs

CONNECTIONS = 16
_UNFIT = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_COUNT = re.compile(r"(\d+) requests in")


class LoadFailed(Exception):
    """The answers were not the ones that were to be measured."""


@attrs.frozen(kw_only=True)
class Answered:
    """What came of one round of load."""

    count: int
    per_s: float


class Loader(Protocol):
    """Asks one address, over and over, from several connections."""

    name: str

    def ask(self, url: str, seconds: float, headers: tuple[str, ...] = ()) -> Answered:
        """Ask for so many seconds."""
        ...


class Wrk:
    """The ``wrk`` program, one thread: it leaves the most of two cores to the server."""

    name = "wrk"

    def __init__(self, program: str) -> None:
        self._program = program

    def ask(self, url: str, seconds: float, headers: tuple[str, ...] = ()) -> Answered:
        argv = [self._program, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s"]
        argv += [part for header in headers for part in ("-H", header)]
        said = subprocess.run([*argv, url], capture_output=True, text=True, check=True).stdout
        unfit, rate, count = _UNFIT.search(said), _RATE.search(said), _COUNT.search(said)
        if unfit or "Socket errors" in said or rate is None or count is None:
            raise LoadFailed(f"{url}: {said}")
        return Answered(count=int(count[1]), per_s=float(rate[1]))


class OwnLoader:
    """The same from Python: it is the slower of the two programs, so its ratios are milder than wrk's."""

    name = "our own loader (wrk is not installed: apt-get install wrk)"

    def ask(self, url: str, seconds: float, headers: tuple[str, ...] = ()) -> Answered:
        return asyncio.run(_ask(url, seconds, headers))


async def _ask(url: str, seconds: float, headers: tuple[str, ...]) -> Answered:
    place = urlsplit(url)
    address = place.path + (f"?{place.query}" if place.query else "")
    lines = [f"GET {address} HTTP/1.1", f"Host: {place.netloc}", *headers, "", ""]
    request = "\r\n".join(lines).encode()
    began = time.perf_counter()
    counts = await asyncio.gather(
        *(_converse(place.hostname or "", place.port or 80, request, began + seconds) for _ in range(8))
    )
    return Answered(count=sum(counts), per_s=sum(counts) / (time.perf_counter() - began))


async def _converse(host: str, port: int, request: bytes, until: float) -> int:
    """Ask and read, one after the other, on one connection."""
    reader, writer = await asyncio.open_connection(host, port)
    count = 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if head[9:10] not in (b"2", b"3"):
            raise LoadFailed(head.decode("latin-1"))
        length = re.search(rb"(?i)content-length: (\d+)", head)
        await reader.readexactly(int(length[1]) if length and head[9:12] != b"304" else 0)
        count += 1
    writer.close()
    await writer.wait_closed()
    return count


def a_loader() -> Loader:
    """The best loader that this machine has."""
    program = shutil.which("wrk")
    return OwnLoader() if program is None else Wrk(program)
