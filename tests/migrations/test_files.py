"""A folder of migrations that cannot be trusted is refused before anything is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_suite.kernel import migrations
from clinic_suite.kernel.migrations import FilesRefused
from clinic_suite.kernel.mongo import Engine
from tests.builders.migrations import a_migration
from tests.fakes.clock import FrozenClock


def _refused(engine: Engine, folder: Path) -> list[str]:
    with pytest.raises(FilesRefused) as refused:
        migrations.run(engine, folder, FrozenClock())
    assert engine.database["runs"].count_documents({}) == 0
    return refused.value.faults


def test_a_number_used_twice_is_refused(preview: Engine, tmp_path: Path) -> None:
    a_migration(tmp_path, "0001_one")
    a_migration(tmp_path, "0001_another")
    assert _refused(preview, tmp_path) == ["0001: is the number of two files"]


def test_a_gap_in_the_numbers_is_refused(preview: Engine, tmp_path: Path) -> None:
    a_migration(tmp_path, "0001_one")
    a_migration(tmp_path, "0003_three")
    assert _refused(preview, tmp_path) == ["0002: is missing"]


def test_the_numbers_begin_with_one(preview: Engine, tmp_path: Path) -> None:
    a_migration(tmp_path, "0000_zero")
    assert _refused(preview, tmp_path) == ["0000: numbers begin with 0001"]


@pytest.mark.parametrize("name", ["first", "1_first", "0001-first", "0001_First", "0001_", "00001_first"])
def test_a_file_with_another_kind_of_name_is_refused(preview: Engine, tmp_path: Path, name: str) -> None:
    a_migration(tmp_path, name)
    assert _refused(preview, tmp_path) == [f"{name}.py: is not named NNNN_what_it_does.py"]


def test_all_faults_of_a_folder_are_told_at_once(preview: Engine, tmp_path: Path) -> None:
    a_migration(tmp_path, "0002_two")
    a_migration(tmp_path, "0002_again")
    a_migration(tmp_path, "later")
    assert len(_refused(preview, tmp_path)) == 3


def test_a_file_without_up_is_refused(preview: Engine, tmp_path: Path) -> None:
    (tmp_path / "0001_one.py").write_text('"""Why."""\n')
    assert _refused(preview, tmp_path) == ["0001_one: has no up(database)"]


def test_a_file_that_does_not_say_why_is_refused(preview: Engine, tmp_path: Path) -> None:
    a_migration(tmp_path, "0001_one", why=" ")
    assert _refused(preview, tmp_path) == ["0001_one: has no docstring that says why"]


def test_a_later_file_that_cannot_be_used_stops_the_earlier_ones_too(preview: Engine, tmp_path: Path) -> None:
    a_migration(tmp_path, "0001_one")
    (tmp_path / "0002_two.py").write_text('"""Why."""\n')
    assert _refused(preview, tmp_path) == ["0002_two: has no up(database)"]


def test_a_folder_that_is_not_there_is_refused(preview: Engine, tmp_path: Path) -> None:
    assert len(_refused(preview, tmp_path / "nowhere")) == 1
