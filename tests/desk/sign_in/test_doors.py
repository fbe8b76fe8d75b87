"""Every door of the desk: who is let in, from where, and that looking changes nothing."""

from collections.abc import Mapping

import pytest
from aiohttp import web

from bot.desk.guard import HEADERS, SIGN_IN, SIGN_IN_BEGIN, SIGN_IN_RETURN
from bot.desk.routes import ROUTES, WALL, Route
from bot.desk.rules import ALLOWED, Rule
from bot.desk.sessions.model import id_of
from knowledge.people.model import Role
from tests.desk.sign_in.visitor import HOME, HOST, SESSION, Page, Visitor
from tests.desk.sign_in.world import World

SAMPLES = {
    "id": "teams-dela-skarm",
    "language": "sv",
    "name": f"{'0' * 32}.png",
    "upload": "0" * 32,
    "file": "tips.csv",
    "person": "tom",
    "department": "law",
}
"""What stands for each part of a path; a route with another part needs one here."""

READING = [one for one in ROUTES if one.method == "GET"]
CHANGING = [one for one in ROUTES if one.method != "GET"]
OWN, STRANGE = "own", "strange"

FORGED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "no token": ("", {}),
    "another's token": (STRANGE, {}),
    "another site": (OWN, {"Origin": "https://evil.example"}),
    "another site with our name in front": (OWN, {"Origin": f"{HOME}.evil.example"}),
    "our site without https": (OWN, {"Origin": f"http://{HOST}"}),
    "a site that hides": (OWN, {"Origin": "null"}),
    "another site, says the browser": (OWN, {"Origin": "", "Sec_Fetch_Site": "cross-site"}),
    "a neighbour, says the browser": (OWN, {"Origin": "", "Sec_Fetch_Site": "same-site"}),
}
"""Which token a form carries, and where it says that it comes from."""


def path_of(route: Route) -> str:
    """Return a path that a route answers."""
    resource = web.UrlDispatcher().add_resource(route.path)
    names = {name: SAMPLES[name] for name in SAMPLES if f"{{{name}}}" in (resource.canonical or "")}
    return str(resource.url_for(**names))


def turned_away(page: Page) -> bool:
    """Whether somebody may not do this, or has to sign in first."""
    return page.status in {401, 403} or page.location.startswith(f"{SIGN_IN}?next=")


async def knocked(visitor: Visitor, route: Route, csrf: str) -> Page:
    """Open a page, or send its form with nothing in it but the token."""
    if route.method == "GET":
        return await visitor.get(path_of(route))
    return await visitor.post(path_of(route), {"csrf": csrf})


async def token_of(world: World, visitor: Visitor) -> str:
    """Return what the forms of a visitor's session carry."""
    async with world.service.reading() as work:
        session = await work.sessions.get(id_of(visitor.cookies[SESSION]))
    assert session
    return session.csrf


def test_every_way_into_the_desk_has_its_rule(world: World) -> None:
    """Nothing where the desk is served stands beside the table; style and script need no rule."""
    dispatcher = web.UrlDispatcher()
    table = {(one.method, dispatcher.add_resource(one.path).canonical) for one in ROUTES}
    ours = {path.split("/")[1] for _, path in table}
    served = {
        (route.method, route.resource.canonical)
        for route in world.app.router.routes()
        if route.resource and route.resource.canonical.split("/")[1] in ours
        if route.method != "HEAD"  # answered as GET is, by the same guard
    }

    assert served == {*table, ("GET", "/desk/static")}
    assert len(table) == len(ROUTES)


def test_few_doors_are_open_to_everybody() -> None:
    """A new one is a decision, and is written down here."""
    assert {(one.method, one.path) for one in ROUTES if one.rule is Rule.PUBLIC} == {
        ("GET", SIGN_IN),
        ("POST", SIGN_IN),
        ("POST", SIGN_IN_BEGIN),
        ("GET", SIGN_IN_RETURN),
        ("GET", "/pictures/{name}"),
        ("GET", "/about"),
        ("GET", "/tips"),
        ("GET", "/tips/{id:[a-z0-9-]{1,80}}/{language:[a-z]{2}}"),
        ("GET", "/tips/{id:[a-z0-9-]{1,80}}/{language:[a-z]{2}}/qr.svg"),
        ("GET", WALL),
        ("GET", f"{WALL}/sheet"),
        ("GET", f"{WALL}/qr.svg"),
    }


