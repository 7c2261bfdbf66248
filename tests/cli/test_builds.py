"""Which official MongoDB build fits a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_suite.cli.builds import Machine, NoBuild, archive_path, read_os_release


def _linux(processor: str, name: str, version: str, like: str = "") -> Machine:
    card = {"ID": name, "VERSION_ID": version, "ID_LIKE": like}
    return Machine(system="Linux", processor=processor, os_release=card)


@pytest.mark.parametrize(
    ("machine", "build"),
    [
        (_linux("x86_64", "debian", "12"), "linux/mongodb-linux-x86_64-debian12-7.0.28.tgz"),
        (_linux("x86_64", "debian", "11"), "linux/mongodb-linux-x86_64-debian11-7.0.28.tgz"),
        (_linux("x86_64", "debian", "13"), "linux/mongodb-linux-x86_64-debian12-7.0.28.tgz"),
        (_linux("aarch64", "debian", "12"), "linux/mongodb-linux-aarch64-ubuntu2204-7.0.28.tgz"),
        (_linux("x86_64", "ubuntu", "20.04"), "linux/mongodb-linux-x86_64-ubuntu2004-7.0.28.tgz"),
        (_linux("aarch64", "ubuntu", "24.04"), "linux/mongodb-linux-aarch64-ubuntu2204-7.0.28.tgz"),
        (
            _linux("x86_64", "linuxmint", "21.3", "ubuntu debian"),
            "linux/mongodb-linux-x86_64-ubuntu2204-7.0.28.tgz",
        ),
        (
            _linux("x86_64", "rocky", "9.4", "rhel centos fedora"),
            "linux/mongodb-linux-x86_64-rhel90-7.0.28.tgz",
        ),
        (_linux("aarch64", "almalinux", "8.9"), "linux/mongodb-linux-aarch64-rhel82-7.0.28.tgz"),
        (_linux("x86_64", "fedora", "41"), "linux/mongodb-linux-x86_64-rhel90-7.0.28.tgz"),
        (_linux("x86_64", "amzn", "2023"), "linux/mongodb-linux-x86_64-amazon2023-7.0.28.tgz"),
        (Machine(system="Darwin", processor="arm64"), "osx/mongodb-macos-arm64-7.0.28.tgz"),
        (Machine(system="Darwin", processor="x86_64"), "osx/mongodb-macos-x86_64-7.0.28.tgz"),
    ],
)
def test_every_usual_machine_has_its_build(machine: Machine, build: str) -> None:
    assert archive_path(machine, "7.0.28") == build


@pytest.mark.parametrize(
    ("machine", "reason"),
    [
        (Machine(system="Windows", processor="AMD64"), "not Windows"),
        (_linux("riscv64", "debian", "12"), "processor riscv64"),
        (_linux("x86_64", "arch", ""), "No MongoDB build is known for arch"),
        (Machine(system="Linux", processor="x86_64", os_release={"ID": "alpine"}, musl=True), "musl"),
    ],
)
def test_a_machine_without_a_build_is_told_why(machine: Machine, reason: str) -> None:
    with pytest.raises(NoBuild, match=reason):
        archive_path(machine)


@pytest.mark.parametrize("version", ["7", "latest", "7.0.28/../../x", ""])
def test_only_a_version_may_stand_in_the_address(version: str) -> None:
    with pytest.raises(NoBuild, match="is not a MongoDB version"):
        archive_path(Machine(system="Darwin", processor="arm64"), version)


def test_the_distributions_card_is_read_with_and_without_quotes(tmp_path: Path) -> None:
    card = tmp_path / "os-release"
    card.write_text('ID=debian\nVERSION_ID="12"\n\nPRETTY_NAME="Debian GNU/Linux 12"\n')

    assert read_os_release(card)["VERSION_ID"] == "12"
    assert read_os_release(tmp_path / "absent") == {}
