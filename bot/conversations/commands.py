"""Recognises the words one types for a function, in five languages."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.conversations.dates import means_today
from knowledge.matching.words import normal
from scheduler.calendar.hours import UnfitHours, WorkingHours
from scheduler.calendar.rhythm import weekday_in

FILE = Path(__file__).parent / "commands.yaml"

MEAN = re.compile(r"\s+(mean|means|betyr|betyder)\s*$", re.IGNORECASE)
UNTIL = frozenset({"till", "until", "til", "to", "tom"})
ENDS = frozenset({"asti", "saakka"})
"""The Finnish until, which stands last: 'poissa perjantaihin asti'."""
FROM = frozenset({"från", "from", "fra", "alkaen"})
CODE = re.compile(r"[\d -]{6,}")
INSTEAD = re.compile(
    r"(?:på |on |om )?(?P<day>\w+) "
    r"(?:i stället|istället|instead|i stedet(?: for)?|sen sijaan|sijaan|mieluummin)"
)
QUIET_BEGINS = re.compile(r"^(?:mellan|between|mellem|mellom|från|from|fra|klockan|kl|klo)\b\.? *")
QUIET_AND = re.compile(r"(?<=\d) *(?:och|and|og|ja|till|until|to|til) *(?=\d)")
EVERY_DAY = "mån-sön"
HOUR = re.compile(r"(?:klockan|kl|at|kello|klokken|klo)?[ .]*\d{1,2}(?:[.:]\d\d)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Command:
    """A function, and the words after it where it takes any."""

    name: str
    rest: str = ""


@cache
def _phrases() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    found = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    begins = found.pop("begins")
    whole = {
        normal(phrase): name for name, lists in found.items() for one in lists for phrase in one
    }
    starts = [
        (normal(phrase), name) for name, lists in begins.items() for one in lists for phrase in one
    ]
    return whole, tuple(sorted(starts, key=lambda one: -len(one[0])))


def command_in(text: str) -> Command | None:
    """Return the command a line is, or None when it is something else.

    Args:
        text: a whole message.
    """
    whole, starts = _phrases()
    said = normal(text)
    instead = INSTEAD.fullmatch(said)
    if instead and (day := weekday_in(instead["day"])) is not None:
        return Command("tips_weekday", str(day))
    if said in whole:
        return Command(whole[said])
    for start, name in starts:
        if said == start or said.startswith(f"{start} "):
            rest = " ".join(text.split()[len(start.split()) :]).strip(" ?!.\"'”»«")
            found = READERS.get(name, _meaning)(name, rest)
            if found:
                return found
    return None


def _away(name: str, rest: str) -> Command | None:
    """Read 'borta', 'borta i dag', 'borta till fredag' and 'borta från 3 mars till 12 mars'.

    'borta bra men hemma bäst' is no absence.
    """
    first, _, day = rest.partition(" ")
    if not rest:
        return Command(name)
    if normal(first) in FROM or means_today(rest):
        return Command(name, rest)
    if normal(rest).split()[-1] in ENDS:
        return Command(name, rest)
    return Command(name, day) if normal(first) in UNTIL else None


def _pause(name: str, rest: str) -> Command | None:
    """Read 'pausa till 12 mars' and 'tauko 12.3. asti'; 'pausa en film' is a question."""
    first, _, day = rest.partition(" ")
    if normal(first) in UNTIL and day:
        return Command(name, day)
    return Command(name, rest) if rest and normal(rest).split()[-1] in ENDS else None


def quiet_in(text: str) -> WorkingHours | None:
    """Return the hours that words such as '16.30-08', 'lör-sön 0-24' or 'aldrig' name, or None."""
    said = QUIET_AND.sub("-", QUIET_BEGINS.sub("", " ".join(text.split()).casefold()))
    for words in (said, f"{EVERY_DAY} {said}"):
        try:
            return WorkingHours.read(words)
        except UnfitHours:
            continue
    return None


def _quiet(name: str, rest: str) -> Command | None:
    """Read 'tyst 16.30-08'; 'tyst läge i teams' is a question."""
    return Command(name, rest) if quiet_in(rest) else None


def _meaning(name: str, rest: str) -> Command | None:
    word = MEAN.sub("", rest)
    return Command(name, word) if word else None


def _code(name: str, rest: str) -> Command | None:
    """Read 'koppla 1234 5678'; 'koppla ihop två skärmar' is a question."""
    return Command(name, rest) if CODE.fullmatch(rest) else None


def _hour(name: str, rest: str) -> Command | None:
    return Command(name, rest) if HOUR.fullmatch(rest) else None


def _words(name: str, rest: str) -> Command | None:
    return Command(name, rest) if rest else None


READERS = {
    "away": _away,
    "tips_pause": _pause,
    "tips_quiet": _quiet,
    "link": _code,
    "bundle": _hour,
    "who_can": _words,
    "coaches_at": _words,
    "search_answers": _words,
    "replace": _words,
}
"""How the words after a beginning are read, where it is not as a word to explain."""
