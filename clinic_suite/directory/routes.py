"""The directory's doors."""

from __future__ import annotations

import flask

from clinic_suite.directory import schemas as shapes
from clinic_suite.directory.model import (
    AccountLink,
    Choices,
    Clinic,
    ClinicChange,
    Closure,
    NewClinic,
    NewClosure,
    NewPractitioner,
    NewService,
    Practitioner,
    PractitionerChange,
    Review,
    Service,
    ServiceChange,
)
from clinic_suite.directory.service import KeepClinics, KeepPractitioners, KeepReviews, KeepServices
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import ClinicId, ClosureId, PractitionerId, ReviewId, ServiceId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import ANYONE, OPERATOR, Who, staff, who_asks
from clinic_suite.rest.blueprint import Doors, part, written
from clinic_suite.rest.etag import seen_version
from clinic_suite.rest.schema import PageQuery, Query, page_of, wanted

doors = Doors("directory", "Clinics, practitioners, services and closures.")

KEEPERS = staff(Role.ADMIN, Role.MANAGER)
ANSWERERS = Who(
    roles=KEEPERS.roles | {Role.DOCTOR}, relation="of the same clinic; a doctor of whom it is said"
)
PATIENTS = Who(roles=frozenset({Role.PATIENT}), relation="for the own family")
CLOSERS = Who(
    roles=frozenset({Role.OPERATOR, Role.ADMIN}), relation="runs the installation, or of the same clinic"
)
_LIST_S = 5
_CHOICES_S = 60


@doors.get(
    "/clinics", who=ANYONE, query=shapes.ClinicQuery, answers=page_of(shapes.ClinicShape), public_s=_LIST_S
)
def list_clinics(query: Query) -> Page[Clinic]:
    """List the active clinics."""
    return part(KeepClinics).list_active(query.get("city"), wanted(query, str, str))


@doors.post("/clinics", who=OPERATOR, body=shapes.NewClinicShape, answers=shapes.ClinicShape)
def open_clinic(wish: NewClinic) -> Clinic:
    """Open a clinic."""
    return part(KeepClinics).open(wish, who_asks())


@doors.get("/clinics/<clinic_id>", who=ANYONE, answers=shapes.ClinicShape, public_s=_LIST_S)
def show_clinic(clinic_id: ClinicId) -> Clinic:
    """Show one clinic."""
    return part(KeepClinics).find(clinic_id)


@doors.patch(
    "/clinics/<clinic_id>",
    who=KEEPERS,
    body=shapes.ClinicChangeShape,
    answers=shapes.ClinicShape,
    versioned=True,
)
def change_clinic(change: ClinicChange, clinic_id: ClinicId) -> Clinic:
    """Change what is said of a clinic."""
    return part(KeepClinics).change(clinic_id, change, seen_version(), who_asks())


@doors.delete("/clinics/<clinic_id>", who=CLOSERS, versioned=True)
def deactivate_clinic(clinic_id: ClinicId) -> None:
    """Deactivate a clinic: it is listed no more and can gain nothing new."""
    part(KeepClinics).deactivate(clinic_id, seen_version(), who_asks())


@doors.post(
    "/clinics/<clinic_id>/activation", who=OPERATOR, answers=shapes.ClinicShape, status=200, versioned=True
)
def reactivate_clinic(clinic_id: ClinicId) -> Clinic:
    """Let an inactive clinic take part again."""
    return part(KeepClinics).reactivate(clinic_id, seen_version(), who_asks())


@doors.get(
    "/clinics/<clinic_id>/practitioners",
    who=ANYONE,
    query=PageQuery,
    answers=page_of(shapes.PractitionerShape),
    public_s=_LIST_S,
)
def list_practitioners_of_clinic(query: Query, clinic_id: ClinicId) -> flask.Response:
    """List who sees patients in a clinic."""
    return written(part(KeepPractitioners).list_of_clinic(clinic_id, wanted(query, str, str)))


@doors.post(
    "/clinics/<clinic_id>/practitioners",
    who=KEEPERS,
    body=shapes.NewPractitionerShape,
    answers=shapes.PractitionerShape,
)
def take_practitioner_on(wish: NewPractitioner, clinic_id: ClinicId) -> Practitioner:
    """Take somebody on who sees patients."""
    return part(KeepPractitioners).take_on(clinic_id, wish, who_asks())


@doors.get(
    "/practitioners",
    who=ANYONE,
    query=shapes.PractitionerQuery,
    answers=page_of(shapes.PractitionerShape),
    public_s=_LIST_S,
)
def search_practitioners(query: Query) -> flask.Response:
    """Find somebody by speciality, name, clinic, city, language or mode."""
    return written(part(KeepPractitioners).search(shapes.search_of(query), wanted(query, str, str)))


@doors.get("/me/practitioner", who=staff(), answers=shapes.PractitionerShape)
def show_own_practitioner() -> Practitioner:
    """Show who I am among those who see patients."""
    return part(KeepPractitioners).find_own(who_asks())


@doors.get(
    "/clinics/<clinic_id>/practitioner-accounts", who=KEEPERS, answers=page_of(shapes.AccountLinkShape)
)
def list_practitioner_accounts(clinic_id: ClinicId) -> Page[AccountLink]:
    """List as whom a clinic's practitioners sign in."""
    return Page(part(KeepPractitioners).list_links(clinic_id, who_asks()))


