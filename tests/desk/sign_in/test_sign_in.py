"""Every way in which signing in can go wrong: nobody is signed in, and it is said kindly."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from yarl import URL

from bot.desk.sign_in.flow import LIFE
from bot.desk.sign_in.refusals import Reason
from bot.desk.sign_in.who import CHANNEL
from bot.texts.catalogue import catalogue
from knowledge.audit.model import Deed
from knowledge.people.model import Role
from tests.desk.sign_in.visitor import ATTEMPT, SESSION, Page, Visitor
from tests.desk.sign_in.world import World, impatient
from tests.fakes.clock import SUNDAY
from tests.fakes.identity_provider import ANSWERS, PUBLISHES, SAYS, SECRET, SIGNED, TENANT

A_MOMENT, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)

FAULTS: Mapping[str, Reason] = {
    "denied": Reason.DENIED,
    "another issuer": Reason.ISSUER,
    "the issuer with a slash": Reason.ISSUER,
    "another audience": Reason.AUDIENCE,
    "two audiences and no party": Reason.AUDIENCE,
    "another party": Reason.AUDIENCE,
    "two audiences, the other party": Reason.AUDIENCE,
    "no audience": Reason.CLAIMS,
    "over": Reason.TIME,
    "made in the future": Reason.TIME,
    "not yet": Reason.TIME,
    "a time that is none": Reason.TIME,
    "a time without end": Reason.TIME,
    "no end": Reason.CLAIMS,
    "no nonce": Reason.CLAIMS,
    "another nonce": Reason.NONCE,
    "no subject": Reason.CLAIMS,
    "an empty subject": Reason.CLAIMS,
    "a subject that is a number": Reason.CLAIMS,
    "another tenant": Reason.TENANT,
    "an unverified address": Reason.UNVERIFIED,
    "an address called verified": Reason.UNVERIFIED,
    "no address": Reason.UNVERIFIED,
    "an address nobody has": Reason.UNKNOWN,
    "an address of two people": Reason.SEVERAL,
    "an address with a look-alike": Reason.UNVERIFIED,
    "not at all": Reason.SIGNATURE,
    "with the client's secret": Reason.SIGNATURE,
    "with the public key as a secret": Reason.SIGNATURE,
    "with a key nobody knows": Reason.KEY,
    "with a key for something else": Reason.KEY,
    "with another's key under ours": Reason.SIGNATURE,
    "with a key and no name of it": Reason.KEY,
    "and cut off": Reason.SIGNATURE,
    "and huge": Reason.FORM,
    "hangs": Reason.AWAY,
    "a fault": Reason.AWAY,
    "a page": Reason.AWAY,
    "a list": Reason.AWAY,
    "a redirect": Reason.AWAY,
    "two megabytes": Reason.AWAY,
    "no token": Reason.CODE,
    "not this client": Reason.CLIENT,
    "another's discovery": Reason.UNFIT,
    "nothing": Reason.AWAY,
    "no way to prove oneself": Reason.UNFIT,
    "an address inside": Reason.AWAY,
}

Try = Callable[[World, Visitor], Awaitable[Page]]


def said_kindly(page: Page) -> bool:
    """Whether a page says one of our sentences, and offers a way on."""
    texts = catalogue("sv").texts
    known = [
        str(text) for key, text in texts.items() if re.match(r"desk\.(sign_in\.|not_allowed)", key)
    ]
    words = page.heading.replace("Microsoft", "{name}")
    return words in known and 'href="/desk/"' in page.text


async def assert_refused(world: World, visitor: Visitor, page: Page, reason: Reason) -> None:
    """Nobody is signed in, one line of the audit says why, and the visitor reads what to do."""
    away = {Reason.AWAY, Reason.UNFIT, Reason.CLIENT}

    assert page.status == (503 if reason in away else 403)
    assert said_kindly(page), page.heading
    assert SESSION not in visitor.cookies
    assert ATTEMPT not in visitor.cookies
    assert [one for one in await world.deeds() if one.name == "session.refused"] == [
        Deed(name="session.refused", by="", object=f"sign-in:{reason}")
    ]


async def tried(visitor: Visitor) -> Page:
    """Sign in as far as it goes."""
    begun = await visitor.post("/desk/sign-in/begin", {})
    if begun.status != 200:
        return begun
    return await visitor.get(await visitor.sent_back(begun.location))


def test_every_misbehaviour_is_tried() -> None:
    """The table has each of the provider's faults, and says why it is refused."""
    assert set(FAULTS) == {"denied", *SAYS, *SIGNED, *ANSWERS, *PUBLISHES}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_provider_that_misbehaves_signs_nobody_in(
    world: World, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """Whatever it says, there is no session; and nothing of it all stands in the log."""
    visitor, sign_in = world.newcomer(), world.service.sign_in
    assert sign_in
    if fault == "hangs":
        sign_in.provider = impatient(sign_in, world.clock)
    if fault == "with a key for something else":
        world.provider.publish_for_secrets()
    world.provider.fault = fault
    with capture_logs() as lines:
        page = await tried(visitor)

    await assert_refused(world, visitor, page, FAULTS[fault])
    assert await world.sessions("kim") == 0
    own = [one.getMessage() for one in caplog.records if one.name != "aiohttp.access"]
    logged = f"{lines} {own}".casefold()
    codes = [*world.provider.given, SECRET, "@example.se", "sub-of-kim", "eyj"]
    assert [one for one in codes if one.casefold() in logged] == []
    assert [line["event"] for line in lines] == ["sign-in-refused"]


async def _without_state(_world: World, visitor: Visitor) -> Page:
    back = URL(await visitor.sent_back(await visitor.sent_away()))
    return await visitor.get(str(back.without_query_params("state")))


async def _made_up_state(_world: World, visitor: Visitor) -> Page:
    await visitor.sent_away()
    return await visitor.get("/desk/sign-in/return?code=x&state=made-up")


async def _nothing_at_all(_world: World, visitor: Visitor) -> Page:
    return await visitor.get("/desk/sign-in/return")


async def _another_browser(world: World, visitor: Visitor) -> Page:
    """Somebody is lured into the sign-in of another, who would then read what they write."""
    lurer = world.newcomer()
    back = await lurer.sent_back(await lurer.sent_away())
    await visitor.sent_away()
    return await visitor.get(back)


async def _no_cookie(_world: World, visitor: Visitor) -> Page:
    back = await visitor.sent_back(await visitor.sent_away())
    del visitor.cookies[ATTEMPT]
    return await visitor.get(back)


async def _state_used_twice(world: World, visitor: Visitor) -> Page:
    other = world.newcomer()
    address = await other.sent_away()
    visitor.cookies |= other.cookies
    await other.get(await other.sent_back(address))
    return await visitor.get(await visitor.sent_back(address))


async def _too_late(world: World, visitor: Visitor) -> Page:
    back = await visitor.sent_back(await visitor.sent_away())
    world.clock.pass_by(LIFE)
    return await visitor.get(back)


async def _code_used_twice(world: World, visitor: Visitor) -> Page:
    other = world.newcomer()
    used = await other.sent_back(await other.sent_away())
    await other.get(used)
    return await _with_code(visitor, URL(used).query["code"])


async def _code_of_another(world: World, visitor: Visitor) -> Page:
    """A stolen code is put into one's own sign-in; the challenge that went with it differs."""
    other = world.newcomer()
    stolen = await other.sent_back(await other.sent_away())
    return await _with_code(visitor, URL(stolen).query["code"])


async def _code_for_another_address(_world: World, visitor: Visitor) -> Page:
    address = URL(await visitor.sent_away())
    elsewhere = address.update_query(redirect_uri="https://elsewhere.example/return")
    async with visitor.client.get(elsewhere, allow_redirects=False) as answer:
        brought = URL(answer.headers["Location"]).query_string
    return await visitor.get(f"/desk/sign-in/return?{brought}")


async def _no_code(_world: World, visitor: Visitor) -> Page:
    back = URL(await visitor.sent_back(await visitor.sent_away()))
    return await visitor.get(str(back.without_query_params("code")))


async def _huge_code(_world: World, visitor: Visitor) -> Page:
    return await _with_code(visitor, "x" * 5000)


async def _from_another_issuer(_world: World, visitor: Visitor) -> Page:
    back = URL(await visitor.sent_back(await visitor.sent_away()))
    return await visitor.get(str(back.update_query(iss="https://login.example")))


async def _with_code(visitor: Visitor, code: str) -> Page:
    back = URL(await visitor.sent_back(await visitor.sent_away()))
    return await visitor.get(str(back.update_query(code=code)))


TRIES: Mapping[str, tuple[Try, Reason]] = {
    "no state": (_without_state, Reason.STATE),
    "a made-up state": (_made_up_state, Reason.STATE),
    "nothing at all": (_nothing_at_all, Reason.STATE),
    "a state used twice": (_state_used_twice, Reason.STATE),
    "a state of another browser": (_another_browser, Reason.BROWSER),
    "no cookie": (_no_cookie, Reason.BROWSER),
    "too late": (_too_late, Reason.LATE),
    "a code used twice": (_code_used_twice, Reason.CODE),
    "a code of another sign-in": (_code_of_another, Reason.CODE),
    "a code for another address": (_code_for_another_address, Reason.CODE),
    "no code": (_no_code, Reason.CODE),
    "a huge code": (_huge_code, Reason.CODE),
    "from another issuer": (_from_another_issuer, Reason.ISSUER),
}


@pytest.mark.parametrize("name", TRIES)
async def test_a_browser_that_misbehaves_is_not_signed_in(world: World, name: str) -> None:
    """What it brings must be its own, whole, in time, and used for the first time."""
    attempt, reason = TRIES[name]
    visitor = world.newcomer()
    page = await attempt(world, visitor)

    await assert_refused(world, visitor, page, reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"role": Role.STAFF}, Reason.ROLE),
        ({"role": Role.MANAGER}, Reason.ROLE),
        ({"left": SUNDAY.date()}, Reason.LEFT),
        ({"sample": True}, Reason.SAMPLE),
        ({"listed": False}, Reason.UNKNOWN),
    ],
)
async def test_not_everybody_with_the_right_address_may_in(
    world: World, changes: dict[str, object], reason: Reason
) -> None:
    """The list of people has them, and that is not enough; no account becomes theirs."""
    await world.change("kim", **changes)
    visitor = world.newcomer()
    page = await visitor.signs_in()
    [deed] = await world.deeds()
    async with world.service.reading() as work:
        accounts = await work.accounts.of("kim")

    assert (page.status, said_kindly(page)) == (403, True)
    assert deed.object == f"sign-in:{reason}"
    assert accounts == []
    assert SESSION not in visitor.cookies


