"""When something breaks while it is checked who somebody is, the answer is no."""

from collections.abc import Callable
from typing import Never

import pytest

from tests.desk.sign_in.visitor import SESSION
from tests.desk.sign_in.world import World

AT_THE_DOOR = (
    "bot.desk.guard._visitor",
    "bot.desk.guard.id_of",
    "bot.desk.guard.with_form",
    "bot.desk.guard.is_a_change",
    "bot.desk.guard._language",
    "bot.desk.guard._refusal",
    "bot.desk.guard.allows",
    "bot.desk.guard._is_own_form",
    "bot.desk.guard._is_from_here",
    "bot.desk.sessions.model.Session.is_over",
    "bot.desk.sessions.model.Session.is_from_own_page",
    "bot.desk.sessions.storage.SqlSessions.get",
    "knowledge.people.storage.shelf.SqlPeopleShelf.get",
)
WHILE_SIGNING_IN = (
    "bot.desk.sign_in.storage.SqlAttempts.take",
    "bot.desk.sign_in.flow.continued",
    "bot.desk.sign_in.flow.key_id",
    "bot.desk.sign_in.flow.checked",
    "bot.desk.sign_in.flow.identity_in",
    "bot.desk.sign_in.provider.Provider.token_for",
    "bot.desk.sign_in.provider.Provider.key",
    "bot.desk.sign_in.provider.keys_in",
    "bot.desk.sign_in.id_token._check_party",
    "bot.desk.sign_in.id_token._check_times",
    "bot.desk.sign_in.id_token._are_same",
    "bot.desk.sign_in.identity._vouched_email",
    "bot.desk.pages.provider.recognise",
    "bot.desk.sign_in.who._let_in",
    "bot.desk.sign_in.who.allows",
    "knowledge.people.accounts.storage.SqlAccounts.owner",
    "knowledge.people.accounts.storage.SqlAccounts.add",
    "knowledge.audit.storage.SqlAudit.write",
)


def broken(*_: object, **__: object) -> Never:
    """Break."""
    message = "something broke"
    raise RuntimeError(message)


@pytest.fixture(params=AT_THE_DOOR)
def door_breaks(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """Break one check of the guard, when it is said."""
    return lambda: monkeypatch.setattr(request.param, broken)


async def test_a_guard_that_breaks_lets_nobody_in(
    world: World, door_breaks: Callable[[], None]
) -> None:
    """A form that would be taken is not; whatever was sent, nothing has changed."""
    visitor = await world.signed_in("kim")
    form = {"csrf": await visitor.csrf(), "person": "kim"}
    before = await world.everything()
    door_breaks()
    page = await visitor.post("/desk/sign-out-everywhere", form)

    assert page.status == 500
    assert "something broke" not in page.text
    assert await world.everything() == before


@pytest.mark.parametrize("check", WHILE_SIGNING_IN)
async def test_a_check_that_breaks_signs_nobody_in(
    world: World, monkeypatch: pytest.MonkeyPatch, check: str
) -> None:
    """No session and no account comes of it, in the browser or in the database."""
    visitor = world.newcomer()
    back = await visitor.sent_back(await visitor.sent_away())
    monkeypatch.setattr(check, broken)
    page = await visitor.get(back)
    kept = await world.everything()

    assert page.status == 500
    assert "something broke" not in page.text
    assert SESSION not in visitor.cookies
    assert (kept["desk_sessions"], kept["accounts"]) == ([], [])
