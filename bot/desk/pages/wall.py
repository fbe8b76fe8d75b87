"""What hangs on the wall of a room: its card for anybody's phone, the sheet to print, its QR code.

No sign-in, no cookie, no person.
"""

from collections.abc import Sequence
from dataclasses import replace

from aiohttp import web

from bot.conversations.reaching import reached
from bot.conversations.rooms.words import part_of, past
from bot.desk import qr
from bot.desk.draw import page
from bot.desk.visit import Visit
from bot.texts.catalogue import Say, catalogue, say
from knowledge.places.model import Place
from knowledge.rooms.faults import Fault, State
from knowledge.rooms.model import Room, UnknownRoom
from tips.model import Stage, Tip


async def show(visit: Visit) -> web.StreamResponse:
    """Show the card, whom to call now, and what is known not to work."""
    return await _shown(visit, "wall.html")


async def sheet(visit: Visit) -> web.StreamResponse:
    """Show the sheet to print: the name, the QR code, and the steps for who has no phone."""
    return await _shown(visit, "wall_sheet.html")


async def code(visit: Visit) -> web.StreamResponse:
    """Draw the address of the card as a QR code."""
    found = await _found(visit)
    if found is None:
        return _nothing(visit)
    return web.Response(body=qr.as_svg(address_of(visit, found[0])), content_type="image/svg+xml")


def address_of(visit: Visit, room: Room) -> str:
    """Return the address of a room's card, as a phone needs it."""
    return f"{visit.desk.home}/rooms/{room.id}"


async def _shown(visit: Visit, template: str) -> web.StreamResponse:
    found = await _found(visit)
    if found is None:
        return _nothing(visit)
    room, cards, faults = found
    wanted = visit.asked("language")
    languages = [card.language for card in cards]
    language = next((one for one in (wanted, room.language) if one in languages), languages[0])
    card = cards[languages.index(language)]
    # Whoever is signed in sees what anybody sees.
    nobody = replace(visit, texts=catalogue(language), person=None, session=None)
    place = visit.desk.places.get(room.owner)
    return page(
        nobody,
        template,
        room=room,
        card=card,
        languages=languages,
        told=[_told(visit, one, place) for one in faults],
        place=place,
        call=_call(visit, place),
        number=_number(visit, place),
        address=address_of(visit, room),
    )


async def _found(visit: Visit) -> tuple[Room, Sequence[Tip], Sequence[Fault]] | None:
    """Return a room in use with its published cards and open faults; None without any card."""
    async with visit.desk.reading() as work:
        try:
            room = await work.rooms.get(visit.part("id"))
        except UnknownRoom:
            return None
        cards = [
            one for one in await work.tips.languages_of(room.tip) if one.stage is Stage.PUBLISHED
        ]
        faults = [one for one in await work.faults.of_room(room.id) if one.is_open]
    return (room, cards, faults) if cards and not room.retired else None


def _told(visit: Visit, fault: Fault, place: Place | None) -> Say:
    """Say that something is told of already, without saying of anybody that they know."""
    day = fault.reported.astimezone(visit.desk.zone).date()
    since, part = past(day, visit.today), part_of(fault)
    if fault.state is State.BEING_MENDED:
        return say("rooms.open.mending", since=since, part=part)
    if place is not None:
        return say("rooms.open.place", since=since, part=part, place=place.name)
    return say("rooms.open.noted", since=since, part=part)


def _call(visit: Visit, place: Place | None) -> Say | None:
    return reached(place, visit.now.astimezone(visit.desk.zone)) if place else None


def _number(visit: Visit, place: Place | None) -> str:
    """Return the number to call at this hour, or nothing where there is none."""
    if place is None:
        return ""
    is_open = place.is_open(visit.now.astimezone(visit.desk.zone))
    return place.phone if is_open else place.on_call


def _nothing(visit: Visit) -> web.Response:
    nobody = replace(visit, person=None, session=None)
    return page(nobody, "wall_missing.html", status=404)
