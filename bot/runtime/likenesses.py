"""Shows on the desk how Teams and Slack would draw a tip, whether they are set up or not."""

from collections.abc import Mapping

from bot.cards.looks import Looks
from bot.channels.slack import likeness as in_slack
from bot.channels.slack.draw import Drawing as SlackDrawing
from bot.channels.teams import likeness as in_teams
from bot.channels.teams.draw import Drawing as TeamsDrawing
from knowledge.sealing import Seal

SOMEWHERE = "https://here.invalid"
"""Stands for the public address: platforms draw no picture that they could not fetch."""


def likenesses(seal: Seal) -> Mapping[str, Looks]:
    """Return how each platform draws, by its channel's name."""
    teams = TeamsDrawing(seal=seal, public_url=SOMEWHERE)
    slack = SlackDrawing(seal=seal, public_url=SOMEWHERE)
    return {
        "teams": lambda reply, language: in_teams.looks(teams, reply, language),
        "slack": lambda reply, language: in_slack.looks(slack, reply, language),
    }
