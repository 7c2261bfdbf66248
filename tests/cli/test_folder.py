"""The data folder: its secrets, and that one run at a time has it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from clinic_suite.cli.folder import AlreadyRunning, DataFolder, data_folder, write_private_json
from clinic_suite.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "var")
    made.prepare()
    return made


def test_secrets_are_made_once_and_stay(folder: DataFolder) -> None:
    assert folder.secrets() == folder.secrets()


def test_two_installations_never_share_a_secret(tmp_path: Path, folder: DataFolder) -> None:
    other = DataFolder(tmp_path / "other")
    other.prepare()

    assert other.secrets().secret != folder.secrets().secret


def test_only_the_owner_can_read_the_secrets(folder: DataFolder) -> None:
    folder.secrets()

    assert stat.S_IMODE((folder.root / "secrets.json").stat().st_mode) == 0o600


def test_the_generated_secrets_are_such_as_the_settings_accept(folder: DataFolder) -> None:
    secrets = folder.secrets()

    settings = Settings.from_env(
        {
            "CLINIC_STAGE": "demo",
            "MONGODB_URI": "preview://memory",
            "REDIS_URL": "redis://127.0.0.1",
            "CLINIC_SECRET": secrets.secret,
            "CLINIC_MASTER_KEYS": secrets.master_key,
        }
    )

    assert list(settings.master_keys) == ["1"]


def test_a_private_file_keeps_its_old_content_when_the_new_cannot_be_written(folder: DataFolder) -> None:
    write_private_json(folder.card, {"url": "http://127.0.0.1:8000"})

    with pytest.raises(TypeError):
        write_private_json(folder.card, {"url": object()})

    assert json.loads(folder.card.read_text()) == {"url": "http://127.0.0.1:8000"}


def test_a_second_run_on_the_same_folder_is_refused_with_the_address_of_the_first(folder: DataFolder) -> None:
    write_private_json(folder.card, {"url": "http://127.0.0.1:8123"})

    with (
        folder.held(),
        pytest.raises(AlreadyRunning, match=r"already runs on .* at http://127\.0\.0\.1:8123"),
    ):
        folder.held().__enter__()


def test_the_folder_is_free_again_when_its_run_has_ended(folder: DataFolder) -> None:
    with folder.held():
        assert folder.is_held()

    assert not folder.is_held()


def test_counters_of_an_earlier_run_are_not_added_to_those_of_this_one(folder: DataFolder) -> None:
    earlier = folder.fresh_metrics_folder()
    (earlier / "counter_1.db").touch()

    assert list(folder.fresh_metrics_folder().iterdir()) == []
    assert not earlier.exists()


def test_the_data_folder_is_named_by_clinic_var(tmp_path: Path) -> None:
    assert data_folder({"CLINIC_VAR": str(tmp_path)}) == tmp_path
    assert data_folder({}).name == "var"
