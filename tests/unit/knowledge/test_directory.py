"""Who is within name distance."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.people.directory import Because, Helper, helper_for
from knowledge.people.model import Person, Role

TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)

ANN = Person(id="ann", name="Ann Frågar", department="law")
BO = Person(id="bo", name="Bo Coach", role=Role.COACH, department="law")
BEA = Person(id="bea", name="Bea Coach", role=Role.COACH, department="law")
CIA = Person(id="cia", name="Cia Ersätter", role=Role.STANDIN, department="law")
CAJ = Person(id="caj", name="Caj Ersätter", role=Role.STANDIN, department="law")
DAN = Person(id="dan", name="Dan Samordnar", role=Role.COORDINATOR)
EVA = Person(id="eva", name="Eva Samordnar", role=Role.COORDINATOR)

AWAY = BO.gone(None)
BACK_TOMORROW = BO.gone(TOMORROW)
BACK_TODAY = BO.gone(TODAY)


@pytest.mark.parametrize(
    ("asker", "here", "coordinators", "helper"),
    [
        (ANN, [BO, CIA], [DAN], Helper(BO, Because.COACH)),
        (ANN, [CIA, BO, BEA], [DAN], Helper(BEA, Because.COACH)),
        (ANN, [AWAY, BEA, CIA], [DAN], Helper(BEA, Because.COACH)),
        (ANN, [AWAY, CIA], [DAN], Helper(CIA, Because.STANDIN, AWAY)),
        (ANN, [BACK_TOMORROW, CIA], [DAN], Helper(CIA, Because.STANDIN, BACK_TOMORROW)),
        (ANN, [BACK_TODAY, CIA], [DAN], Helper(BACK_TODAY, Because.COACH)),
        (ANN, [AWAY, CIA.gone(None), CAJ], [DAN], Helper(CAJ, Because.STANDIN, AWAY)),
        (ANN, [AWAY, CIA.gone(TOMORROW)], [DAN], Helper(DAN, Because.COORDINATOR, AWAY)),
        (ANN, [CIA], [DAN], Helper(CIA, Because.STANDIN)),
        (ANN, [], [EVA, DAN], Helper(DAN, Because.COORDINATOR)),
        (ANN, [], [DAN.gone(None), EVA], Helper(EVA, Because.COORDINATOR)),
        (ANN, [], [DAN.gone(None)], Helper(DAN.gone(None), Because.COORDINATOR)),
        (ANN, [AWAY], [], None),
        (ANN, [], [], None),
        (BO, [BO, CIA], [DAN], Helper(CIA, Because.STANDIN)),
        (BO, [BO], [DAN], Helper(DAN, Because.COORDINATOR)),
        (BO, [BO, BEA], [DAN], Helper(BEA, Because.COACH)),
        (DAN, [], [DAN, EVA], Helper(EVA, Because.COORDINATOR)),
        (DAN, [], [DAN], None),
    ],
)
def test_the_question_goes_to_the_nearest_who_is_here(
    asker: Person, here: Sequence[Person], coordinators: Sequence[Person], helper: Helper | None
) -> None:
    """The coach, else a stand-in with the absent coach named, else a coordinator, else nobody."""
    found = helper_for(asker, of_department=here, coordinators=coordinators, today=TODAY)

    assert found == helper


@pytest.mark.parametrize(
    ("person", "away"),
    [
        (BO, False),
        (AWAY, True),
        (BACK_TOMORROW, True),
        (BACK_TODAY, False),
        (AWAY.back(), False),
        (BACK_TOMORROW.back(), False),
    ],
)
def test_one_is_back_on_the_day_one_said(person: Person, away: bool) -> None:
    """The day of return is a day at work; without a day the absence lasts until further word."""
    assert person.is_away(TODAY) is away


PEOPLE = st.builds(
    Person,
    id=st.sampled_from("abcde"),
    name=st.just("Test Test"),
    role=st.sampled_from((Role.COACH, Role.STANDIN)),
    away=st.booleans(),
    away_until=st.none() | st.dates(TODAY - timedelta(2), TODAY + timedelta(2)),
)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    asker=PEOPLE,
    here=st.lists(PEOPLE, max_size=6, unique_by=lambda one: one.id),
)
def test_nobody_is_sent_their_own_question(asker: Person, here: list[Person]) -> None:
    """The asker is never the helper, and the order of the list makes no difference."""
    found = helper_for(asker, of_department=here, coordinators=[DAN], today=TODAY)
    turned = helper_for(asker, of_department=here[::-1], coordinators=[DAN], today=TODAY)

    assert found is not None
    assert found.person.id != asker.id
    assert found == turned


@pytest.mark.parametrize(
    ("name", "first", "initials"),
    [
        ("Anna Berg", "Anna", "AB"),
        ("Anna", "Anna", "A"),
        ("Anna Maria af Berg", "Anna", "AB"),
        ("åke öst", "åke", "ÅÖ"),
        ("", "", ""),
    ],
)
def test_a_name_has_a_first_word_and_initials(name: str, first: str, initials: str) -> None:
    """The first word is what one says; first and last letters stand in for a picture."""
    person = Person(id="x", name=name)

    assert (person.first_name, person.initials) == (first, initials)
