"""The good way in: to the provider and back, and what holds from then on."""

from datetime import timedelta

import pytest

from bot.desk.sessions.model import LIFE
from bot.desk.sign_in.who import CHANNEL
from bot.runtime.erasures import erase_person
from knowledge.audit.model import Deed
from knowledge.people.model import Role
from tests.desk.sign_in.visitor import ATTEMPT, HOME, SESSION
from tests.desk.sign_in.world import World
from tests.fakes.clock import SUNDAY
from tests.fakes.identity_provider import CLIENT, TENANT, Account

A_MOMENT = timedelta(seconds=1)


async def test_one_signs_in_and_gets_where_one_wanted(world: World) -> None:
    """Away from the page one wanted to see, and back to it, with all that it was asked with."""
    kim = world.newcomer()
    turned_away = await kim.get("/desk/tips?q=sk%C3%A4rm")
    assert turned_away.location == "/desk/sign-in?next=/desk/tips?q%3Dsk%25C3%25A4rm"
    door = await kim.get(turned_away.location)
    assert "Logga in med Microsoft" in door.text
    back = await kim.signs_in("/desk/tips?q=sk%C3%A4rm")

    assert (back.status, back.location) == (303, "/desk/tips?q=sk%C3%A4rm")
    assert (await kim.get(back.location)).status == 200
    assert await world.deeds() == [
        Deed(name="account.linked", by="kim", object="desk", details={"way": "oidc"}),
        Deed(name="session.begun", by="kim", object="desk", details={"way": "oidc"}),
    ]


async def test_the_cookies_are_held_to_this_host_and_to_https(world: World) -> None:
    """No script reads them, no other page sends them with a form, no subdomain sets them."""
    kim = world.newcomer()
    away = await kim.post("/desk/sign-in/begin", {})
    back = await kim.get(await kim.sent_back(away.location))

    for page, name in ((away, ATTEMPT), (back, SESSION)):
        cookie = page.cookies[name]
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert away.cookies[ATTEMPT]["max-age"] == "600"
    assert set(kim.cookies) == {SESSION}


async def test_what_is_kept_lets_nobody_come_back(world: World) -> None:
    """The database has hashes of state, cookie and session; after use it has nothing of them."""
    kim = world.newcomer()
    address = await kim.sent_away()
    secret = kim.cookies[ATTEMPT]
    back = await kim.sent_back(address)
    state = back.partition("state=")[2].partition("&")[0]
    before = await world.everything()
    await kim.get(back)
    after = await world.everything()

    assert len(before["desk_sign_ins"]) == 1
    assert after["desk_sign_ins"] == []
    assert not any(one in str((before, after)) for one in (state, secret, kim.cookies[SESSION]))


async def test_an_account_met_before_needs_no_address(world: World) -> None:
    """Subject and tenant decide: neither a new address nor one that has passed on to another."""
    await world.newcomer().signs_in()
    world.provider.person = Account(sub="sub-of-kim", email="sam@example.se")
    again = world.newcomer()
    await again.signs_in()

    assert "Kim" in (await again.get("/desk/")).text
    async with world.service.reading() as work:
        assert await work.accounts.of("kim") == [
            (CHANNEL, f"{world.provider.issuer}|{TENANT}|sub-of-kim")
        ]


@pytest.mark.parametrize(
    "more",
    [
        {"email_verified": None, "xms_edov": True},
        {"email_verified": None, "xms_edov": "1"},
        {"tid": "", "https://slack.com/team_id": "T123"},
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "api"], "azp": CLIENT},
    ],
)
async def test_the_ways_of_entra_and_slack_are_understood(
    world: World, more: dict[str, object]
) -> None:
    """Each has words of its own for a verified address, an organisation and a party."""
    world.provider.person = Account(sub="s", email="kim@example.se", more=more)

    assert (await world.newcomer().signs_in()).location == "/desk/"


