"""Which official MongoDB server build fits this machine, and what its archive is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import attrs

OFFICIAL = "https://fastdl.mongodb.org"
VERSION = "7.0.28"
_VERSION_SHAPE = re.compile(r"\d+\.\d+\.\d+")


class NoBuild(Exception):
    """MongoDB publishes no server for this machine, or we do not know which."""


@attrs.frozen(kw_only=True)
class Machine:
    """What decides about the build; ``os_release`` is /etc/os-release, read into a mapping."""

    system: str
    processor: str
    os_release: Mapping[str, str] = attrs.field(factory=dict)
    musl: bool = False


def read_os_release(path: Path = Path("/etc/os-release")) -> dict[str, str]:
    """The distribution's own card; empty where there is none, as on macOS."""
    if not path.is_file():
        return {}
    pairs = (line.partition("=") for line in path.read_text().splitlines() if "=" in line)
    return {name: value.strip().strip("\"'") for name, _, value in pairs}


def archive_path(machine: Machine, version: str = VERSION) -> str:
    """The archive's path below the download site, e.g. ``linux/mongodb-linux-x86_64-debian12-7.0.28.tgz``."""
    if not _VERSION_SHAPE.fullmatch(version):
        raise NoBuild(f"{version} is not a MongoDB version such as {VERSION}.")
    processor = {"amd64": "x86_64", "arm64": "aarch64"}.get(
        machine.processor.lower(), machine.processor.lower()
    )
    if processor not in ("x86_64", "aarch64"):
        raise NoBuild(f"MongoDB publishes no server for the processor {machine.processor}.")
    if machine.system == "Darwin":
        mac = "arm64" if processor == "aarch64" else processor
        return f"osx/mongodb-macos-{mac}-{version}.tgz"
    if machine.system != "Linux":
        raise NoBuild(f"This command knows Linux and macOS, not {machine.system}: set MONGODB_URI instead.")
    if machine.musl:
        raise NoBuild("MongoDB publishes no server for musl (Alpine): set MONGODB_URI instead.")
    return f"linux/mongodb-linux-{processor}-{_distribution(machine.os_release, processor)}-{version}.tgz"


def _distribution(release: Mapping[str, str], processor: str) -> str:
    """The build's word for this distribution; a relative of a known one uses that one's."""
    families = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    number = re.match(r"\d+(\.\d+)?", release.get("VERSION_ID", ""))
    major = float(number.group()) if number else 0.0
    for family in families:
        own = family == release.get("ID")
        if word := _word(family, major if own else 0.0, processor):
            return word
    name = release.get("PRETTY_NAME") or release.get("ID") or "this Linux"
    raise NoBuild(f"No MongoDB build is known for {name}: put mongod on PATH or set MONGODB_URI.")


def _word(family: str, version: float, processor: str) -> str:
    """A version of 0 means a relative, whose own numbers tell nothing: it gets the newest build."""
    for families, processors, below, word in _BUILDS:
        if family in families and processor in processors and (below == _ANY or 0 < version < below):
            return word
    return ""


_ANY = 0.0
_RED_HAT = ("rhel", "centos", "rocky", "almalinux", "ol")
_INTEL, _ARM = ("x86_64",), ("aarch64",)
_BOTH = (*_INTEL, *_ARM)
# Distributions, processors, "for versions below", and MongoDB's word; the first row that fits decides.
# Debian has no arm64 build; Ubuntu's of the same year needs the libraries that Debian has.
_BUILDS: tuple[tuple[tuple[str, ...], tuple[str, ...], float, str], ...] = (
    (("ubuntu",), _BOTH, 22.0, "ubuntu2004"),
    (("ubuntu",), _BOTH, _ANY, "ubuntu2204"),
    (("debian",), _INTEL, 12.0, "debian11"),
    (("debian",), _INTEL, _ANY, "debian12"),
    (("debian",), _ARM, 12.0, "ubuntu2004"),
    (("debian",), _ARM, _ANY, "ubuntu2204"),
    (("amzn",), _BOTH, 2023.0, "amazon2"),
    (("amzn",), _BOTH, _ANY, "amazon2023"),
    (_RED_HAT, _INTEL, 9.0, "rhel80"),
    (_RED_HAT, _ARM, 9.0, "rhel82"),
    ((*_RED_HAT, "fedora"), _BOTH, _ANY, "rhel90"),
    (("sles", "opensuse-leap", "suse"), _INTEL, _ANY, "suse15"),
)
