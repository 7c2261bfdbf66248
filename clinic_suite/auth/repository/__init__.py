"""How auth asks MongoDB; one method for one question."""

from clinic_suite.auth.repository.accounts import Accounts
from clinic_suite.auth.repository.codes import Codes
from clinic_suite.auth.repository.devices import Devices, ProofNonces
from clinic_suite.auth.repository.invitations import Invitations
from clinic_suite.auth.repository.passkeys import PasskeyChallenges, Passkeys
from clinic_suite.auth.repository.patients import PatientAccounts
from clinic_suite.auth.repository.pauses import Pauses
from clinic_suite.auth.repository.resets import Resets
from clinic_suite.auth.repository.second_factors import SecondFactors
from clinic_suite.auth.repository.sessions import Refreshable, Sessions
from clinic_suite.auth.repository.tray import DemoMail, DemoMessage, DemoTray, NoMail, NoSender

__all__ = [
    "Accounts",
    "Codes",
    "DemoMail",
    "DemoMessage",
    "DemoTray",
    "Devices",
    "Invitations",
    "NoMail",
    "NoSender",
    "PasskeyChallenges",
    "Passkeys",
    "PatientAccounts",
    "Pauses",
    "ProofNonces",
    "Refreshable",
    "Resets",
    "SecondFactors",
    "Sessions",
]
