"""Reads the facts of a room from its form, and says beside each field what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.matching.words import bare, normal
from knowledge.places.model import Places
from knowledge.rooms.model import FACTS, Room

SHORTEST_NAME, LONGEST_NAME = 2, 60
MOST_NAMES = 6
LONGEST_PLACE = 80
LONGEST_FACT, MOST_WORDS = 60, 6
"""A step of the card has twelve words, and six of them are the fact's."""

MOST_SEATS = 2_000
TAKEN = frozenset({"new", "wishes"})
"""What a room's id cannot be: pages of their own."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a form said.

    Attributes:
        room: filled in as far as it could be read; without its caretaker.
        wrong: what is wrong, by field; empty when the room can be kept.
    """

    room: Room
    wrong: dict[str, Say]


def values_of(room: Room, caretaker: str) -> dict[str, str]:
    """Return the form's fields for a room, as text.

    Args:
        room: with its facts.
        caretaker: the name of who gets its letters, or "".
    """
    return {
        "name": room.name,
        "names": "\n".join(room.names),
        "place": room.place,
        "seats": str(room.seats) if room.seats else "",
        **{fact: getattr(room, fact) for fact in FACTS},
        "owner": room.owner,
        "caretaker": caretaker,
        "version": str(room.version),
    }


def read(room: Room, form: Mapping[str, str], places: Places) -> Read:
    """Fill a room in from a form.

    Args:
        room: as it was before; what the form does not have stays.
        form: its fields.
        places: whom one may call.
    """
    values = {name: " ".join(clean(text).split()) for name, text in form.items() if name != "names"}
    names = _lines(clean(form.get("names", "")))
    wrong: dict[str, Say] = {}
    _check_names(values.get("name", ""), names, wrong)
    if len(values.get("place", "")) > LONGEST_PLACE:
        wrong["place"] = say("rooms.wrong.long", longest=LONGEST_PLACE)
    for fact in FACTS:
        text = values.get(fact, "")
        if len(text) > LONGEST_FACT or len(text.split()) > MOST_WORDS:
            wrong[fact] = say("rooms.wrong.fact", words=MOST_WORDS)
    seats = values.get("seats", "") or "0"
    if not (seats.isascii() and seats.isdecimal() and len(seats) < 5 and int(seats) <= MOST_SEATS):
        wrong["seats"] = say("rooms.wrong.seats", most=MOST_SEATS)
        seats = str(room.seats)
    owner = values.get("owner", "")
    if owner and owner not in places and owner != room.owner:
        wrong["owner"] = say("desk.wrong.choice")
    return Read(
        replace(
            room,
            name=values.get("name", ""),
            names=names,
            place=values.get("place", ""),
            seats=int(seats),
            owner=owner,
            screen=values.get("screen", ""),
            input=values.get("input", ""),
            panel=values.get("panel", ""),
            sound=values.get("sound", ""),
            camera=values.get("camera", ""),
            hearing_loop=values.get("hearing_loop", ""),
            version=_version(values.get("version", ""), room.version),
        ),
        wrong,
    )


def id_for(name: str, taken: frozenset[str]) -> str:
    """Return an id for a room, made of its name and free.

    Args:
        name: of the room.
        taken: ids there are.
    """
    letters = "".join(one if one.isascii() and one.isalnum() else "-" for one in bare(normal(name)))
    start = "-".join(part for part in letters.split("-") if part)[:60] or "rum"
    found, number = start, 2
    while found in taken | TAKEN:
        found, number = f"{start}-{number}", number + 1
    return found


def _check_names(name: str, names: tuple[str, ...], wrong: dict[str, Say]) -> None:
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        wrong["name"] = say("rooms.wrong.name", shortest=SHORTEST_NAME, longest=LONGEST_NAME)
    if len(names) > MOST_NAMES or any(len(one) > LONGEST_NAME for one in names):
        wrong["names"] = say("rooms.wrong.names", most=MOST_NAMES, longest=LONGEST_NAME)


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _version(text: str, before: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else before