async def test_a_secret_in_a_header_is_understood(world: World) -> None:
    """A provider that wants it there gets it there, and nowhere else."""
    world.provider.by_header = True

    assert (await world.newcomer().signs_in()).location == "/desk/"


async def test_signing_in_makes_a_new_session(world: World) -> None:
    """A cookie that was there before is worth nothing afterwards, whoever put it there."""
    kim, stranger = world.newcomer(), world.newcomer()
    kim.cookies[SESSION] = stranger.cookies[SESSION] = "planted"
    await kim.signs_in()

    assert kim.cookies[SESSION] != "planted"
    assert (await stranger.get("/desk/")).status == 303


async def test_the_session_before_is_over(world: World) -> None:
    """Somebody who signs in where another was signed in ends that first."""
    other, browser = world.newcomer(), await world.signed_in("one-coach")
    back = await other.sent_back(await other.sent_away())
    browser.cookies |= other.cookies
    await browser.get(back)

    assert await world.sessions("one-coach") == 0
    assert await world.sessions("kim") == 1


async def test_the_role_is_read_at_every_request(world: World) -> None:
    """Whoever is a coordinator no more sees no more; whoever has left is signed out."""
    kim = world.newcomer()
    await kim.signs_in()
    first = await kim.get("/desk/audit")
    await world.change("kim", role=Role.COACH)
    coach = [(await kim.get(path)).status for path in ("/desk/audit", "/desk/")]
    await world.change("kim", role=Role.STAFF)
    staff = await kim.get("/desk/")
    await world.change("kim", role=Role.COORDINATOR, left=SUNDAY.date())
    left = [await kim.get("/desk/"), await kim.post("/desk/review", {})]

    assert first.status == 200
    assert coach == [403, 200]
    assert staff.status == 403
    assert [page.status for page in left] == [303, 401]


async def test_whoever_is_erased_is_signed_out(world: World) -> None:
    """At once, and the account is nobody's; the same address signs nobody in."""
    kim = world.newcomer()
    await kim.signs_in()
    await erase_person(world.service, "kim")
    page = await kim.get("/desk/")
    again = await world.newcomer().signs_in()

    assert (page.status, page.location) == (303, "/desk/sign-in?next=/desk/")
    assert again.status == 403


async def test_a_session_is_over_after_eight_hours(world: World) -> None:
    """Whatever was done in it; and not before."""
    kim = world.newcomer()
    await kim.signs_in()
    world.clock.pass_by(LIFE - A_MOMENT)
    still = await kim.get("/desk/")
    world.clock.pass_by(A_MOMENT)
    over = await kim.get("/desk/")

    assert (still.status, over.status) == (200, 303)


async def test_signing_out_ends_this_browser_alone(world: World) -> None:
    """The cookie goes, and a copy of it is worth nothing."""
    here, there = await world.signed_in("kim"), await world.signed_in("kim")
    copy = world.newcomer()
    copy.cookies |= here.cookies
    page = await here.post("/desk/sign-out", {"csrf": await here.csrf()})

    assert (page.status, page.location) == (303, "/desk/sign-in")
    assert SESSION not in here.cookies
    assert (await copy.get("/desk/")).status == 303
    assert (await there.get("/desk/")).status == 200


async def test_signing_out_everywhere_ends_every_browser(world: World) -> None:
    """All of one's own, and nobody else's."""
    here, there = await world.signed_in("kim"), await world.signed_in("kim")
    other = await world.signed_in("one-coach")
    await here.post("/desk/sign-out-everywhere", {"csrf": await here.csrf()})

    assert (await there.get("/desk/")).status == 303
    assert (await other.get("/desk/")).status == 200


async def test_another_name_of_this_host_leads_to_the_right_one(world: World) -> None:
    """A cookie set there would be missing where one comes back to."""
    page = await world.newcomer().post(
        "/desk/sign-in/begin",
        {"next": "/desk/tips"},
        Host="other.example",
        Origin="https://other.example",
    )

    assert page.location == f"{HOME}/desk/sign-in?next=/desk/tips"
    assert ATTEMPT not in page.cookies
