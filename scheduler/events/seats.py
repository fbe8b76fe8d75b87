"""Who gets a seat, and who gets the one that becomes free: first come, first served.

Everything here is decided from the answers as they are read under the event's lock, so that the
last seat goes to one person however many press at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.events.model import OFFER_LASTS, Answer, Event, Guest


def free(event: Event, guests: Sequence[Guest]) -> int | None:
    """Return how many seats are left; None where there are as many as one likes."""
    if event.seats is None:
        return None
    return max(0, event.seats - sum(guest.answer.holds_a_seat for guest in guests))


def taken(event: Event, guest: Guest, guests: Sequence[Guest]) -> Guest:
    """Return what becomes of somebody who wants to come: a seat, or a place in the queue.

    Args:
        event: the event.
        guest: who wants to come, as they are now.
        guests: everybody's answers, theirs included.
    """
    if guest.answer in {Answer.COMING, Answer.OFFERED}:
        return replace(guest, answer=Answer.COMING, place=0, offered_until=None)
    left = free(event, guests)
    queue = waiting(guests)
    # A free seat belongs to the queue first, whoever presses in between.
    if left is None or left > len(queue):
        return replace(guest, answer=Answer.COMING, place=0, offered_until=None)
    if guest.answer is Answer.WAITING:
        return guest
    last = max((one.place for one in guests), default=0)
    return replace(guest, answer=Answer.WAITING, place=last + 1, offered_until=None)


def given_up(guest: Guest, answer: Answer) -> Guest:
    """Return somebody who does not take a seat, or not for certain."""
    return replace(guest, answer=answer, place=0, offered_until=None)


def next_in_line(event: Event, guests: Sequence[Guest]) -> Sequence[Guest]:
    """Return those who are to be offered a seat now: the first in the queue, one a free seat."""
    left = free(event, guests)
    queue = waiting(guests)
    return queue if left is None else queue[:left]


def offered(event: Event, guest: Guest, *, at: datetime) -> Guest | None:
    """Return somebody with a seat that is theirs for 24 hours, and never beyond the last answer.

    Args:
        event: the event.
        guest: the first in the queue.
        at: when they hear of it, aware.

    Returns:
        None when there would be no time left to answer.
    """
    last = event.answer_by or event.starts
    until = at + OFFER_LASTS if last is None else min(at + OFFER_LASTS, last)
    return replace(guest, answer=Answer.OFFERED, offered_until=until) if until > at else None


def run_out(guests: Sequence[Guest], *, now: datetime) -> Sequence[Guest]:
    """Return those whose offer nobody answered in time; they are maybes from now on."""
    return [
        given_up(one, Answer.MAYBE)
        for one in guests
        if one.answer is Answer.OFFERED
        and one.offered_until is not None
        and one.offered_until <= now
    ]


def waiting(guests: Sequence[Guest]) -> Sequence[Guest]:
    """Return the queue, the first first."""
    return sorted(
        (one for one in guests if one.answer is Answer.WAITING), key=lambda one: one.place
    )