@pytest.mark.parametrize(
    ("person", "changes", "reason"),
    [
        ("inger", {}, Reason.SAMPLE),
        ("kim", {"left": SUNDAY.date()}, Reason.LEFT),
        ("kim", {"role": Role.STAFF}, Reason.ROLE),
    ],
)
async def test_an_account_alone_is_not_enough(
    world: World, person: str, changes: dict[str, object], reason: Reason
) -> None:
    """Somebody known is asked anew each time whether they may; the line says who it was."""
    account = f"{world.provider.issuer}|{TENANT}|sub-of-kim"
    async with world.service.work() as work:
        await work.accounts.add(CHANNEL, account, person)
        await work.commit()
    await world.change(person, **changes)
    page = await world.newcomer().signs_in()

    assert page.status == 403
    assert await world.deeds() == [
        Deed(name="session.refused", by=person, object=f"sign-in:{reason}")
    ]


async def test_the_page_says_what_to_ask_the_coordinator(world: World) -> None:
    """Whoever is not in the list reads what has to be written into it."""
    world.provider.fault = "an address nobody has"
    page = await world.newcomer().signs_in()

    assert "Be din samordnare att skriva in din jobbadress" in page.heading


async def test_new_keys_are_found(world: World) -> None:
    """A provider changes its keys whenever it likes."""
    await world.newcomer().signs_in()
    world.provider.rotate()
    world.clock.pass_by(A_MINUTE)
    page = await world.newcomer().signs_in()

    assert page.location == "/desk/"
    assert world.provider.fetched == 2


