"""Identity numbers of four countries, and all the digits that are none."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.boundaries.identity_numbers import FINNISH_CHECK, masked

PROPERTY = settings(deadline=None, derandomize=True, max_examples=150)

DAYS = st.dates(date(1920, 1, 1), date(2026, 11, 22))
"""Birthdays of people who may turn up in a question."""

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")  # noqa: RUF001 - on purpose
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def luhn(nine: str) -> int:
    """Return the digit that makes nine digits a Swedish number."""
    products = (int(digit) * (2 - at % 2) for at, digit in enumerate(nine))
    return -sum(one - 9 if one > 9 else one for one in products) % 10


@st.composite
def swedish(draw: st.DrawFn, *, coordination: bool = False) -> str:
    """Make a valid Swedish number, as people write them."""
    born = draw(DAYS)
    day = born.day + (60 if coordination else 0)
    nine = f"{born:%y%m}{day:02}{draw(st.integers(0, 999)):03}"
    number = f"{nine}{luhn(nine)}"
    century = draw(st.sampled_from(("", f"{born:%Y}"[:2], f"{born:%Y}"[:2] + " ")))
    sign = draw(st.sampled_from(("", "-", " ", "+", "–", " - ", "−")))  # noqa: RUF001 - both dashes
    return f"{century}{number[:6]}{sign}{number[6:]}"


@st.composite
def danish(draw: st.DrawFn) -> str:
    """Make a Danish number; the newer ones have no check digit."""
    born = draw(DAYS)
    sign = draw(st.sampled_from(("-", "–", " - ")))  # noqa: RUF001 - both dashes
    return f"{born:%d%m%y}{sign}{draw(st.integers(0, 9999)):04}"


@st.composite
def norwegian(draw: st.DrawFn, *, temporary: bool = False) -> str:
    """Make a Norwegian number whose two check digits are right."""
    born = draw(DAYS)
    day = born.day + (40 if temporary else 0)
    six = f"{day:02}{born:%m%y}"
    for serial in range(draw(st.integers(0, 999)), 2000):
        nine = [*map(int, f"{six}{serial % 1000:03}")]
        first = -sum(map(int.__mul__, (3, 7, 6, 1, 8, 9, 4, 5, 2), nine)) % 11
        ten = [*nine, first]
        second = -sum(map(int.__mul__, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), ten)) % 11
        if first < 10 and second < 10:
            sign = draw(st.sampled_from(("", " ", "-")))
            return f"{six}{sign}{serial % 1000:03}{first}{second}"
    raise AssertionError(six)


@st.composite
def finnish(draw: st.DrawFn) -> str:
    """Make a Finnish number, with any sign of the century."""
    born = draw(DAYS)
    serial = draw(st.integers(2, 899))
    check = FINNISH_CHECK[int(f"{born:%d%m%y}{serial:03}") % 31]
    number = f"{born:%d%m%y}{draw(st.sampled_from('-+ABCDEFUVWXYab–'))}{serial:03}{check}"  # noqa: RUF001
    return draw(st.sampled_from((number, number.lower())))


NUMBERS = (
    swedish() | swedish(coordination=True) | danish() | norwegian()
    | norwegian(temporary=True) | finnish()
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("19121212-1212", "[personnummer]"),
        ("191212121212", "[personnummer]"),
        ("121212-1212", "[personnummer]"),
        ("1212121212", "[personnummer]"),
        ("121212+1212", "[personnummer]"),
        ("19121212 1212", "[personnummer]"),
        ("19 12 12 12-1212", "[personnummer]"),
        ("19121212–1212", "[personnummer]"),  # noqa: RUF001 - an en dash
        ("19121212 - 1212", "[personnummer]"),
        ("701063-2391", "[personnummer]"),
        ("251248-9996", "[CPR-nummer]"),
        ("251248 - 9996", "[CPR-nummer]"),
        ("210281-9988", "[henkilötunnus]"),
        ("131052-308T", "[henkilötunnus]"),
        ("131052A308T", "[henkilötunnus]"),
        ("131052b308t", "[henkilötunnus]"),
        ("01010750160", "[fødselsnummer]"),
        ("010107 50160", "[fødselsnummer]"),
        ("hon har 19121212-1212, tror jag", "hon har [personnummer], tror jag"),
        ("(19121212-1212)", "([personnummer])"),
        ("nr:19121212-1212.", "nr:[personnummer]."),
    ],
)
def test_the_known_numbers_are_taken_out(text: str, rest: str) -> None:
    """The authorities' own examples go, in each way they are written, and nothing else does."""
    found = masked(text)

    assert (found.text, found.count) == (rest, 1)


