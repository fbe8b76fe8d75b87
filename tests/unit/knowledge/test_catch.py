"""What no tip may answer, in five languages, and what only sounds like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.boundaries.catch import Boundary, Route, caught, endangers, folded
from knowledge.boundaries.texts import LONGEST

PROPERTY = settings(deadline=None, derandomize=True, max_examples=100)

EMERGENCY = """
    Det brinner i köket!
    DET BRINNER
    det brinner i soprummet, vad gör jag
    brand i matsalen
    det luktar rök och det brinner på vinden
    hon andas inte
    Hon ANDAS  INTE!!!
    en elev har fått hjärtstopp
    hjartstopp i matsalen
    en boende är medvetslös
    medvetslos kollega pa golvet
    ring 112
    ring ambulans
    en man med kniv i receptionen
    han har en kniv
    någon hotar mig i receptionen
    en besökare hotar personalen
    en brukare slår mig
    hon blöder kraftigt
    There is a fire in the kitchen
    the kitchen is on fire
    he is not breathing
    a colleague is unconscious
    call 112
    heart attack
    someone is attacking a colleague
    han har kniv
    han truer mig med en kniv
    han truer meg
    hun puster ikke
    hjertestop
    hjertestans
    bevidstløs kollega
    bevisstløs kollega
    det brenner på kjøkkenet
    tulipalo keittiössä
    hän ei hengitä
    hän on tajuton
    sydänpysähdys
"""

CRISIS = """
    jag orkar inte leva
    jag orkar inte leva längre
    JAG VILL INTE LEVA
    jag vill inte leva mer
    vill inte finnas längre
    jag vill dö
    jag vill do
    jag tänker ta mitt liv
    jag vill ta livet av mig
    sjalvmord
    jag har tankar på självmord
    jag vill skada mig själv
    I want to die
    I want to kill myself
    i am suicidal
    I'm going to end my life
    jeg vil ikke leve
    jeg vil ta livet mitt
    jeg vil tage mit liv
    selvmordstanker
    en jaksa elää
    en halua elää
    itsemurha
    tappaa itseni
"""

INCIDENT = """
    jag klickade på en länk i ett mejl
    jag har tryckt på en skum länk
    jag har klickat på ett bluffmejl ... tryckte på länken
    jag skrev mitt lösenord och min kod
    jag har blivit hackad
    datorn har fått virus
    filerna är krypterade
    jag skickade mejlet till fel person
    jag har tappat min mobil
    I clicked on a link in a phishing mail
    I gave away my password
    I have been hacked
    sent the email to the wrong person
    jeg klikkede på et link
    jeg klikket på en lenke
    jeg er blevet hacket
    jeg er blitt hacket
    jeg har mistet min telefon
    klikkasin linkkia
    lähetin sähköpostin väärälle henkilölle
    tilini on hakkeroitu
"""

SURVEILLANCE = """
    vem har frågat om lösenord
    Vem frågar mest
    vem är sämst på datorer
    statistik per medarbetare
    läsa min kollegas mejl
    who has asked the most
    rank my staff
    hvem har spurgt om det
    hvem har spurt
    kuka on kysynyt
"""

HR_PAY = """
    min lön är fel
    mina semesterdagar stämmer inte
    min chef trakasserar mig
    jag blir mobbad
    my salary is wrong
    min lønn er feil
    forkert løn
    palkka puuttuu
"""

CITIZEN_CASE = """
    hur går det med mitt bygglov
    som invånare vill jag klaga
    my parking ticket
    min byggesøknad
    rakennuslupani
"""

LOOK_ALIKES = """
    hur delar jag skärmen
    hur vet jag att ett mejl är bluff
    hur anmäler jag ett bluffmejl
    datorn har frusit
    datorn dog
    skrivaren har dött
    batteriet dör
    skärmen är död
    jag brinner för digitalisering
    brand new laptop
    hur byter jag brandvägg
    brandövning i kalendern
    hur skriver jag en rutin för brandlarm
    Kniven i logotypen syns inte
    hjärtstartare app
    Teams dör hela tiden
    jag orkar inte med den här datorn
    how do I kill a process
    kill the app
    my computer died
    min mobil är trasig
    mobilen har tappat nätet
    vad är ett virus
    vilket virusskydd har vi
    vem har delat filen
    vem är min coach
    se vem som har ändrat i dokumentet
    lönesystemet går inte att öppna
    var hittar jag lönespecifikationen i heroma
    hur söker jag semester i systemet
    jag har glömt mitt lösenord
    jag klickade på spara men inget händer
    jag skickade fel fil
    hur återkallar jag ett mejl till fel person
    how do i share a link
    hur skickar jag en länk
    hjälpa en invånare med bygglov
    läsa kollegas kalender
    how do I report a phishing mail
    dödlänk i dokumentet
    min fil är borta
