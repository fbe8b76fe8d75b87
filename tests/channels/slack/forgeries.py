"""Requests that nobody should believe, and what Slack never sends: made up, by name."""

import json
from collections.abc import Callable
from typing import Any

from tests.fakes.slack.phone import Phone, wrapped

QUESTION = "hur delar jag skärmen i teams"
DEEP = '{"a":' * 200 + "1" + "}" * 200


def an_event(elias: Phone, **changes: Any) -> str:
    """Return a real event of somebody's, as Slack writes it."""
    event = elias.message(QUESTION, channel=elias.chat, channel_type="im")
    return json.dumps({**wrapped(event, "1"), **changes})


UNBELIEVED: dict[str, dict[str, str]] = {
    "no signature": {"X-Slack-Signature": ""},
    "no time": {"X-Slack-Request-Timestamp": ""},
    "another signature": {"X-Slack-Signature": "v0=" + "0" * 64},
    "a short signature": {"X-Slack-Signature": "v0=abc"},
    "another version": {"X-Slack-Signature": "v1=" + "0" * 64},
    "capital letters": {"X-Slack-Signature": "v0=" + "A" * 64},
    "letters beyond ascii": {"X-Slack-Signature": "v0=" + "å" * 64},
    "a time that is no number": {"X-Slack-Request-Timestamp": "now"},
    "a time with a sign": {"X-Slack-Request-Timestamp": "-1"},
    "a time with a point": {"X-Slack-Request-Timestamp": "1795000000.5"},
    "digits of another script": {"X-Slack-Request-Timestamp": "١٧٩٥"},
    "a time beyond all time": {"X-Slack-Request-Timestamp": "9" * 400},
    "a time long ago": {"X-Slack-Request-Timestamp": "0"},
    "a time to come": {"X-Slack-Request-Timestamp": "999999999999"},
}
"""Headers that are wrong, beside a right body: 401."""

BROKEN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "application/json"),
    "no JSON": (b"{", "application/json"),
    "a list": (b"[]", "application/json"),
    "a number": (b"7", "application/json"),
    "not a number": (b'{"a": NaN}', "application/json"),
    "no UTF-8": (b'{"a": "\xff"}', "application/json"),
    "deep": (DEEP.encode(), "application/json"),
    "deeper than Python goes": (b'{"a":' + b"[" * 100_000, "application/json"),
    "a form of nothing": (b"", "application/x-www-form-urlencoded"),
    "a form without values": (b"payload", "application/x-www-form-urlencoded"),
    "a payload that is no JSON": (b"payload=%7B", "application/x-www-form-urlencoded"),
    "a payload that is a list": (b"payload=%5B%5D", "application/x-www-form-urlencoded"),
    "a window without a kind": (
        b"payload=%7B%22type%22%3A%22view_submission%22%2C%22view%22%3A%7B%7D%7D",
        "application/x-www-form-urlencoded",
    ),
    "a press of a number": (
        b"payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B7%5D%7D",
        "application/x-www-form-urlencoded",
    ),
    "a press of nothing": (
        b"payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%5D%7D",
        "application/x-www-form-urlencoded",
    ),
    "many fields": (b"a=1&" * 300 + b"a=1", "application/x-www-form-urlencoded"),
}
"""What Slack never sends, rightly signed: 400."""

ODD: dict[str, Callable[[Phone], str]] = {
    "no event": lambda elias: an_event(elias, event=None),
    "an event that is a word": lambda elias: an_event(elias, event="message"),
    "an event without a type": lambda elias: an_event(elias, event={}),
    "a user that is a list": lambda elias: an_event(
        elias, event={"type": "message", "channel_type": "im", "channel": "D1", "user": ["U1"]}
    ),
    "a user with a long id": lambda elias: an_event(
        elias, event={"type": "message", "channel": "D1", "user": "U" * 5000}
    ),
    "a chat that is an object": lambda elias: an_event(
        elias, event={"type": "message", "channel": {"id": "D1"}, "user": elias.user}
    ),
    "a text that is a number": lambda elias: an_event(
        elias, event={"type": "message", "channel": "D1", "user": elias.user, "text": 7, "ts": "1"}
    ),
    "an unknown event": lambda elias: an_event(elias, event={"type": "of_tomorrow"}),
    "an unknown kind": lambda elias: an_event(elias, type="of_tomorrow"),
    "a changed message without one": lambda elias: an_event(
        elias, event={"type": "message", "subtype": "message_changed", "channel": "D1"}
    ),
    "a reaction to nothing": lambda elias: an_event(
        elias, event={"type": "reaction_added", "reaction": "book", "user": elias.user}
    ),
    "somebody who changed into nobody": lambda elias: an_event(
        elias, event={"type": "user_change", "user": elias.user}
    ),
}
"""Odd events, rightly signed: taken without effect, or refused."""
