"""The manifest asks for what the bot uses, and for nothing else."""

import json
import re
from pathlib import Path

import pytest

from bot.channels.slack.listeners import EVENTS
from bot.channels.slack.manifest import (
    ASSISTANT,
    FOR_GROUPS,
    FOR_PROFILES,
    MESSAGES,
    SCOPES,
    WITHOUT_SCOPE,
    manifest,
)
from bot.texts.catalogue import LANGUAGES
from tests.architecture.source import ROOT
from tests.channels.served import Machine

CALL = re.compile(
    r"[\"']((?:chat|conversations|usergroups|users|views|auth|reactions)\.[a-zA-Z.]+)[\"']"
)


def called() -> set[str]:
    """Return every method of Slack's that the channel's code names."""
    folder = ROOT / "bot" / "channels" / "slack"
    files = [one for one in folder.glob("*.py") if one.name != "manifest.py"]
    return {name for one in files for name in CALL.findall(one.read_text(encoding="utf-8"))}


def test_every_method_called_is_covered_and_no_scope_is_idle() -> None:
    """Each scope names what needs it, and that is in use."""
    needing = {one for several in SCOPES.values() for one in several}

    assert called() - {"users.profile.get", "usergroups.list"} <= needing | WITHOUT_SCOPE
    for scope, several in SCOPES.items():
        used = called() | EVENTS.keys() | set(MESSAGES) | {"/coach", "ask", "ask_about"}
        assert any(one in used for one in several), scope


def test_every_event_that_is_answered_is_asked_for() -> None:
    """And nothing is sent that nobody listens to."""
    found = manifest(language="sv", public_url="", socket=True)

    events = set(found["settings"]["event_subscriptions"]["bot_events"])
    assert events == (EVENTS.keys() | set(MESSAGES) | {"app_home_opened"}) - {"message", ASSISTANT}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_read_fits_what_slack_shows(language: str) -> None:
    """Slack refuses a manifest whose words are too long."""
    found = manifest(language=language, public_url="", socket=True)

    assert len(found["display_information"]["name"]) <= 35
    assert len(found["display_information"]["description"]) <= 140
    for one in found["features"]["shortcuts"]:
        assert len(one["name"]) <= 24
        assert len(one["description"]) <= 150
        assert "…" not in one["name"]


def test_socket_mode_needs_no_address() -> None:
    """Nothing in it points anywhere."""
    found = manifest(language="sv", public_url="", socket=True)

    assert found["settings"]["socket_mode_enabled"]
    assert "http" not in json.dumps(found)


def test_http_has_one_address_for_all() -> None:
    """Events, buttons and commands come to the same door."""
    found = manifest(language="sv", public_url="https://coach.example.se/", socket=False)

    door = "https://coach.example.se/slack/events"
    assert found["settings"]["event_subscriptions"]["request_url"] == door
    assert found["settings"]["interactivity"]["request_url"] == door
    assert found["features"]["slash_commands"][0]["url"] == door


@pytest.mark.parametrize(
    ("settings", "extra"),
    [
        ({}, set()),
        ({"slack_department_field": "Xf1"}, {FOR_PROFILES}),
        ({"slack_department_groups": "S1=Juridik, S2=Hemtjänst"}, {FOR_GROUPS}),
    ],
)
def test_the_command_prints_what_slack_takes(
    tmp_path: Path, settings: dict[str, str], extra: set[str]
) -> None:
    """JSON and nothing else, in both languages, with the scopes that these settings need."""
    machine = Machine(folder=tmp_path, environment={}).with_settings(**settings)
    for language in ("sv", "en"):
        ended = machine.command("slack-manifest", "--language", language)

        assert (ended.returncode, ended.stderr) == (0, "")
        found = json.loads(ended.stdout)
        assert set(found["oauth_config"]["scopes"]["bot"]) == {*SCOPES, *extra}