def test_several_numbers_in_a_text_all_go() -> None:
    """Numbers of different countries on different lines are each counted and named."""
    found = masked("Anna 19121212-1212\noch Bo 251248-9996, sen 131052-308T och 121212-1212")

    assert found.count == 4
    assert found.text == (
        "Anna [personnummer]\noch Bo [CPR-nummer], sen [henkilötunnus] och [personnummer]"
    )


@pytest.mark.parametrize("digits", [FULL_WIDTH, ARABIC])
def test_digits_of_other_scripts_are_digits(digits: dict[int, int]) -> None:
    """A number typed on another keyboard is a number all the same."""
    found = masked("121212-1212".translate(digits))

    assert (found.text, found.count) == ("[personnummer]", 1)


@PROPERTY
@given(number=NUMBERS)
def test_a_valid_number_is_always_taken_out(number: str) -> None:
    """Whatever the country, day, serial and sign: none of its digits is left."""
    found = masked(f"Det gäller {number} tror jag")

    assert found.count == 1
    assert not any(character.isdecimal() for character in found.text)


@PROPERTY
@given(numbers=st.lists(NUMBERS, max_size=6), glue=st.sampled_from((", ", "\n", " och ", "; ")))
def test_any_number_of_numbers_is_taken_out(numbers: list[str], glue: str) -> None:
    """Each number counts once, however many there are."""
    found = masked(glue.join(numbers))

    assert found.count == len(numbers)
    assert not any(character.isdecimal() for character in found.text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "22.11.2026 kl. 09.32",
        "möte 2026-11-22 09:00-10:30",
        "vecka 47, 23/11 13:15",
        "070-123 45 67",
        "08-123 456 78",
        "+46 70 123 45 67",
        "+4670123456",
        "+358 40 123 4567",
        "+47 22 12 34 56",
        "ring 1177 eller 112",
        "order 4500123456",
        "ärende INC0012345",
        "diarienummer KS 2026/00123",
        "SE45 5000 0000 0583 9825 7466",
        "version 16.0.17928.20114",
        "19121312-1212",  # there is no month 13
        "19121212-1213",  # another check digit is the right one
        "311148-9996",  # there is no 31 November
        "131052-308U",
        "131052Z308T",
        "01010750161",
        "19121212-12123",
        "192.168.100.100",
    ],
)
def test_other_digits_are_left_alone(text: str) -> None:
    """Days, times, phones, orders, accounts and numbers that cannot be anybody's stay."""
    found = masked(text)

    assert (found.text, found.count) == (text, 0)


PHONES = (
    "07#-### ## ##", "07########", "07# ### ## ##", "+467########", "+46 7# ### ## ##",
    "08-### ### ##", "0##-## ## ##", "+45 ## ## ## ##", "########", "+47 ### ## ###",
    "+358 4# ### ####", "04# ### ####",
)  # fmt: skip

ORDERS = (
    "#######", "########", "45########", "INC#######", "KS 2026/#####", "#-######",
    "SE## #### #### #### #### ####", "###-####", "A####-##", "OCR #### #### ####",
)  # fmt: skip


def phone(chance: random.Random) -> str:
    """Make a Nordic phone number in one of the ways people write them."""
    return _filled(chance.choice(PHONES), chance)


def day(chance: random.Random) -> str:
    """Make a day, perhaps with a time, in one of the ways people write them."""
    at = date(2020, 1, 1) + timedelta(days=chance.randrange(2500))
    clock = f"{chance.randrange(24):02}:{chance.randrange(60):02}"
    shape = chance.choice(("%Y-%m-%d", "%y%m%d", "%d.%m.%Y", "%d/%m %Y", "%Y%m%d", "%d/%m"))
    return at.strftime(shape) + chance.choice(("", f" {clock}", f" kl {clock}"))


def order(chance: random.Random) -> str:
    """Make an order, a case, an invoice or an account."""
    return _filled(chance.choice(ORDERS), chance)


def _filled(shape: str, chance: random.Random) -> str:
    return "".join(str(chance.randrange(10)) if sign == "#" else sign for sign in shape)


@pytest.mark.parametrize("kind", [phone, day, order])
def test_a_false_alarm_is_rare(kind: Callable[[random.Random], str]) -> None:
    """Of 10 000 phone numbers, days or order numbers at most one in a hundred is taken out."""
    chance = random.Random(2026)  # noqa: S311 - the same ones every time

    taken = [text for text in (kind(chance) for _ in range(10_000)) if masked(text).count]

    assert len(taken) <= 100, taken[:10]


@PROPERTY
@given(text=st.text(alphabet=st.sampled_from("0123456789 -+–AaT.\n٣"), max_size=200))  # noqa: RUF001
def test_any_pile_of_digits_is_read(text: str) -> None:
    """Digits of any sort never raise, and what was taken out is counted."""
    found = masked(text)

    assert found.count == found.text.count("[")
    assert masked(found.text).text.count("[") >= found.count