"""


def lines(table: str) -> list[str]:
    """Return the messages of a table."""
    return [line.strip() for line in table.strip().splitlines()]


MESSAGES = [
    (message, route)
    for route, table in (
        (Route.EMERGENCY, EMERGENCY),
        (Route.CRISIS, CRISIS),
        (Route.INCIDENT, INCIDENT),
        (Route.SURVEILLANCE, SURVEILLANCE),
        (Route.HR_PAY, HR_PAY),
        (Route.CITIZEN_CASE, CITIZEN_CASE),
    )
    for message in lines(table)
]


@pytest.mark.parametrize(("message", "route"), MESSAGES)
def test_a_matter_for_people_is_caught(message: str, route: Route) -> None:
    """Danger, incidents, spying and other people's matters each go their own way."""
    assert caught(message) == Boundary(route)


@pytest.mark.parametrize(("message", "route"), MESSAGES)
def test_accents_and_capitals_make_no_difference(message: str, route: Route) -> None:
    """A message on a foreign keyboard, or shouted, is caught as well."""
    assert caught(folded(message)) == caught(message.upper()) == Boundary(route)


@pytest.mark.parametrize("message", lines(LOOK_ALIKES))
def test_a_question_that_only_sounds_like_it_is_for_the_library(message: str) -> None:
    """What people ask about tools is answered, even where it borrows the words of danger."""
    assert caught(message) is None


@pytest.mark.parametrize(("message", "route"), MESSAGES)
def test_only_danger_interrupts(message: str, route: Route) -> None:
    """In the middle of a dialogue emergency and crisis are heard, and nothing else."""
    found = Boundary(route) if route in {Route.EMERGENCY, Route.CRISIS} else None

    assert endangers(caught(message)) == found


@pytest.mark.parametrize(
    ("message", "route"),
    [
        ("min chef trakasserar mig och det brinner i köket", Route.EMERGENCY),
        ("jag har blivit hackad och orkar inte leva", Route.CRISIS),
        ("jag vill dö, han har en kniv", Route.EMERGENCY),
        ("min lön är fel och jag klickade på en länk", Route.INCIDENT),
    ],
)
def test_the_greatest_danger_speaks_first(message: str, route: Route) -> None:
    """With two matters in one message, the order is that of danger."""
    assert caught(message) == Boundary(route)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hjälp  MIG", "hjalp mig"),
        ("Åsa\tÖst", "asa ost"),
        ("a\u030asa", "asa"),
        ("kjøkken", "kjokken"),
        ("væk", "vak"),
        ("ß", "ss"),
        ("", ""),
    ],
)
def test_folding_leaves_small_plain_letters(text: str, plain: str) -> None:
    """Letters lose their accents and their size, and spaces become one."""
    assert folded(text) == plain


@PROPERTY
@given(
    part=st.text(max_size=40)
    | st.sampled_from(("klickade pa ", "sent ", "lista ", "se vad ", "mistet ", "vem ", "har en ")),
    tail=st.text(max_size=40),
)
def test_any_text_gets_a_verdict(part: str, tail: str) -> None:
    """A text of full length, however it repeats itself, is read to its end."""
    text = (part * (LONGEST // max(len(part), 1)))[: LONGEST - len(tail)] + tail

    found = caught(text)

    assert found is None or found.route in Route
    assert endangers(found) in {None, found}


@PROPERTY
@given(before=st.text(alphabet="abcåäö .,!\n", max_size=80))
def test_danger_is_heard_after_any_words(before: str) -> None:
    """It does not matter what was said before."""
    assert caught(f"{before} hon andas inte") == Boundary(Route.EMERGENCY)
