"""The relay: turns facts into deliveries, and rings for the deliveries that are due.

It remembers nothing.  Any number of relays may run, and one that dies between any two lines
leaves leased rows behind, which the next one finds when the lease has lapsed.
"""

from __future__ import annotations

from clinic_suite.bootstrap import Suite
from jobs.bell import Bell

BATCH = 200


def step(suite: Suite, bell: Bell, batch: int = BATCH) -> bool:
    """Spread one batch of facts and ring one batch of bells; answer whether there may be more.

    Only a full batch says so.  Going on at once after every single fact would cost each of them
    what now a whole batch costs together: a relay that rests a second is several times cheaper.

    Facts are spread even while Redis is away.  Deliveries are leased only when there is room to
    ring for them: a row that is still due when Redis returns is rung for at once.
    """
    spread = suite.outbox.spread(suite.clock.now(), suite.subscriptions.keys_afterwards, batch)
    room = {queue: free for queue, free in bell.room().items() if free > 0}
    if not room:
        return spread == batch
    due = suite.outbox.due(suite.clock.now(), min(batch, *room.values()), tuple(room))
    if due:
        bell.ring(due)
    return batch in (spread, len(due))
