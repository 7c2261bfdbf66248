"""The first people of an installation are made at its server's terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clinic_suite.auth.errors import DevicePending
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.cli import main
from clinic_suite.directory.service import KeepClinics
from clinic_suite.settings import Settings
from tests.builders.founding import found
from tests.builders.people import GOOD_PASSWORD, a_clinic, sign_in
from tests.builders.settings import an_environment
from tests.fakes.browser import Browser

ASHA = ("--email", "asha@sahyadri.example", "--name", "Asha Kulkarni")
WITH_A_PASSWORD = ("--password-file", "-")

Opened = Callable[[], AbstractContextManager[Suite]]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """An installation that stands between two commands; it is opened as the commands open it."""
    environ = an_environment(
        MONGODB_URI=f"preview://{tmp_path}/preview.bson", CLINIC_PUBLIC_URL="https://clinic.example"
    )
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    @contextmanager
    def opening() -> Iterator[Suite]:
        suite = wire(Settings.from_env(environ))
        try:
            yield suite
        finally:
            suite.engine.close()

    return opening


def _admin(*argv: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["admin", *argv], input=typed)


def test_a_set_up_code_is_shown_once_and_founds_the_house(opened: Opened) -> None:
    told = _admin("setup-code")

    assert told.exit_code == 0, told.output
    address, said = told.output.splitlines()
    assert address == "https://clinic.example/setup"
    shown = re.search(r"code, shown this once: (\S+) \(good until \d{4}-\d\d-\d\d \d\d:\d\d UTC\)", said)
    assert shown
    with opened() as suite:
        made = found(suite, shown[1])
        assert suite.part(KeepClinics).find(made.clinic_id).address.city == "Pune"


def test_a_founded_house_gives_no_more_codes(opened: Opened) -> None:
    with opened() as suite:
        a_clinic(suite)

    told = _admin("setup-code")

    assert told.exit_code == 1
    assert "set up" in told.output
    assert "shown this once" not in told.output


def test_who_is_made_with_a_password_of_their_own_signs_in_with_it_and_it_is_not_repeated(
    opened: Opened,
) -> None:
    with opened() as suite:
        clinic_id = a_clinic(suite)

    told = _admin(
        "create", "--clinic", clinic_id, *ASHA, "--role", "nurse", *WITH_A_PASSWORD, typed=GOOD_PASSWORD
    )

    assert told.exit_code == 0, told.output
    assert "Asha Kulkarni may sign in as nurse with asha@sahyadri.example" in told.output
    assert GOOD_PASSWORD not in told.output
    with opened() as suite, pytest.raises(DevicePending):
        sign_in(suite, "asha@sahyadri.example", browser=Browser())


def test_without_a_password_one_is_made_up_and_shown_once(opened: Opened) -> None:
    with opened() as suite:
        clinic_id = a_clinic(suite)

    told = _admin("create", "--clinic", clinic_id, *ASHA, "--role", "nurse")

    shown = re.search(r"^password, shown this once: (\S{20,})$", told.output, re.MULTILINE)
    assert shown, told.output
    with opened() as suite, pytest.raises(DevicePending):
        sign_in(suite, "asha@sahyadri.example", password=shown[1], browser=Browser())


def test_what_cannot_be_is_refused_in_a_sentence_and_leaves_nobody(opened: Opened) -> None:
    with opened() as suite:
        clinic_id = a_clinic(suite)

    weak = _admin("create", "--clinic", clinic_id, *ASHA, *WITH_A_PASSWORD, typed="password1234")
    nowhere = _admin("create", *ASHA, "--role", "nurse")
    listed = _admin("list", "--clinic", clinic_id)

    assert (weak.exit_code, nowhere.exit_code) == (1, 1)
    assert "password: common" in weak.output
    assert "Traceback" not in weak.output + nowhere.output
    assert "asha@" not in listed.output


def test_the_first_admins_device_is_let_in_by_the_code_on_its_screen(opened: Opened) -> None:
    browser = Browser()
    with opened() as suite:
        clinic_id = a_clinic(suite)
    _admin("create", "--clinic", clinic_id, *ASHA, "--role", "nurse", *WITH_A_PASSWORD, typed=GOOD_PASSWORD)
    with opened() as suite, pytest.raises(DevicePending) as pending:
        sign_in(suite, "asha@sahyadri.example", browser=browser)
    code = str(pending.value.members["match_code"])
    other = f"{(int(code) + 1) % 1_000_000:06d}"

    wrong = _admin("approve-device", "--email", "asha@sahyadri.example", "--code", other)
    right = _admin("approve-device", "--email", "asha@sahyadri.example", "--code", code)

    assert wrong.exit_code == 1
    assert right.exit_code == 0, right.output
    assert "Asha Kulkarni may sign in with" in right.output
    with opened() as suite:
        assert (
            sign_in(suite, "asha@sahyadri.example", browser=browser).account.email == "asha@sahyadri.example"
        )
