"""The diary's use cases, one verb each."""

from clinic_suite.scheduling.service.blocking import BlockTime
from clinic_suite.scheduling.service.boards import KeepBoards
from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.calendars import TellCalendars
from clinic_suite.scheduling.service.changing import ChangeVisits
from clinic_suite.scheduling.service.claiming import ClaimTime
from clinic_suite.scheduling.service.drawing import DrawSheets
from clinic_suite.scheduling.service.holding import HoldTimes
from clinic_suite.scheduling.service.looking import LookAtDiary
from clinic_suite.scheduling.service.matching import MatchWaiting
from clinic_suite.scheduling.service.offering import KnownOffers
from clinic_suite.scheduling.service.planning import PlanDiaries
from clinic_suite.scheduling.service.queueing import RunQueue
from clinic_suite.scheduling.service.rating import RateVisits
from clinic_suite.scheduling.service.repeating import RepeatVisits
from clinic_suite.scheduling.service.waiting import KeepWaitlist
from clinic_suite.scheduling.service.walking_in import LetIn
from clinic_suite.scheduling.service.watching import WatchQueue

__all__ = [
    "BlockTime",
    "BookVisits",
    "ChangeVisits",
    "ClaimTime",
    "DrawSheets",
    "HoldTimes",
    "KeepBoards",
    "KeepWaitlist",
    "KnownOffers",
    "LetIn",
    "LookAtDiary",
    "MatchWaiting",
    "PlanDiaries",
    "RateVisits",
    "RepeatVisits",
    "RunQueue",
    "TellCalendars",
    "WatchQueue",
]
