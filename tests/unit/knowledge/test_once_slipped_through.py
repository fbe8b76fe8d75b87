"""Messages and numbers that once slipped through, kept so that they never do again."""

from datetime import date

import pytest

from bot.conversations.dates import day_in
from knowledge.boundaries.catch import Boundary, Route, caught
from knowledge.boundaries.identity_numbers import masked
from knowledge.boundaries.texts import clean
from tips.exchange.markdown import UnreadableTip, read

SUNDAY = date(2026, 11, 22)

EMERGENCY = """
    huset brinner
    köket brinner!!
    skolan brinner
    det har börjat brinna
    elden sprider sig i köket
    hon har svimmat och vaknar inte
    jag behöver en ambulans
    någon har ett vapen
    han hotar att slå mig
    jag blir hotad
    det blöder jättemycket
    ett barn sätter i halsen
    hon får ingen luft
    han får inte luft
    hjärtinfarkt
    gaslukt i hela huset
    fire in the kitchen
    we need an ambulance
    she stopped breathing
    he can't breathe
    he is threatening me
    she is bleeding heavily
    det brænder
    det brænder i køkkenet
    det brender
    brann i kjelleren
    han trækker ikke vejret
    ring 113
    keittiössä palaa
    täällä palaa
    sydänkohtaus
    soita 112
    soittakaa ambulanssi
    hänellä on veitsi
    hän uhkaa minua
"""

CRISIS = """
    jag vill bara dö
    jag önskar att jag var död
    jag skär mig
    jag har skadat mig själv
    jag ser ingen utväg
    min kollega säger att hon inte vill leva
    en brukare har tagit sitt liv
    i wanna die
    I don't want to live anymore
    I dont want to live
    I want to hurt myself
    jeg vil dø
    jeg har lyst til at dø
    jeg orker ikke leve lenger
    jeg vil tage mit eget liv
    en jaksa enää elää
    en halua enää elää
    haluan kuolla
    tapan itseni
"""

INCIDENT = """
    jag råkade klicka på en länk
    jag råkade trycka på länken i mejlet
    jag skrev in mitt lösenord på en sida
    jag har gett någon mitt lösenord
    mitt konto är hackat
    alla filer är krypterade
    jag råkade skicka personuppgifter till fel person
    jag har tappat bort jobbmobilen
    min telefon är stulen
    jobbdatorn är stulen
    i entered my password on a fake page
    my account was hacked
    my laptop was stolen
    jeg trykket på en lenke
    jeg trykkede på et link
    min telefon er stjålet
    puhelimeni katosi
    kone varastettiin
"""

FALSE_ALARMS = """
    tappat kontakten med usb-dockan
    har virusprogrammet uppdaterats
    vem skrev dokumentet
    gör statistik över personal i excel
    jag drunknar i mejl
    jag vill do the thing
"""


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.parametrize("message", lines(EMERGENCY))
def test_danger_is_caught_in_every_voice(message: str) -> None:
    """Somebody is in danger, however it is said and in whichever of the languages."""
    assert caught(message) == Boundary(Route.EMERGENCY)


@pytest.mark.parametrize("message", lines(CRISIS))
def test_despair_is_caught_in_every_voice(message: str) -> None:
    """Somebody does not want to live: a miss may cost a life."""
    assert caught(message) == Boundary(Route.CRISIS)


@pytest.mark.parametrize("message", lines(INCIDENT))
def test_an_incident_is_caught_in_every_voice(message: str) -> None:
    """Something has happened that IT security must know now."""
    assert caught(message) == Boundary(Route.INCIDENT)


@pytest.mark.parametrize("message", lines(FALSE_ALARMS))
def test_what_only_sounds_like_it_is_for_the_library(message: str) -> None:
    """A question that holds the same words is no danger."""
    assert caught(message) is None


@pytest.mark.parametrize(
    "text",
    [
        "kl 10 19121212-1212",  # any two digits and a space before a 12-digit number with a dash
        "barn 08 19121212-1212",
        "pnr19121212-1212",
        "19121212-1212s journal",
        "\uff11\uff19\uff11\uff12\uff11\uff12\uff11\uff12-\uff11\uff12\uff11\uff12",
        "121212\u00a01212",
        "131052 308T",
        "251248 9996",
        "1912-12-12-1212",
        "19121212.1212",
        "121212--1212",
    ],
)
def test_no_way_of_writing_an_identity_number_gets_through(text: str) -> None:
    """Spaces, dots, other digits, letters around it: the number is gone."""
    assert masked(text).count == 1


def test_cleaning_twice_changes_nothing() -> None:
    """What is clean stays as it is."""
    once = clean("e\u200b\u0301")
    assert clean(once) == once


@pytest.mark.parametrize(
    "text", ["27 marraskuuta", "den 27 november", "till den 27 nov", "27.11", "the 27 of November"]
)
def test_a_day_is_found_however_it_is_said(text: str) -> None:
    """In every language and with whatever stands around it."""
    assert day_in(text, today=SUNDAY) == date(2026, 11, 27)


def test_a_year_that_is_said_is_kept() -> None:
    """Nobody is away a year too short."""
    assert day_in("12 mars 2028", today=SUNDAY) == date(2028, 3, 12)


FRONT = (
    "---\nid: x\ntopic: y\ntitle: z\nowner: coachgruppen\nchecked: 2026-11-02\n"
    "review: {review}\nphrasings: [a]\n---\nSvar.\n"
)


def test_a_day_that_does_not_exist_names_its_field() -> None:
    """The thirtieth of February is told where it stands."""
    with pytest.raises(UnreadableTip):
        read(FRONT.format(review="2027-02-30"), language="sv")


@pytest.mark.parametrize(
    "text",
    [
        "hur skjuter jag upp en uppdatering",
        "Skjut in kortet",
        "Skjut undan fönstret",
        "Skud kortet ind",
        "Gunnar",
        "Gun",
        "Gunnar Skissander",
        "I do",
        "jag har bett om hjälp",
    ],
)
def test_ordinary_words_are_no_alarm(text: str) -> None:
    """To push a card in, a name, and to have asked for help are not danger."""
    assert caught(text) is None


@pytest.mark.parametrize(
    "text", ["någon skjuter i korridoren", "de skjuter på oss", "hunden bet henne i armen"]
)
def test_the_same_words_in_danger_are_one(text: str) -> None:
    """Where it is meant, the number to call comes first."""
    found = caught(text)
    assert found is not None
    assert found.route is Route.EMERGENCY
