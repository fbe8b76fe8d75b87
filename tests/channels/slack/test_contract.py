"""What is sent, as it was read by somebody and kept, and as Slack's own types have it."""

import json
from typing import Any

import pytest

from tests.channels.slack.sample_messages import FOLDER, WINDOW, drawn
from tests.fakes.slack import schema
from tests.fakes.slack.shapes import check_message, check_view


@pytest.mark.parametrize("name", drawn())
def test_messages_look_as_they_did(name: str) -> None:
    """Whoever changes a message sees the difference in its file; see sample_messages."""
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    assert drawn()[name] == kept
    (check_view if name == WINDOW else check_message)(kept)


def test_every_kept_message_is_drawn() -> None:
    """No file outlives its sample."""
    assert {one.stem for one in FOLDER.glob("*.json")} == drawn().keys()


@pytest.mark.parametrize(
    "block",
    [
        {"type": "actions"},
        {"type": "sektion"},
        {"type": "divider", "colour": "red"},
        {"type": "header", "text": {"type": "mrkdwn", "text": "Hej"}},
    ],
)
def test_the_types_find_what_is_wrong(block: dict[str, Any]) -> None:
    """Types that took everything would prove nothing."""
    with pytest.raises(AssertionError, match="KnownBlock"):
        schema.check("KnownBlock", block)
