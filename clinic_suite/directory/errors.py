"""What the directory refuses."""

from clinic_suite.kernel.errors import Refusal


class ClinicInactive(Refusal):
    """An inactive clinic can gain nothing new."""

    title = "This clinic is not active; activate it first."


class RegistrationNumberTaken(Refusal):
    """Two practitioners of one clinic cannot share a council registration."""

    title = "Another practitioner of this clinic has this registration number."


class AccountLinked(Refusal):
    """Who signs in with one account is one person, and has one diary in a clinic."""

    title = "This account belongs to another practitioner of this clinic."


class ServiceNameTaken(Refusal):
    """Two services of one name would be confused at the desk and on the bill."""

    title = "This clinic already offers a service of this name."


class ClosureOverlaps(Refusal):
    """The clinic is shut already on some of these days."""

    title = "The clinic is already closed on some of these days."


class ReviewedAlready(Refusal):
    """One review for each visit; what was said stays said."""

    title = "This visit has been rated already."


class AnsweredAlready(Refusal):
    """The clinic answers once, so that no quarrel is carried on in public."""

    title = "This review has been answered already."
