"""Auth's use cases, one verb each."""

from clinic_suite.auth.service.accounts import KeepAccounts
from clinic_suite.auth.service.codes import SignInPatients
from clinic_suite.auth.service.devices import KeepDevices
from clinic_suite.auth.service.invitations import SetPasswords
from clinic_suite.auth.service.passkeys import KeepPasskeys
from clinic_suite.auth.service.resets import ResetPasswords
from clinic_suite.auth.service.second_factor import EnrolSecondFactor
from clinic_suite.auth.service.sessions import KeepSessions
from clinic_suite.auth.service.sign_in import SignInStaff

__all__ = [
    "EnrolSecondFactor",
    "KeepAccounts",
    "KeepDevices",
    "KeepPasskeys",
    "KeepSessions",
    "ResetPasswords",
    "SetPasswords",
    "SignInPatients",
    "SignInStaff",
]
