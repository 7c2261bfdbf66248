"""What the directory tells others."""

from __future__ import annotations

from datetime import date

import attrs

from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import ClosureId, PractitionerId, ReviewId


@fact("directory.clinic_opened")
@attrs.frozen(kw_only=True)
class ClinicOpened(Fact):
    """A clinic has come into being."""


@fact("directory.clinic_deactivated")
@attrs.frozen(kw_only=True)
class ClinicDeactivated(Fact):
    """A clinic takes part no more: it is not listed and can gain nothing new."""


@fact("directory.clinic_reactivated")
@attrs.frozen(kw_only=True)
class ClinicReactivated(Fact):
    """A clinic takes part again."""


@fact("directory.practitioner_deactivated")
@attrs.frozen(kw_only=True)
class PractitionerDeactivated(Fact):
    """Somebody sees no more patients here."""

    practitioner_id: PractitionerId


@fact("directory.closure_announced")
@attrs.frozen(kw_only=True)
class ClosureAnnounced(Fact):
    """The clinic will be shut on some days."""

    closure_id: ClosureId
    from_on: date
    until_on: date


@fact("directory.closure_withdrawn")
@attrs.frozen(kw_only=True)
class ClosureWithdrawn(Fact):
    """The clinic will be open after all."""

    closure_id: ClosureId


@attrs.frozen(kw_only=True)
class AboutReview(Fact):
    """What every fact about a review says."""

    review_id: ReviewId
    practitioner_id: PractitionerId


@fact("directory.review_posted")
@attrs.frozen(kw_only=True)
class ReviewPosted(AboutReview):
    """A patient has rated a visit."""

    stars: int


@fact("directory.review_answered")
@attrs.frozen(kw_only=True)
class ReviewAnswered(AboutReview):
    """The clinic has said something to a review."""


@fact("directory.review_hidden")
@attrs.frozen(kw_only=True)
class ReviewHidden(AboutReview):
    """A review is shown no more and counts no more."""
