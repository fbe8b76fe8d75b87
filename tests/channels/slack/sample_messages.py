"""Messages as Slack gets them, kept as files: `python -m tests.channels.slack.sample_messages`.

The command writes the files anew; whoever changes how messages look reads the difference.
"""

import json
import sys
from pathlib import Path
from typing import Any

from bot.channels.slack import buttons
from bot.channels.slack.draw import Drawing
from tests.channels.teams.sample_cards import FORM, LETTER, REPLIES
from tests.fakes.plain_seal import PlainSeal

FOLDER = Path(__file__).parent / "messages"
HOMES = Path(__file__).parent / "homes"
"""App Home of some people, which `test_home.py` holds."""

DRAWING = Drawing(seal=PlainSeal(), public_url="https://coach.example.se")
WINDOW = "window"
"""The name of the form's window among the samples; all others are messages."""


def drawn() -> dict[str, Any]:
    """Return every sample, as it is drawn now: the same replies as for Teams."""
    messages = {
        name: DRAWING.messages(reply, LETTER, "sv", may_share=True)[-1]
        for name, reply in REPLIES.items()
    }
    return {**messages, WINDOW: DRAWING.modal(FORM, LETTER, "sv", number=buttons.FORM)}


def main() -> None:
    """Write the files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, one in drawn().items():
        text = json.dumps(one, ensure_ascii=False, indent=2)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.write(f"{len(drawn())} messages\n")


if __name__ == "__main__":
    main()
