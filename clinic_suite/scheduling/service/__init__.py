"""The diary's use cases, one verb each."""

from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.changing import ChangeVisits
from clinic_suite.scheduling.service.claiming import ClaimTime
from clinic_suite.scheduling.service.drawing import DrawSheets
from clinic_suite.scheduling.service.holding import HoldTimes
from clinic_suite.scheduling.service.looking import LookAtDiary
from clinic_suite.scheduling.service.matching import MatchWaiting
from clinic_suite.scheduling.service.offering import KnownOffers
from clinic_suite.scheduling.service.planning import PlanDiaries
from clinic_suite.scheduling.service.waiting import KeepWaitlist

__all__ = [
    "BookVisits",
    "ChangeVisits",
    "ClaimTime",
    "DrawSheets",
    "HoldTimes",
    "KeepWaitlist",
    "KnownOffers",
    "LookAtDiary",
    "MatchWaiting",
    "PlanDiaries",
]
