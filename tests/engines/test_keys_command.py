"""``clinic keys rotate`` says what it did, and whether an old master key may go."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.cli import main
from clinic_suite.kernel.crypto import MasterKeyUnknown
from tests.builders.ciphers import an_envelope
from tests.builders.engines import drop_database
from tests.builders.ids import a_patient_id
from tests.builders.settings import a_key, an_environment, some_settings

_OLD = f"1:{a_key('a')}"
_NEW = f"2:{a_key('b')}"


@pytest.fixture(params=["preview", pytest.param("mongodb", marks=pytest.mark.engines)])
def installation(request: pytest.FixtureRequest, tmp_path: Path, database_name: str) -> Any:
    """The environment of an installation with three patients under the old master key."""
    uri = f"preview://{tmp_path}/preview.bson"
    if request.param == "mongodb":
        uri = request.getfixturevalue("replica_set_uri")
    environment = {"MONGODB_URI": uri, "CLINIC_DATABASE": database_name, "CLINIC_VAR": str(tmp_path)}
    suite = _suite(environment, _OLD)
    for number in (1, 2, 3):
        _store(suite, number)
    suite.engine.close()
    yield environment
    if request.param == "mongodb":
        drop_database(_suite(environment, _OLD).engine)


def _suite(environment: dict[str, str], ring: str) -> Suite:
    return wire(some_settings(**{**environment, "CLINIC_MASTER_KEYS": ring}))


def _store(suite: Suite, number: int) -> None:
    sealed = an_envelope(suite.ciphers, number).seal("phone", f"phone {number}")
    suite.engine.database["testing_sealed"].insert_one({"_id": number, "phone": sealed})


def _phones(environment: dict[str, str], ring: str) -> list[str]:
    suite = _suite(environment, ring)
    with closing(suite.engine):
        rows = suite.engine.database["testing_sealed"].find({}).sort("_id", 1)
        return [an_envelope(suite.ciphers, row["_id"]).open("phone", row["phone"]) for row in rows]


def _rotate(environment: dict[str, str], ring: str) -> Result:
    asked = an_environment(**{**environment, "CLINIC_MASTER_KEYS": ring})
    return CliRunner().invoke(main, ["keys", "rotate"], env=asked)


def test_after_the_command_the_old_master_key_may_go(installation: dict[str, str]) -> None:
    result = _rotate(installation, f"{_NEW},{_OLD}")
    assert result.exit_code == 0, result.output
    assert "3 data keys were brought under master key 2." in result.output
    assert "3/3" in result.output
    assert "Master key 1 is not needed any more." in result.output
    assert _phones(installation, _NEW) == ["phone 1", "phone 2", "phone 3"]


def test_a_second_run_finds_nothing_to_do(installation: dict[str, str]) -> None:
    _rotate(installation, f"{_NEW},{_OLD}")
    result = _rotate(installation, f"{_NEW},{_OLD}")
    assert result.exit_code == 0
    assert "0 data keys were brought under master key 2." in result.output


def test_a_missing_old_master_key_is_told_and_nothing_is_lost(installation: dict[str, str]) -> None:
    result = _rotate(installation, _NEW)
    assert result.exit_code == 1
    assert "3 data keys could not be opened" in result.output
    assert a_patient_id(1) in result.output
    assert "Keep every older master key." in result.output
    with pytest.raises(MasterKeyUnknown):
        _phones(installation, _NEW)
    assert _phones(installation, _OLD) == ["phone 1", "phone 2", "phone 3"]
