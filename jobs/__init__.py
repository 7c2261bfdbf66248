"""What happens by itself: RQ workers, the relay that rings them, and the clock.

Nobody imports this package; RQ reaches ``jobs.deliver.deliver`` by its dotted name.  The truth
of every job is a row in MongoDB (``kernel.outbox``), and what travels through Redis is only the
name of a row, so that Redis may be wiped at any moment.

``python -m jobs.clockwork`` is the relay and the clock, any number of times;
``python -m jobs.worker events`` answers one queue; ``jobs.preview:app`` is all of it, with the
web application, in the one process that the preview engine allows.
"""

from __future__ import annotations

from clinic_suite.kernel.outbox import Queue

QUEUES = tuple(Queue)
"""One worker process listens to exactly one of these."""
