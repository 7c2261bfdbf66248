"""Where the diary is kept."""

from clinic_suite.scheduling.repository.appointments import Appointments
from clinic_suite.scheduling.repository.calendars import CalendarFeeds
from clinic_suite.scheduling.repository.claimants import Claimants, OwnHold
from clinic_suite.scheduling.repository.plans import Diaries, Exceptions, Resources, Templates, TermsBook
from clinic_suite.scheduling.repository.queue import BoardKeys, QueueDays
from clinic_suite.scheduling.repository.sheets import Claim, DaySheets, Kept

__all__ = [
    "Appointments",
    "BoardKeys",
    "CalendarFeeds",
    "Claim",
    "Claimants",
    "DaySheets",
    "Diaries",
    "Exceptions",
    "Kept",
    "OwnHold",
    "QueueDays",
    "Resources",
    "Templates",
    "TermsBook",
]
