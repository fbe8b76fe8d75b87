"""Signing in by the organisation's own provider: away to it, and back again."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

import structlog
from aiohttp import web

from bot.desk import guard
from bot.desk.draw import message, page
from bot.desk.sessions.model import begin as begin_session
from bot.desk.sessions.model import id_of as session_id_of
from bot.desk.sign_in import flow
from bot.desk.sign_in.onward import inside
from bot.desk.sign_in.refusals import Reason, Refused
from bot.desk.sign_in.who import recognise
from bot.desk.visit import Visit, to
from bot.texts.catalogue import say
from knowledge.audit.model import Deed
from knowledge.people.model import Person

COOKIE, SECURE_COOKIE = "desk-sign-in", "__Host-desk-sign-in"
LONGEST = 4096
"""Characters of a part of the address that somebody comes back with."""

AWAY = frozenset({Reason.AWAY, Reason.UNFIT, Reason.CLIENT})
FROM_ANYBODY = AWAY | {Reason.STATE}
"""What anybody may cause without a sign-in, and so is not written down each time."""

WORDS: Mapping[Reason, str] = {
    Reason.STATE: "desk.sign_in.again",
    Reason.BROWSER: "desk.sign_in.again",
    Reason.LATE: "desk.sign_in.again",
    Reason.DENIED: "desk.sign_in.denied",
    Reason.CODE: "desk.sign_in.failed",
    Reason.CLIENT: "desk.sign_in.away",
    Reason.AWAY: "desk.sign_in.away",
    Reason.UNFIT: "desk.sign_in.away",
    Reason.FORM: "desk.sign_in.failed",
    Reason.KEY: "desk.sign_in.failed",
    Reason.SIGNATURE: "desk.sign_in.failed",
    Reason.CLAIMS: "desk.sign_in.failed",
    Reason.ISSUER: "desk.sign_in.failed",
    Reason.AUDIENCE: "desk.sign_in.failed",
    Reason.TIME: "desk.sign_in.failed",
    Reason.NONCE: "desk.sign_in.failed",
    Reason.TENANT: "desk.sign_in.failed",
    Reason.UNVERIFIED: "desk.sign_in.unverified",
    Reason.UNKNOWN: "desk.sign_in.unknown",
    Reason.SEVERAL: "desk.sign_in.several",
    Reason.SAMPLE: "desk.sign_in.unknown",
    Reason.LEFT: "desk.sign_in.unknown",
    Reason.ROLE: "desk.not_allowed",
}
"""What the person reads; only what they can do something about is told apart."""

LOG = structlog.get_logger()


async def begin(visit: Visit) -> web.StreamResponse:
    """Send the browser to the provider.

    By a page that goes on by itself, and not by a redirect: a browser holds a form and all its
    redirects to our own address.
    """
    sign_in = visit.desk.sign_in
    if sign_in is None:
        return message(visit, say("desk.no_sign_in"), status=503)
    onward = inside(visit.form.get("next", ""))
    if visit.request.headers.get("Host") != urlsplit(sign_in.home).netloc:
        # The cookie has to be set where one comes back to.
        return web.HTTPSeeOther(f"{sign_in.home}{guard.SIGN_IN}?next={quote(onward, safe='')}")
    begun = flow.begin(onward, now=visit.now)
    try:
        address = await sign_in.address(begun)
    except Refused as refused:
        return await _refuse(visit, refused)
    async with visit.desk.work() as work:
        await work.sign_ins.forget_old(now=visit.now)
        await work.sign_ins.add(begun.attempt)
        await work.commit()
    response = page(visit, "onward.html", name=sign_in.name, address=address)
    response.headers["Refresh"] = f"0;url={address}"
    response.set_cookie(
        _cookie_name(visit),
        begun.secret,
        max_age=int(flow.LIFE.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=visit.desk.secure,
    )
    return response


async def come_back(visit: Visit) -> web.StreamResponse:
    """Sign in whoever comes back from the provider, or say kindly why not."""
    try:
        response = await _signed_in(visit)
    except Refused as refused:
        response = await _refuse(visit, refused)
    response.del_cookie(_cookie_name(visit), path="/", secure=visit.desk.secure)
    return response


async def _signed_in(visit: Visit) -> web.StreamResponse:
    """Return the way onward, with the cookie of a new session.

    Raises:
        Refused: something does not hold.
    """
    sign_in = visit.desk.sign_in
    if sign_in is None:
        return message(visit, say("desk.no_sign_in"), status=503)
    async with visit.desk.work() as work:
        attempt = await work.sign_ins.take(flow.id_of(visit.asked("state")))
        await work.commit()
    secret = visit.request.cookies.get(_cookie_name(visit), "")
    attempt = flow.continued(attempt, secret, now=visit.now)
    if visit.asked("iss") not in {"", sign_in.provider.issuer}:
        raise Refused(Reason.ISSUER)
    if visit.asked("error"):
        raise Refused(Reason.DENIED)
    identity = await sign_in.identity(visit.asked("code"), attempt, now=visit.now)
    async with visit.desk.work() as work:
        person, is_first = await recognise(identity, people=work.people, accounts=work.accounts)
        session_secret, session = begin_session(person.id, now=visit.now)
        name = guard.cookie_name(visit.desk)
        await work.sessions.end(session_id_of(visit.request.cookies.get(name, "")))
        await work.sessions.add(session)
        for deed in _deeds(person, is_first=is_first):
            await work.audit.write(deed, at=visit.now)
        await work.commit()
    response = to(attempt.onward)
    guard.hand_out(response, session_secret, visit.desk)
    return response


def _deeds(person: Person, *, is_first: bool) -> list[Deed]:
    begun = Deed(name="session.begun", by=person.id, object="desk", details={"way": "oidc"})
    linked = Deed(name="account.linked", by=person.id, object="desk", details={"way": "oidc"})
    return [linked, begun] if is_first else [begun]


async def _refuse(visit: Visit, refused: Refused) -> web.StreamResponse:
    """Write down why nobody was signed in, and tell the person what they can do."""
    reason, sign_in = refused.reason, visit.desk.sign_in
    LOG.warning("sign-in-refused", reason=reason.value)
    if sign_in and (reason not in FROM_ANYBODY or sign_in.may_note(now=visit.now)):
        deed = Deed(name="session.refused", by=refused.person, object=f"sign-in:{reason.value}")
        async with visit.desk.work() as work:
            await work.audit.write(deed, at=visit.now)
            await work.commit()
    name = sign_in.name if sign_in else ""
    return message(visit, say(WORDS[reason], name=name), status=503 if reason in AWAY else 403)


def _cookie_name(visit: Visit) -> str:
    return SECURE_COOKIE if visit.desk.secure else COOKIE
