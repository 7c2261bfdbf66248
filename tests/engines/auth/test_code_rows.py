"""What is counted of a telephone's codes is never counted away, whoever writes in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from clinic_suite.auth.model import CodeHistory
from clinic_suite.auth.repository import Codes
from clinic_suite.auth.rules.codes import HELD_AFTER
from clinic_suite.kernel.mongo import Engine
from tests.builders.ids import an_id
from tests.fakes.clock import A_MONDAY_MORNING as NOW

PHONE = "a telephone"
PLACE = f"{PHONE}/sign_in"
CHALLENGE, NEWER = an_id("ch", 1), an_id("ch", 2)


@pytest.fixture
def codes(engine: Engine) -> Codes:
    return Codes(engine)


def _held(codes: Codes) -> CodeHistory:
    """A number that was sent a code and is on hold since."""
    assert codes.note_sent(PHONE, codes.history(PHONE), NOW)
    for _ in range(HELD_AFTER):
        codes.note_failed(PHONE, NOW)
    return codes.history(PHONE)


def test_a_release_forgets_the_wrong_codes_and_not_what_was_sent(codes: Codes) -> None:
    """Messages cost money: whoever stands at the desk waits for the next one like everybody."""
    held = _held(codes)
    assert codes.release(PHONE)
    after = codes.history(PHONE)
    assert (after.wrong_in_a_row, after.failed) == (0, ())
    assert after.sent == held.sent == (NOW,)
    assert not codes.release(PHONE)


@pytest.mark.parametrize(
    "written",
    [
        lambda codes: codes.note_sent(PHONE, codes.history(PHONE), NOW),
        lambda codes: codes.note_failed(PHONE, NOW),
        lambda codes: codes.note_right(PHONE),
        lambda codes: codes.release(PHONE),
    ],
    ids=["sent", "failed", "right", "released"],
)
def test_a_code_is_not_counted_on_a_history_that_has_changed(
    codes: Codes, written: Callable[[Codes], object]
) -> None:
    """It would put back what was there before: a wrong code would be forgotten, a released number held again."""
    seen = _held(codes)
    written(codes)
    before = codes.history(PHONE)
    assert before.version == seen.version + 1
    assert not codes.note_sent(PHONE, seen, NOW + timedelta(minutes=1))
    assert codes.history(PHONE) == before


def test_of_two_first_codes_of_a_number_one_is_counted(codes: Codes) -> None:
    seen = codes.history(PHONE)
    assert [codes.note_sent(PHONE, seen, NOW), codes.note_sent(PHONE, seen, NOW)] == [True, False]


def test_a_code_is_used_up_once_and_takes_no_newer_one_with_it(codes: Codes) -> None:
    ends_at = NOW + timedelta(minutes=5)
    codes.put(PLACE, CHALLENGE, b"old", ends_at)
    codes.put(PLACE, NEWER, b"new", ends_at)
    assert not codes.use_up(PLACE, CHALLENGE)
    assert codes.count_try(PLACE, NEWER, NOW) == b"new"
    assert [codes.use_up(PLACE, NEWER), codes.use_up(PLACE, NEWER)] == [True, False]
    assert codes.count_try(PLACE, NEWER, NOW) is None


def test_the_database_forgets_no_code_that_is_still_good(engine: Engine, codes: Codes) -> None:
    ends_at = NOW + timedelta(minutes=5)
    codes.put(PLACE, CHALLENGE, b"mac", ends_at)
    [row] = engine.database["challenges"].find()
    assert row["forget_at"] >= ends_at
