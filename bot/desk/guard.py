"""Stands before every page: who is it, may they, and does a change come from our own page.

Whatever goes wrong while it looks is a refusal.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.desk.draw import message, page
from bot.desk.forms import is_a_change, with_form
from bot.desk.rules import Rule, allows
from bot.desk.sessions.model import Session, id_of
from bot.desk.visit import Desk, Visit
from bot.texts.catalogue import LANGUAGES, catalogue, say
from knowledge.errors import Explained, Missing
from knowledge.people.model import Person, UnknownPerson

SIGN_IN = "/desk/sign-in"
SIGN_IN_BEGIN, SIGN_IN_RETURN = f"{SIGN_IN}/begin", f"{SIGN_IN}/return"
BEFORE_A_SESSION = frozenset({SIGN_IN, SIGN_IN_BEGIN})
"""Forms of people who are not signed in yet."""

COOKIE, SECURE_COOKIE = "desk", "__Host-desk"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With no-referrer a browser sends "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
}
Page = Callable[[Visit], Awaitable[web.StreamResponse]]


def guarded(show: Page, rule: Rule, desk: Desk, *, megabytes: int = 0) -> Handler:
    """Return what answers a route, once its rule has let the visitor in.

    Args:
        show: makes the page.
        rule: who may see it.
        desk: what it may use.
        megabytes: how large a form with files may be; 0 for a page that takes none.
    """

    async def answered(request: web.Request) -> web.StreamResponse:
        try:
            response = await _answer(await _visit(request, desk), show, rule, megabytes)
        except web.HTTPException as error:
            error.headers.update(HEADERS)
            raise
        if not response.prepared:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        if isinstance(response, web.HTTPException):
            raise response
        return response

    return answered


def cookie_name(desk: Desk) -> str:
    """Return the name of the session's cookie; a browser holds the secure one to this host."""
    return SECURE_COOKIE if desk.secure else COOKIE


def hand_out(response: web.StreamResponse, secret: str, desk: Desk) -> None:
    """Put the secret of a new session into the browser's cookie."""
    response.set_cookie(
        cookie_name(desk), secret, path="/", httponly=True, samesite="Lax", secure=desk.secure
    )


async def _visit(request: web.Request, desk: Desk) -> Visit:
    session, person = await _visitor(request, desk)
    return Visit(
        request=request,
        desk=desk,
        texts=catalogue(_language(request, person)),
        person=person,
        session=session,
    )


async def _answer(visit: Visit, show: Page, rule: Rule, megabytes: int) -> web.StreamResponse:
    # Nothing that a stranger sends is read before the rule has let them in.
    refusal = await _refusal(visit, rule)
    if refusal is not None:
        return refusal
    try:
        visit = await with_form(visit, megabytes)
    except web.HTTPRequestEntityTooLarge:
        return message(visit, say("desk.wrong.large", megabytes=megabytes or 1), status=413)
    if is_a_change(visit) and not _is_own_form(visit):
        return message(visit, say("desk.from_elsewhere"), status=403)
    try:
        return await show(visit)
    except Explained as error:
        status = 404 if isinstance(error, Missing) else 409
        return message(visit, say(error.key, **error.details), status=status)


async def _visitor(request: web.Request, desk: Desk) -> tuple[Session | None, Person | None]:
    """Return who is signed in here, read anew; nobody when the session is over."""
    secret = request.cookies.get(cookie_name(desk), "")
    if not secret:
        return None, None
    async with desk.reading() as work:
        session = await work.sessions.get(id_of(secret))
        if session is None or session.is_over(desk.clock.now()):
            return None, None
        try:
            person = await work.people.get(session.person)
        except UnknownPerson:
            return None, None
    return (session, person) if person.left is None else (None, None)


async def _refusal(visit: Visit, rule: Rule) -> web.StreamResponse | None:
    """Return what stands in the way, or None."""
    if rule is not Rule.PUBLIC and visit.person is None:
        if visit.desk.sign_in is None and not await visit.is_demo():
            return message(visit, say("desk.no_sign_in"), status=503)
        if visit.request.method != "GET" or visit.is_htmx:
            return message(visit, say("desk.signed_out"), status=401)
        return web.HTTPSeeOther(f"{SIGN_IN}?next={quote(visit.request.path_qs, safe='')}")
    if not allows(rule, visit.person):
        return message(visit, say("desk.not_allowed"), status=403)
    if is_a_change(visit) and not _is_from_here(visit):
        return message(visit, say("desk.from_elsewhere"), status=403)
    return None


def _is_from_here(visit: Visit) -> bool:
    """Whether the browser says that a change comes from a page of ours."""
    headers = visit.request.headers
    origin, scheme = headers.get("Origin"), "https" if visit.desk.secure else visit.request.scheme
    if origin is not None and origin != f"{scheme}://{headers.get('Host')}":
        return False
    return headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def _is_own_form(visit: Visit) -> bool:
    """Whether a form was made for this very session."""
    if visit.session is None:
        return visit.request.path in BEFORE_A_SESSION
    return visit.session.is_from_own_page(visit.form.get("csrf", ""))


def _language(request: web.Request, person: Person | None) -> str:
    if person is not None and person.language:
        return person.language
    wanted = request.query.get("language", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


__all__ = ["COOKIE", "HEADERS", "SIGN_IN", "Page", "cookie_name", "guarded", "hand_out", "page"]
