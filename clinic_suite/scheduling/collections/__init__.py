"""How the diary is stored, and what the database refuses to store."""

from clinic_suite.scheduling.collections.calendars import CALENDARS
from clinic_suite.scheduling.collections.diary import DIARY
from clinic_suite.scheduling.collections.queue import QUEUE
from clinic_suite.scheduling.collections.waiting import WAITING

COLLECTIONS = (*DIARY, *QUEUE, *WAITING, *CALENDARS)
