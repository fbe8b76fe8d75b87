"""What belongs to somebody else is not there; and whatever is done stands once in the audit."""

import re
from collections.abc import Iterator, Mapping

import sqlalchemy
from aiohttp import web

from bot.desk.routes import ROUTES, Route
from bot.desk.rules import Rule
from tests.desk.sign_in.presses import FOREIGN, LOOKS, ME, NOT_PRESSED, PRESSES, filled_in
from tests.desk.sign_in.test_doors import token_of
from tests.desk.sign_in.visitor import Page
from tests.desk.sign_in.world import World

NO_AUDIT = (
    "CREATE TRIGGER no_audit BEFORE INSERT ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit cannot be written'); END"
)


def plain(route: Route) -> str:
    """Return a route's path with the names of its parts alone."""
    return web.UrlDispatcher().add_resource(route.path).canonical


def kinds(*texts: str) -> list[str]:
    """Return what a path and a form are about."""
    return re.findall(r"{(\w+)}", " ".join(texts))


def other_things(texts: tuple[str, ...], mine: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Yield our things with one of those that are meant exchanged for a foreign one."""
    for kind in kinds(*texts):
        for foreign in FOREIGN[kind]:
            yield {**mine, kind: foreign}


async def sent(world: World, path: str, mine: Mapping[str, str], person: str = "") -> Page:
    """Send the form of a route as somebody, about these things."""
    press = PRESSES[path]
    visitor = await world.signed_in(person or press.by)
    form = {name: text.format(**mine) for name, text in press.form.items()}
    form["csrf"] = await token_of(world, visitor)
    return await visitor.post(press.path.format(**mine), form)


def without_sessions(everything: dict[str, list[tuple[object, ...]]]) -> object:
    """Return all rows but who is signed in: the tests sign in again and again."""
    return {name: rows for name, rows in everything.items() if "session" not in name}


def test_every_form_and_every_page_of_one_thing_is_tried() -> None:
    """A new route needs its line in the table, and each kind of thing its foreign ones."""
    forms = {plain(one) for one in ROUTES if one.method == "POST"}
    looks = {plain(one) for one in ROUTES if one.method == "GET" and "{" in one.path}
    meant = [text for one in PRESSES.values() for text in (one.path, *one.form.values())]

    assert forms == {*PRESSES, *NOT_PRESSED}
    assert looks == {*LOOKS}
    assert {*kinds(*meant, *LOOKS.values())} == {*FOREIGN}
    assert all(bool(one.deed) is not bool(one.why) for one in PRESSES.values())


async def test_what_is_somebody_elses_is_not_there(world: World) -> None:
    """A coordinator of one part reads and changes nothing of another's, nor what never was."""
    mine = await filled_in(world)
    visitor = await world.signed_in(ME)
    before = without_sessions(await world.everything())
    wrong = {}
    for path in LOOKS.values():
        for things in other_things((path,), mine):
            page = await visitor.get(path.format(**things))
            if page.status not in {403, 404}:
                wrong[f"GET {path.format(**things)}"] = page.status
    for path, press in PRESSES.items():
        for things in other_things((press.path, *press.form.values()), mine):
            page = await sent(world, path, things)
            if page.status not in {403, 404}:
                wrong[f"POST {path} {things}"] = page.status
    things = {**mine, "gap": mine["unseen"]}
    assert (await sent(world, "/desk/gaps", things)).status == 404

    assert wrong == {}
    assert without_sessions(await world.everything()) == before


async def test_a_coach_does_nothing_that_is_a_coordinators(world: World) -> None:
    """However well the form is filled in, and though it is about the coach's own part."""
    mine = await filled_in(world)
    before = without_sessions(await world.everything())
    closed = [one for one in ROUTES if one.rule is Rule.COORDINATORS and plain(one) in PRESSES]
    found = {
        plain(one): (await sent(world, plain(one), mine, "coach")).status
        for one in closed
        if one.method == "POST"
    }

    assert set(found.values()) == {403}, found
    assert without_sessions(await world.everything()) == before


async def test_every_deed_stands_in_the_audit_once(world: World) -> None:
    """One line with its name for each form that changes what others see, and none for the rest."""
    mine = await filled_in(world)
    wrong = {}
    for path, press in PRESSES.items():
        before = len(await world.deeds())
        page = await sent(world, path, mine)
        lines = [one.name for one in (await world.deeds())[before:]]
        if page.status not in {200, 303} or lines != ([press.deed] if press.deed else []):
            wrong[path] = (page.status, lines)

    assert wrong == {}


async def test_nothing_is_done_that_the_audit_cannot_say(world: World) -> None:
    """The line and what it tells of are one transaction: without the one there is not the other."""
    mine = await filled_in(world)
    async with world.service.engine.begin() as connection:
        await connection.execute(sqlalchemy.text(NO_AUDIT))
    before = without_sessions(await world.everything())
    found = {
        path: (await sent(world, path, mine)).status
        for path, press in PRESSES.items()
        if press.deed
    }

    assert set(found.values()) == {500}, found
    assert without_sessions(await world.everything()) == before
