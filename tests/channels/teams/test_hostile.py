"""What people write cannot call anybody, nor hide where a link leads, on any card."""

from bot.cards.model import Choice, Link, Portrait, Quote, Reply
from bot.channels.teams.draw import activity
from bot.texts.catalogue import plain
from knowledge.boundaries.texts import clean
from tests.channels.teams.sample_cards import DRAWING, LETTER
from tests.fakes.teams.shapes import check_message, parts_of
from tests.hostile_texts import hostile_texts

PAYLOADS = 300
OURS = "https://coach.example.se/tips"


def test_a_hostile_text_is_text() -> None:
    """Only runs, titles and labels hold it, where Teams reads no Markdown; links are ours alone."""
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
            links=(Link(plain(said[:60]), OURS),),
        )

        for card in DRAWING.cards(reply, LETTER, "sv"):
            message = activity(card)
            check_message(message)
            assert "entities" not in message, f"somebody is called: {said!r}"
            kinds = {one["type"] for one in parts_of(card)}
            assert "TextBlock" not in kinds, f"Teams reads Markdown there: {said!r}"
            assert {one["url"] for one in parts_of(card) if one["type"] == "Action.OpenUrl"} <= {
                OURS
            }
