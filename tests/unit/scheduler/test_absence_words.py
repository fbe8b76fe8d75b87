"""Titles that say that somebody is away, and titles that only look so."""

import pytest

from scheduler.calendar.absence_words import LONGEST_TITLE, says_away


@pytest.mark.parametrize(
    "title",
    [
        "Semester", "SEMESTER v 27", "Sommarsemester!", "ledig", "Föräldraledig", "Tjänstledig 50%",
        "Sjuk", "sjukskriven", "VAB", "vabbar", "Borta", "Frånvarande", "Fra\u030anvarande",
        "Vacation", "On leave", "away", "Out of office", "Out-of-office", "sick", "Ferie",
        "Sommerferie", "Fri", "fridag", "Syg", "sygemeldt", "Syk", "sykmeldt", "Foreldrepermisjon",
        "Loma", "kesälomalla", "vapaa", "vapaapäivä", "poissa", "Resa, borta",
    ],
)  # fmt: skip
def test_a_word_for_absence_counts(title: str) -> None:
    """Five languages' words, with their endings and compounds, mean a day away."""
    assert says_away(title)


@pytest.mark.parametrize(
    "title",
    [
        "Planering", "Sjuksköterskor träffas", "Möte på sjukhuset", "Fritid", "Friday", "Sygehus",
        "Sykkeltur", "Lomake", "Diplom", "Diploma", "Vapaaehtoiset", "Semesterplanering",
        "Ledighetsansökan", "Ledning", "Leaves", "Cleave", "",
    ],
)  # fmt: skip
def test_a_word_that_only_looks_like_one_does_not(title: str) -> None:
    """Nurses, hospitals, bicycles and forms are no absence."""
    assert not says_away(title)


def test_a_title_is_read_to_its_sensible_end() -> None:
    """A title as long as a book costs no more than a long title."""
    assert says_away("a " * 100 + "semester")
    assert not says_away("a " * LONGEST_TITLE + "semester")
