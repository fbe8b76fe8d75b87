"""What people write cannot call anybody, nor hide where a link leads, wherever it is shown."""

from collections.abc import Iterator
from typing import Any

from bot.cards.model import Choice, Link, Portrait, Quote, Reply
from bot.channels.slack.draw import Drawing
from bot.texts.catalogue import plain
from knowledge.boundaries.texts import clean
from tests.fakes.plain_seal import PlainSeal
from tests.fakes.slack.shapes import LIVE, check_message
from tests.hostile_texts import hostile_texts

DRAWING = Drawing(seal=PlainSeal(), public_url="https://coach.example.se")
PAYLOADS = 300


def shown(value: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of blocks with the kind of object it stands in."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                yield str(value.get("type", name)), inner
            else:
                yield from shown(inner)
    elif isinstance(value, list):
        for one in value:
            yield from shown(one)


def test_a_hostile_text_is_text() -> None:
    """As a line, a name, a quotation, a step, a note and a choice: shown, and no more."""
    texts = [one for one in map(clean, hostile_texts(PAYLOADS)) if one]
    assert len(texts) > PAYLOADS * 0.9
    for said in texts:
        reply = Reply(
            text=(plain(said),),
            quotes=(Quote(plain(said[:50]), said),),
            steps=(plain(said),),
            note=plain(said),
            portrait=Portrait(name=said[:60], about=plain(said), initials="EP"),
            choices=(Choice(plain(said[:60]), "a.b"),),
            links=(Link(plain(said[:60]), "https://coach.example.se/tips"),),
        )

        for message in DRAWING.messages(reply, "a-letter", "sv"):
            check_message(message)
            assert not LIVE.search(message["text"]), said
            kinds = {kind for kind, inner in shown(message["blocks"]) if LIVE.search(inner)}
            assert kinds <= {"plain_text", "text", "link"}, f"Slack reads markup there: {said!r}"
