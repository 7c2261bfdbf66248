"""A row that a change of primary could undo is not called written."""

from __future__ import annotations

import pytest

from clinic_suite.kernel.mongo import DatabaseAway, Engine, connect
from tests.builders.cut_wire import CutWire

ROW = {"_id": "one", "n": 1}


def test_a_row_that_too_few_have_is_a_fault_and_no_promise_is_made_on_it(
    mongodb: Engine, replica_set_uri: str
) -> None:
    line = CutWire(replica_set_uri)
    behind = connect(line.address, mongodb.database.name)
    try:
        behind.insert_direct("things", {"_id": "before"})
        line.doubt_answer_to("insert")
        with pytest.raises(DatabaseAway):
            behind.insert_direct("things", dict(ROW))
        assert line.cuts == 1
        # It is there all the same, for now: so it was not written a second time either.
        assert list(mongodb.database["things"].find({"n": 1})) == [ROW]
    finally:
        behind.close()
        line.close()
        mongodb.database.drop_collection("things")