async def test_new_keys_that_cannot_be_had_are_a_kind_refusal(world: World) -> None:
    """Until the provider publishes them again."""
    await world.newcomer().signs_in()
    world.provider.rotate()
    world.provider.keys_fail = True
    world.clock.pass_by(A_MINUTE)
    refused = await world.newcomer().signs_in()
    world.provider.keys_fail = False
    world.clock.pass_by(A_MINUTE)
    page = await world.newcomer().signs_in()

    assert (refused.status, said_kindly(refused)) == (403, True)
    assert page.location == "/desk/"


async def test_known_keys_are_used_while_the_provider_publishes_none(world: World) -> None:
    """They are asked for again each day, and kept when there is no answer."""
    await world.newcomer().signs_in()
    world.provider.keys_fail = True
    world.clock.pass_by(timedelta(days=2))
    page = await world.newcomer().signs_in()

    assert page.location == "/desk/"
    assert world.provider.fetched == 2


async def test_unknown_keys_ask_the_provider_once_a_minute(world: World) -> None:
    """Nobody makes us knock on its door a thousand times."""
    world.provider.fault = "with a key nobody knows"
    counts = []
    for wait in (A_MOMENT, A_MOMENT, A_MINUTE, A_MOMENT):
        await world.newcomer().signs_in()
        counts.append(world.provider.fetched)
        world.clock.pass_by(wait)

    assert counts == [1, 1, 1, 2]


async def test_what_anybody_may_cause_is_written_down_once_a_minute(world: World) -> None:
    """A stranger cannot fill the audit by opening an address."""
    counts = []
    for wait in (A_MOMENT, A_MOMENT, A_MINUTE, A_MOMENT):
        await world.newcomer().get("/desk/sign-in/return?state=x")
        counts.append(len(await world.deeds()))
        world.clock.pass_by(wait)

    assert counts == [1, 1, 1, 2]