@pytest.mark.parametrize("role", Role)
async def test_a_role_opens_the_doors_of_its_rules_and_no_others(world: World, role: Role) -> None:
    """Pages and forms alike; where one is let in nothing breaks, whatever the form lacks.

    The coordinator here looks after one part of the organisation.
    """
    wrong = {}
    for route in ROUTES:
        if route.rule is Rule.PUBLIC:
            continue
        visitor = await world.signed_in(f"one-{role}")
        page = await knocked(visitor, route, await token_of(world, visitor))
        is_whole = route.rule is Rule.WHOLE and role is Role.COORDINATOR
        may = role in ALLOWED[route.rule] and not is_whole
        if turned_away(page) is may or page.status >= 500:
            wrong[f"{route.method} {route.path}"] = page.status

    assert wrong == {}


async def test_whoever_is_not_signed_in_is_led_to_signing_in(world: World) -> None:
    """A page leads there and back again; a form is refused; each with the desk's own policy."""
    wrong = {}
    for route in ROUTES:
        if route.rule is Rule.PUBLIC:
            continue
        page = await knocked(world.newcomer(), route, "")
        status = 303 if route.method == "GET" else 401
        headers = {name: page.headers.get(name) for name in HEADERS}
        if not turned_away(page) or page.status != status or headers != HEADERS:
            wrong[f"{route.method} {route.path}"] = page.status

    assert wrong == {}


async def test_without_a_way_in_the_desk_is_out_of_service(closed: World) -> None:
    """No provider and no demo mode: nobody can sign in, and every door says so."""
    found = {}
    for route in ROUTES:
        if not route.path.startswith("/desk"):
            continue  # What hangs on a wall needs no way in.
        page = await knocked(closed.newcomer(), route, "")
        found[f"{route.method} {route.path}"] = page.status

    assert set(found.values()) == {503}, found


@pytest.mark.parametrize("forgery", FORGED)
async def test_a_forged_form_changes_nothing(world: World, forgery: str) -> None:
    """Every form needs its session's token, and comes from our own page."""
    token, headers = FORGED[forgery]
    visitor = await world.signed_in("one-administrator")
    other = await world.signed_in("kim")
    tokens = {"": "", OWN: await token_of(world, visitor), STRANGE: await token_of(world, other)}
    before = await world.everything()
    wrong = {}
    for route in CHANGING:
        page = await visitor.post(path_of(route), {"csrf": tokens[token]}, **headers)
        if page.status != 403 or page.cookies:
            wrong[route.path] = page.status

    assert wrong == {}
    assert await world.everything() == before


@pytest.mark.parametrize("origin", ["https://evil.example", f"{HOME}.evil.example", "null"])
async def test_nobody_is_sent_to_sign_in_by_another_site(world: World, origin: str) -> None:
    """A sign-in begins on our own page, so that nobody ends up in an account by surprise."""
    before = await world.everything()
    for path in (SIGN_IN, SIGN_IN_BEGIN):
        page = await world.newcomer().post(path, {"person": "inger"}, Origin=origin)
        assert (page.status, dict(page.cookies)) == (403, {}), path

    assert await world.everything() == before


async def test_looking_changes_nothing(world: World) -> None:
    """Every page can be opened by a link on any other site, and does no more than show."""
    visitor = await world.signed_in("one-administrator")
    await visitor.get(SIGN_IN_RETURN)  # A line of the audit, and then none for a minute.
    before = await world.everything()
    for route in READING:
        page = await visitor.get(path_of(route), Sec_Fetch_Site="cross-site")
        assert page.status < 500, route.path

    assert await world.everything() == before


async def test_a_sample_person_cannot_be_picked_where_there_is_no_demo(world: World) -> None:
    """Neither seen on the page nor taken from a form."""
    visitor = world.newcomer()
    door = await visitor.get(SIGN_IN)
    page = await visitor.post(SIGN_IN, {"person": "inger"})

    assert "Inger" not in door.text
    assert page.status == 503
    assert await world.sessions("inger") == 0
