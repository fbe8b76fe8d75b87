"""Forged, old, foreign and broken requests: refused, never with a fault of ours, without effect."""

import json
from collections.abc import Callable

import pytest

from tests.channels.slack.forgeries import BROKEN, ODD, QUESTION, UNBELIEVED, an_event
from tests.channels.slack.house import House
from tests.fakes.slack.phone import COMMAND, EVENT, INTERACTION, Phone, wrapped, written
from tests.fakes.slack.server import CHANNEL, TEAM


async def stored(house: House) -> int:
    """Return how many messages wait to be handled, or have been answered."""
    async with house.service.reading() as work:
        waiting = len(await work.inbox.waiting())
    return waiting + len(house.slack.calls("chat.postMessage"))


@pytest.mark.parametrize("headers", UNBELIEVED.values(), ids=UNBELIEVED.keys())
async def test_what_slack_did_not_sign_is_not_believed(
    house: House, headers: dict[str, str]
) -> None:
    """401, and nothing is kept of it."""
    status, _ = await house.knock(an_event(house.phone("elias")), **headers)

    assert status == 401
    assert await stored(house) == 0


@pytest.mark.parametrize(
    ("secret", "ago"),
    [("another secret", 0), ("", 0), ("a secret for tests", 301), ("a secret for tests", -301)],
)
async def test_another_secret_or_another_time_is_not_believed(
    house: House, secret: str, ago: int
) -> None:
    """Five minutes are the limit, in both directions."""
    body = an_event(house.phone("elias"))
    headers = house.signed(body.encode(), secret=secret or "x", ago=ago)

    status, _ = await house.knock(body, **headers)

    assert status == 401
    assert await stored(house) == 0


async def test_a_signature_is_for_one_body(house: House) -> None:
    """One letter more, and it is not believed."""
    body = an_event(house.phone("elias"))
    headers = house.signed(body.encode())

    status, _ = await house.knock(f"{body} ", **headers)

    assert status == 401


@pytest.mark.parametrize(
    ("media", "status"),
    [("text/plain", 415), ("text/xml", 415), ("multipart/form-data", 415), ("", 415)],
)
async def test_another_kind_of_body_is_refused(house: House, media: str, status: int) -> None:
    """Slack sends JSON and forms."""
    assert (await house.knock(an_event(house.phone("elias")), media or "application/octet-stream"))[
        0
    ] == status


@pytest.mark.parametrize(("body", "media"), BROKEN.values(), ids=BROKEN.keys())
async def test_what_slack_never_sends_is_refused(house: House, body: bytes, media: str) -> None:
    """400, though it is signed."""
    status, _ = await house.knock(body, media)

    assert status == 400
    assert await stored(house) == 0


async def test_a_body_without_end_is_refused(house: House) -> None:
    """A quarter of a megabyte is the limit."""
    assert (await house.knock(json.dumps({"a": "x" * 300_000})))[0] == 413


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
async def test_odd_events_are_no_fault_of_ours(house: House, body: Callable[[Phone], str]) -> None:
    """Taken without effect, or refused: never a fault, and so never sent again and again."""
    status, _ = await house.knock(body(house.phone("elias")))

    assert status in {200, 400}
    assert status < 500


@pytest.mark.parametrize("kind", [EVENT, INTERACTION, COMMAND])
async def test_another_workspace_is_refused(house: House, kind: str) -> None:
    """Signed by Slack, but for somebody else."""
    elias = house.phone("elias")
    event = elias.message(QUESTION, channel=elias.chat, channel_type="im")
    bodies = {
        EVENT: {**wrapped(event, "1"), "team_id": "T0ELSE"},
        INTERACTION: {
            **elias.interaction("block_actions", actions=[{"type": "button", "action_id": "a"}]),
            "team": {"id": "T0ELSE"},
        },
        COMMAND: {"command": "/coach", "team_id": "T0ELSE", "user_id": elias.user},
    }

    status, _ = await house.knock(*written(kind, bodies[kind]))

    assert status == 403
    assert await stored(house) == 0


@pytest.mark.parametrize(
    "value",
    [None, "", "a|0", "x" * 3000, "letter|0|" + "0" * 32, "letter|-1|" + "0" * 32, 7, ["a"]],
)
async def test_a_button_that_we_never_made_does_nothing(house: House, value: object) -> None:
    """Whoever makes one up presses nothing."""
    elias = house.phone("elias")
    action = {"type": "button", "action_id": "press:0", "block_id": "b", "value": value}
    body = elias.interaction(
        "block_actions", actions=[action], channel={"id": elias.chat}, trigger_id="1"
    )

    status, _ = await house.knock(*written(INTERACTION, body))

    assert status == 200
    assert await stored(house) == 0


async def test_a_window_that_we_never_made_does_nothing(house: House) -> None:
    """What it belongs to is marked by us."""
    elias = house.phone("elias")
    view = {"id": "V1", "type": "modal", "callback_id": "form", "private_metadata": "a|-1|00"}

    body = elias.interaction("view_submission", view={**view, "state": {"values": {}}})

    assert (await house.knock(*written(INTERACTION, body)))[0] == 200
    assert await stored(house) == 0