@doors.get("/practitioners/choices", who=ANYONE, answers=shapes.ChoicesShape, public_s=_CHOICES_S)
def list_choices() -> Choices:
    """Tell what the search can be narrowed by."""
    return part(KeepPractitioners).choices()


@doors.get("/practitioners/<practitioner_id>", who=ANYONE, answers=shapes.PractitionerShape, public_s=_LIST_S)
def show_practitioner(practitioner_id: PractitionerId) -> Practitioner:
    """Show somebody who sees patients."""
    return part(KeepPractitioners).find(practitioner_id)


@doors.patch(
    "/practitioners/<practitioner_id>",
    who=KEEPERS,
    body=shapes.PractitionerChangeShape,
    answers=shapes.KeptPractitionerShape,
    versioned=True,
)
def change_practitioner(change: PractitionerChange, practitioner_id: PractitionerId) -> Practitioner:
    """Change what is said of somebody who sees patients."""
    return part(KeepPractitioners).change(practitioner_id, change, seen_version(), who_asks())


@doors.delete("/practitioners/<practitioner_id>", who=KEEPERS, versioned=True)
def deactivate_practitioner(practitioner_id: PractitionerId) -> None:
    """Note that somebody sees no more patients here."""
    part(KeepPractitioners).deactivate(practitioner_id, seen_version(), who_asks())


@doors.get(
    "/clinics/<clinic_id>/services",
    who=ANYONE,
    query=PageQuery,
    answers=page_of(shapes.ServiceShape),
    public_s=_LIST_S,
)
def list_services(query: Query, clinic_id: ClinicId) -> Page[Service]:
    """List what a clinic offers."""
    return part(KeepServices).list_active(clinic_id, wanted(query, str, str))


@doors.post(
    "/clinics/<clinic_id>/services",
    who=KEEPERS,
    body=shapes.NewServiceShape,
    answers=shapes.ServiceShape,
)
def offer_service(wish: NewService, clinic_id: ClinicId) -> Service:
    """Offer a kind of visit."""
    return part(KeepServices).offer(clinic_id, wish, who_asks())


@doors.patch(
    "/clinics/<clinic_id>/services/<service_id>",
    who=KEEPERS,
    body=shapes.ServiceChangeShape,
    answers=shapes.ServiceShape,
    versioned=True,
)
def change_service(change: ServiceChange, clinic_id: ClinicId, service_id: ServiceId) -> Service:
    """Change a kind of visit."""
    return part(KeepServices).change(clinic_id, service_id, change, seen_version(), who_asks())


@doors.delete("/clinics/<clinic_id>/services/<service_id>", who=KEEPERS, versioned=True)
def withdraw_service(clinic_id: ClinicId, service_id: ServiceId) -> None:
    """Offer a kind of visit no more."""
    part(KeepServices).withdraw(clinic_id, service_id, seen_version(), who_asks())


@doors.get(
    "/clinics/<clinic_id>/closures",
    who=ANYONE,
    query=PageQuery,
    answers=page_of(shapes.ClosureShape),
    public_s=_LIST_S,
)
def list_closures(query: Query, clinic_id: ClinicId) -> Page[Closure]:
    """List the days on which a clinic will be shut."""
    return part(KeepClinics).list_closures(clinic_id, wanted(query, str, str))


@doors.post(
    "/clinics/<clinic_id>/closures",
    who=KEEPERS,
    body=shapes.NewClosureShape,
    answers=shapes.ClosureShape,
)
def announce_closure(wish: NewClosure, clinic_id: ClinicId) -> Closure:
    """Announce that the clinic will be shut."""
    return part(KeepClinics).announce_closure(clinic_id, wish, who_asks())


@doors.delete("/clinics/<clinic_id>/closures/<closure_id>", who=KEEPERS)
def withdraw_closure(clinic_id: ClinicId, closure_id: ClosureId) -> None:
    """Withdraw a closure: the clinic will be open after all."""
    part(KeepClinics).withdraw_closure(clinic_id, closure_id, who_asks())


@doors.get(
    "/practitioners/<practitioner_id>/reviews",
    who=ANYONE,
    query=PageQuery,
    answers=page_of(shapes.ReviewShape),
    public_s=_LIST_S,
)
def list_reviews(query: Query, practitioner_id: PractitionerId) -> Page[Review]:
    """List what patients say of a practitioner, the latest first."""
    return part(KeepReviews).list_shown(practitioner_id, wanted(query, int, str))


@doors.get("/me/reviews", who=PATIENTS, query=PageQuery, answers=page_of(shapes.OwnReviewShape))
def list_own_reviews(query: Query) -> Page[Review]:
    """List what I have said of my family's visits."""
    return part(KeepReviews).list_own(wanted(query, int, str), who_asks())


@doors.post(
    "/reviews/<review_id>/answer",
    who=ANSWERERS,
    body=shapes.ReviewTextShape,
    answers=shapes.ReviewShape,
)
def answer_review(wish: Query, review_id: ReviewId) -> Review:
    """Answer a review, once."""
    return part(KeepReviews).answer(review_id, wish["text"], who_asks())


@doors.post(
    "/reviews/<review_id>/hiding",
    who=staff(Role.ADMIN),
    body=shapes.ReviewReasonShape,
    answers=shapes.ReviewShape,
)
def hide_review(wish: Query, review_id: ReviewId) -> Review:
    """Show a review no more, for a reason that stays with it."""
    return part(KeepReviews).hide(review_id, wish["reason"], who_asks())
