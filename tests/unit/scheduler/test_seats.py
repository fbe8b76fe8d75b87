"""Who gets a seat, decided from the answers alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.events import seats
from scheduler.events.model import Answer, Event, Guest, Purpose, State

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EVENT = Event(
    id="e",
    title="Prova",
    purpose=Purpose.TRY,
    starts=NOW + timedelta(days=7),
    seats=2,
    state=State.OPEN,
)


def guest(person: str, answer: Answer = Answer.INVITED, place: int = 0) -> Guest:
    """Return somebody's answer."""
    return Guest(event="e", person=person, answer=answer, place=place)


def test_a_seat_is_taken_while_there_is_one() -> None:
    """After that one stands in the queue, behind those who came before."""
    ann, bo = guest("ann", Answer.COMING), guest("bo", Answer.COMING)
    first = seats.taken(EVENT, guest("cy"), [ann, bo])
    second = seats.taken(EVENT, guest("di"), [ann, bo, first])

    assert seats.taken(EVENT, guest("bo"), [ann]).answer is Answer.COMING
    assert (first.answer, second.answer) == (Answer.WAITING, Answer.WAITING)
    assert seats.waiting([second, first]) == [first, second]
    assert seats.taken(EVENT, first, [ann, bo, first, second]) == first


def test_a_free_seat_belongs_to_the_queue() -> None:
    """Whoever presses in between does not pass those who wait."""
    waiting = guest("cy", Answer.WAITING, 1)
    late = seats.taken(EVENT, guest("di"), [guest("ann", Answer.COMING), waiting])

    assert late.answer is Answer.WAITING


def test_an_offer_holds_the_seat_for_a_day() -> None:
    """And never beyond the last moment to answer; in time it is taken, late it goes on."""
    waiting = guest("cy", Answer.WAITING, 1)
    asked = seats.offered(EVENT, waiting, at=NOW)
    assert asked is not None
    short = seats.offered(replace(EVENT, answer_by=NOW + timedelta(hours=3)), waiting, at=NOW)
    assert short is not None

    assert asked.offered_until == NOW + timedelta(hours=24)
    assert short.offered_until == NOW + timedelta(hours=3)
    assert seats.offered(replace(EVENT, answer_by=NOW), waiting, at=NOW) is None
    assert seats.free(EVENT, [asked]) == 1
    assert seats.taken(EVENT, asked, [asked]).answer is Answer.COMING
    assert seats.run_out([asked], now=NOW + timedelta(hours=23)) == []
    (lost,) = seats.run_out([asked], now=NOW + timedelta(hours=24))
    assert lost.answer is Answer.MAYBE


def test_without_a_number_everybody_has_a_seat() -> None:
    """And nobody waits."""
    event = replace(EVENT, seats=None)
    many = [guest(f"p{number}", Answer.COMING) for number in range(50)]

    assert seats.free(event, many) is None
    assert seats.taken(event, guest("ann"), many).answer is Answer.COMING


Deed = tuple[int, str]


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    deeds=st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(["yes", "no", "maybe", "offer", "late"])),
        max_size=60,
    ),
    count=st.integers(1, 4),
)
def test_no_order_of_presses_gives_more_seats_than_there_are(deeds: list[Deed], count: int) -> None:
    """Whatever people press in whatever order, and nobody passes another in the queue."""
    event = replace(EVENT, seats=count)
    guests: dict[str, Guest] = {}
    joined: list[str] = []
    for number, deed in deeds:
        person = f"p{number}"
        before = guests.get(person, guest(person))
        everybody = list(guests.values())
        if deed == "yes":
            guests[person] = seats.taken(event, before, everybody)
        elif deed in {"no", "maybe"}:
            answer = Answer.NOT_COMING if deed == "no" else Answer.MAYBE
            guests[person] = seats.given_up(before, answer)
        elif deed == "offer":
            for one in seats.next_in_line(event, everybody):
                asked = seats.offered(event, one, at=NOW)
                assert asked is not None
                guests[one.person] = asked
        else:
            for one in seats.run_out(everybody, now=NOW + timedelta(days=2)):
                guests[one.person] = one
        waiting = [one.person for one in seats.waiting(list(guests.values()))]
        joined = [one for one in joined if one in waiting]
        joined += [one for one in waiting if one not in joined]

        assert sum(one.answer.holds_a_seat for one in guests.values()) <= count
        assert waiting == joined