async def test_a_replay_has_no_effect(house: House) -> None:
    """The same event twice, also as a second try of Slack's own, is one question."""
    body = an_event(house.phone("elias"))
    await house.knock(body)
    again, _ = await house.knock(body, **{"X-Slack-Retry-Num": "1"})
    once_more, _ = await house.knock(body, **{"X-Slack-Retry-Reason": "http_timeout"})

    await house.settle()

    assert (again, once_more) == (200, 200)
    answers = [one for one in house.phone("elias").reads() if "knappen Dela" in one]
    assert len(answers) == 1


async def test_a_replayed_press_has_no_effect(house: House) -> None:
    """A button counts once for each person."""
    elias = house.phone("elias")
    await elias.says(QUESTION)
    message, button = elias.button("Det hjälpte", elias.chat)

    await elias.sends(button, message, elias.chat)
    before = elias.reads()
    await elias.sends(button, message, elias.chat)

    assert [one for one in elias.reads() if one.startswith("Vad bra")] == [
        one for one in before if one.startswith("Vad bra")
    ]


async def test_the_address_is_confirmed_to_slack(house: House) -> None:
    """Slack asks once whether it is ours, signed like everything."""
    body = json.dumps({"type": "url_verification", "challenge": "abc", "team_id": TEAM})

    status, said = await house.knock(body)

    assert status == 200
    assert "abc" in json.dumps(said)


@pytest.mark.parametrize(
    "subtype",
    [
        "bot_message",
        "channel_join",
        "huddle_thread",
        "channel_topic",
        "message_replied",
        "tomorrow",
    ],
)
async def test_messages_that_people_did_not_write_are_left_alone(
    house: House, subtype: str
) -> None:
    """Other bots, those who join, huddles: acknowledged, and nothing more."""
    elias = house.phone("elias")

    await elias.says(QUESTION, subtype=subtype, bot_id="B1" if "bot" in subtype else None)

    assert elias.reads() == []


async def test_its_own_messages_are_left_alone(house: House) -> None:
    """The bot does not talk with itself, nor with others of its kind."""
    elias = house.phone("elias")

    await elias.says(QUESTION, user="U0COACH", bot_id="B0COACH")
    await elias.says(QUESTION, bot_id="B0OTHER")

    assert elias.reads() == []


async def test_a_file_without_words_is_answered_kindly(house: House) -> None:
    """Pictures are not read, and the person is told; words beside a file are."""
    elias = house.phone("elias")
    await elias.says("", subtype="file_share", files=[{"id": "F1"}])
    assert elias.reads()[-1].startswith("Bilder och filer kan jag inte läsa.")

    await elias.says(QUESTION, subtype="file_share", files=[{"id": "F2"}])

    assert any("knappen Dela" in one for one in elias.reads())


async def test_a_thread_broadcast_is_a_message(house: House) -> None:
    """What is also sent to the channel is answered once."""
    elias = house.phone("elias")

    await elias.says(QUESTION, subtype="thread_broadcast", thread_ts="1.1")

    assert sum("knappen Dela" in one for one in elias.reads()) == 1


async def test_an_unfolded_link_is_no_edit(house: House) -> None:
    """Slack tells of changes that nobody has made; nothing follows."""
    elias = house.phone("elias")
    event = await elias.says(QUESTION)
    before = elias.reads()

    await elias.edits(event, QUESTION)

    assert elias.reads() == before


async def test_an_edited_question_is_asked_anew(house: House) -> None:
    """What it says now is answered."""
    elias = house.phone("elias")
    event = await elias.says("hej")

    await elias.edits(event, QUESTION)

    assert any("knappen Dela" in one for one in elias.reads())


async def test_a_deleted_question_is_forgotten(house: House) -> None:
    """Its wording is gone from what is remembered."""
    elias = house.phone("elias")
    event = await elias.says("hur gör man med flurpen i skåpet")

    await elias.takes_back(event)

    async with house.service.reading() as work:
        memory = await work.memories.of("elias", now=house.clock.now())
    assert memory.asked == ()


async def test_nobody_is_answered_whom_slack_does_not_tell_of(house: House) -> None:
    """503: Slack sends it again, and nothing is lost."""
    elias = house.phone("elias")
    del house.slack.users[elias.user]

    status, _ = await house.knock(an_event(house.phone("elias")))

    assert status == 503


async def test_a_channel_that_is_gone_is_written_to_no_more(house: House) -> None:
    """Archived, or the bot was taken out of it."""
    elias = house.phone("elias")
    await elias.mentions(QUESTION)

    await elias.happens({"type": "channel_archive", "channel": CHANNEL, "user": elias.user})

    async with house.service.reading() as work:
        chat = await work.chats.found("slack", CHANNEL)
    assert chat
    assert chat.gone
