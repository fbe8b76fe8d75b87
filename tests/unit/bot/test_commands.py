"""The words one types for a function, and the days one names."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversations.commands import Command, command_in
from bot.conversations.dates import day_in

PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)

SUNDAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)


COMMANDS = {
    "easier": "lättare | easier | nemmere | lettere | helpompi",
    "longer": "längre | longer | længere | lengre | pidempi",
    "status": "status | my questions | mine spørgsmål | mine spørsmål | tilanne",
    "help": "hjälp | help | hjælp | hjelp | apua",
    "my_coach": "min coach | my coach | hvem er min coach | hvem er coachen min | valmentajani",
    "department": "byt avdelning | change department | skift afdeling | vaihda osasto",
    "language": "språk | language | sprog | bytt språk | kieli",
    "know": "vad vet du om mig | what do you know | hvad ved du om mig | mitä tiedät minusta",
    "forget": "glöm mig | forget me | glem mig | glem meg | unohda minut",
    "cancel": "avbryt | cancel | annuller | stopp | peruuta",
    "back": "tillbaka | back | jeg er tilbage | jeg er tilbake | olen takaisin",
    "thanks": "tack | thanks | mange tak | takk | kiitos",
    "hello": "hej | hello | goddag | hei | moi",
    "ashamed": "jag är dum | i feel stupid | jeg føler mig dum | jeg føler meg dum",
    "ask_coach": "fråga coachen | ask my coach | spørg min coach | kysy valmentajalta",
    "away": "borta | away | væk | jeg er borte | poissa",
}


@pytest.mark.parametrize(("name", "lines"), COMMANDS.items())
def test_a_function_is_heard_in_five_languages(name: str, lines: str) -> None:
    """Each word works, in any size, with signs and spaces around it."""
    for line in lines.split(" | "):
        for typed in (line, line.upper(), f"  {line}! ", f"{line}?"):
            assert command_in(typed) == Command(name), typed


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("vad betyder MFA?", Command("meaning", "MFA")),
        ("Vad menas med tvåfaktor", Command("meaning", "tvåfaktor")),
        ("what does MFA mean?", Command("meaning", "MFA")),
        ("what is meant by VPN", Command("meaning", "VPN")),
        ("hvad betyder 'MFA'?", Command("meaning", "MFA")),
        ("hva betyr MFA", Command("meaning", "MFA")),
        ("mitä tarkoittaa MFA", Command("meaning", "MFA")),
        ("vad är en VPN", Command("perhaps_meaning", "VPN")),
        ("vad är VPN", Command("perhaps_meaning", "VPN")),
        ("mikä on VPN", Command("perhaps_meaning", "VPN")),
        ("borta till fredag", Command("away", "fredag")),
        ("Jag är borta till 12 mars.", Command("away", "12 mars")),
        ("borta tom 2026-12-01", Command("away", "2026-12-01")),
        ("away until Friday", Command("away", "Friday")),
        ("væk til fredag", Command("away", "fredag")),
        ("jeg er borte til fredag", Command("away", "fredag")),
    ],
)
def test_some_functions_take_words(line: str, command: Command) -> None:
    """A word to explain, or a day to be back, comes along as it was typed."""
    assert command_in(line) == command


@pytest.mark.parametrize(
    "line",
    [
        "borta bra men hemma bäst",
        "borta fredag",
        "away game tickets",
        "hej hur delar jag skärm",
        "hjälp mig med Teams",
        "tack för inget hjälper",
        "status på min beställning",
        "mina frågor i Forms syns inte",
        "vad betyder",
        "vad är",
        "avbrytning",
        "hur delar jag skärm",
        "",
        "?",
    ],
)
def test_a_question_that_begins_like_a_function_is_a_question(line: str) -> None:
    """Only the whole message is a function; the rest is for the library."""
    assert command_in(line) is None


@PROPERTY
@given(line=st.text(max_size=60))
def test_any_line_is_read(line: str) -> None:
    """Nothing that is typed raises, and a command found has a name."""
    found = command_in(line)

    assert found is None or found.name


@pytest.mark.parametrize(
    "text",
    [
        "fredag", "Friday", "FREDAG", "på fredag", "perjantai", "perjantaihin", "fredagen",
        "27 november", "27:e november", "27. november", "27 nov", "27 of November", "November 27",
        "27 Nov 2026", "27/11", "2026-11-27", "på fredag klockan 8",
    ],
)  # fmt: skip
def test_a_day_is_found_in_five_languages(text: str) -> None:
    """Weekday, day and month, or date: they all name the same Friday."""
    assert day_in(text, today=SUNDAY) == FRIDAY


@pytest.mark.parametrize(
    ("names", "days"),
    [
        ("måndag mandag monday maanantai", 1),
        ("tisdag tirsdag tuesday tiistai", 2),
        ("onsdag wednesday keskiviikko", 3),
        ("torsdag thursday torstai", 4),
        ("fredag friday perjantai", 5),
        ("lördag lørdag saturday lauantai", 6),
        ("söndag søndag sunday sunnuntai", 7),
    ],
)
def test_a_weekday_is_the_first_one_after_today(names: str, days: int) -> None:
    """Said on a Sunday, Monday is tomorrow and Sunday is next week."""
    for name in names.split():
        assert day_in(name, today=SUNDAY) == SUNDAY + timedelta(days=days), name


def test_friday_on_a_friday_is_next_week() -> None:
    """Nobody says that they are away until today."""
    assert day_in("borta till fredag", today=FRIDAY) == FRIDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (1, "januari january januar tammikuuta"), (2, "februari february februar helmikuuta"),
        (3, "mars march marts maaliskuuta"), (4, "april huhtikuuta"), (5, "maj may mai toukokuuta"),
        (6, "juni june kesäkuuta"), (7, "juli july heinäkuuta"), (8, "augusti august elokuuta"),
        (9, "september syyskuuta"), (10, "oktober october lokakuuta"),
        (11, "november"), (12, "december desember joulukuuta"),
    ],
)  # fmt: skip
def test_every_month_has_its_names(number: int, names: str) -> None:
    """A day and a month is the next such day, in this year or the one after."""
    for name in names.split():
        assert day_in(f"23 {name}", today=SUNDAY) == date(
            2026 if number > 10 else 2027, number, 23
        ), name


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("7 januari", date(2026, 12, 30), date(2027, 1, 7)),
        ("30 december", date(2026, 12, 30), date(2027, 12, 30)),
        ("31/12", date(2026, 12, 30), date(2026, 12, 31)),
        ("måndag", date(2026, 12, 31), date(2027, 1, 4)),
        ("29 februari", date(2028, 2, 1), date(2028, 2, 29)),
        ("29 februari", date(2027, 3, 1), date(2028, 2, 29)),
        ("2028-02-29", date(2026, 11, 22), date(2028, 2, 29)),
    ],
)
def test_the_year_turns_where_it_must(text: str, today: date, day: date) -> None:
    """A day that has been is next year's; leap days are days."""
    assert day_in(text, today=today) == day


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("", SUNDAY),
        ("snart", SUNDAY),
        ("nästa vecka", SUNDAY),
        ("32 december", SUNDAY),
        ("0 mars", SUNDAY),
        ("31/11", SUNDAY),
        ("12/13", SUNDAY),
        ("2026-13-01", SUNDAY),
        ("2027-02-29", SUNDAY),
        ("29 februari", date(2026, 3, 1)),
    ],
)
def test_a_day_that_is_none_is_not_guessed(text: str, today: date) -> None:
    """A word without a day, or a day that does not exist, is none."""
    assert day_in(text, today=today) is None


@PROPERTY
@given(
    text=st.text(max_size=40) | st.from_regex(r"\A\d{0,4}[-/. ]\d{0,3}[-/. ]?[a-zåäö]{0,8}\Z"),
    today=st.dates(date(1, 1, 2), date(9998, 12, 1)),
)
def test_any_text_names_a_day_or_none(text: str, today: date) -> None:
    """No text raises, on no day; without a year the day lies ahead, within two years."""
    found = day_in(text, today=today)

    if found is not None and "-" not in text:
        assert timedelta(0) < found - today <= timedelta(days=731)
