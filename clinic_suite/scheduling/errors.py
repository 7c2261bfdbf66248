"""What the diary refuses."""

from clinic_suite.kernel.errors import NotValid, Refusal


class SlotTaken(Refusal):
    """Somebody else was a moment quicker."""

    title = "This time has just been taken. Please choose another one."


class SeriesNotFree(Refusal):
    """Some of the dates cannot be had, and a series is promised whole or not at all."""

    title = "Some of these dates cannot be had. Leave them out, or choose another time."


class HoldExpired(Refusal):
    """The time was kept for a while, and the while is over."""

    title = "This time was kept for you for a while, and is free for others again. Please choose anew."


class NotBookable(Refusal):
    """The diary has this time, and nothing may be booked in it."""

    title = "Nothing can be booked at this time."


class TooLate(NotValid):
    """The visit would begin too soon for the clinic to expect it."""

    title = "This is too soon to book; please call the clinic."


class TooEarly(NotValid):
    """The clinic does not plan so far ahead."""

    title = "The diary is not open that far ahead yet."


class TooManyHolds(Refusal):
    """Each person may have a few times kept, or nobody else would find any."""

    title = "You have other times kept. Book or give back one of them first."


class TooManyUpcoming(Refusal):
    """Each patient may have a few visits ahead."""

    title = "There are already as many visits ahead as can be booked here. Please call the clinic for more."


class WindowsOverlap(Refusal):
    """Two windows over one another would give one seat away twice."""

    title = "Two of these windows overlap."


class ResourceNameTaken(Refusal):
    """Two rooms of one name would be confused."""

    title = "A room or device of this name is in the diary already."


class VisitNotSo(Refusal):
    """A step that does not follow from where the visit is, e.g. completing one that was cancelled."""

    title = "This visit is not in a state in which that can be done."


class CancellationTooLate(Refusal):
    """The clinic's window for cancelling from outside is over."""

    title = "It is too late to change this visit here. Please call the clinic."


class DiaryMissing(NotValid):
    """Somebody without a template has no diary yet."""

    title = "Nobody can be booked here yet."


class WaitsAlready(Refusal):
    """One place on the list for each person and kind of visit."""

    title = "This person waits for such a visit already."


class WaitOver(Refusal):
    """The waiting has ended, or another time is being offered."""

    title = "This person does not wait any more, or is deciding on another time."


class OfferOver(Refusal):
    """The end has passed, or it was answered."""

    title = "This offer is over."


class NobodyWaits(Refusal):
    """The line is empty."""

    title = "Nobody is waiting."


class QueueMovedOn(Refusal):
    """Somebody at another screen was a moment quicker."""

    title = "Somebody has moved the line in the meantime. Look at it before you call."


class TicketNotSo(Refusal):
    """A step that does not follow from where somebody is in the line."""

    title = "This does not follow from where this person is in the line."


class CheckInClosed(Refusal):
    """People check in by themselves around the time of their visit; at any other time the desk does it."""

    title = (
        "You can check in from an hour before your visit until half an hour after. Please ask at the desk."
    )


class DoorCodeWrong(NotValid):
    """The code is another clinic's, another day's, or nobody's."""

    title = "This is not the code that hangs at the clinic's door today."


class TooManyScreens(Refusal):
    """A clinic has a few screens; a long list of keys is one that nobody looks after."""

    title = "There are as many screens as there can be. Take one away first."


class ReviewTooLate(Refusal):
    """After some months nobody remembers the visit well enough to rate it."""

    title = "A visit can be rated for 90 days."
