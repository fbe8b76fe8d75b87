"""What Teams is told of the app: who it is, where it can be used, and no right it does not need.

The schema is Microsoft's, version 1.30:
https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.teams.dialogs import ASK_COMMAND
from bot.texts.catalogue import DEFAULT, LANGUAGES, Catalogue, Say, catalogue, say

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json"
LOCALIZATION = "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json"
VERSION = "1.30"
COLOUR, OUTLINE = "color.png", "outline.png"
ACCENT = "#14505A"
SCOPES = ("personal", "team", "groupChat")
LONGEST_DEVELOPER = 32

ALONE: tuple[tuple[Say, Say], ...] = (
    (say("package.questions"), say("package.questions_why")),
    (say("package.events"), say("package.events_why")),
    (say("package.department"), say("package.department_why")),
    (say("package.tidy"), say("package.tidy_why")),
    (say("package.help"), say("package.help_why")),
)
"""What can be written in one's own chat, as Teams proposes it."""

AMONG_OTHERS: tuple[tuple[Say, Say], ...] = (
    (say("package.events"), say("package.events_why")),
    (say("package.help"), say("package.help_why")),
)

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """One organisation's app.

    Attributes:
        id: the application's id in Entra ID, which is the app's and the bot's.
        version: such as 1.0.0; Teams takes an update only with a higher one.
        developer: who offers it, as people know the organisation.
        home: the service's public address, with https and no slash at the end.
    """

    id: str
    version: str
    developer: str
    home: str


def manifest(app: App) -> Json:
    """Return the manifest, in the default language."""
    texts = catalogue(DEFAULT)
    about = f"{app.home}/about"
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": app.version,
        "id": app.id,
        "developer": {
            "name": app.developer[:LONGEST_DEVELOPER],
            "websiteUrl": about,
            "privacyUrl": f"{about}#privacy",
            "termsOfUseUrl": f"{about}#terms",
        },
        "name": {
            "short": texts.word(say("package.short")),
            "full": texts.word(say("package.full")),
        },
        "description": {
            "short": texts.word(say("package.about")),
            "full": texts.word(say("package.long")),
        },
        "icons": {"color": COLOUR, "outline": OUTLINE},
        "accentColor": ACCENT,
        "defaultInstallScope": "personal",
        "bots": [
            {
                "botId": app.id,
                "scopes": [*SCOPES],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [
                    {"scopes": ["personal"], "commands": _commands(ALONE, texts)},
                    {"scopes": ["team", "groupChat"], "commands": _commands(AMONG_OTHERS, texts)},
                ],
            }
        ],
        "composeExtensions": [
            {
                "botId": app.id,
                "commands": [
                    {
                        "id": ASK_COMMAND,
                        "type": "action",
                        "context": ["message"],
                        "fetchTask": True,
                        "title": texts.word(say("teams.ask_about")),
                        "description": texts.word(say("package.ask_why")),
                    }
                ],
            }
        ],
        "permissions": ["messageTeamMembers"],
        "validDomains": [],
        "localizationInfo": {
            "defaultLanguageTag": DEFAULT,
            "additionalLanguages": [
                {"languageTag": language, "file": f"{language}.json"} for language in others()
            ],
        },
    }


def others() -> tuple[str, ...]:
    """Return the languages that have a file of their own."""
    return tuple(one for one in LANGUAGES if one != DEFAULT)


def localization(language: str) -> Json:
    """Return the manifest's texts in another language."""
    texts = catalogue(language)
    return {
        "$schema": LOCALIZATION,
        "name.short": texts.word(say("package.short")),
        "name.full": texts.word(say("package.full")),
        "description.short": texts.word(say("package.about")),
        "description.full": texts.word(say("package.long")),
        **dict(_translated(0, ALONE, texts)),
        **dict(_translated(1, AMONG_OTHERS, texts)),
        "composeExtensions[0].commands[0].title": texts.word(say("teams.ask_about")),
        "composeExtensions[0].commands[0].description": texts.word(say("package.ask_why")),
    }


def _commands(listed: tuple[tuple[Say, Say], ...], texts: Catalogue) -> list[Mapping[str, str]]:
    return [{"title": texts.word(title), "description": texts.word(why)} for title, why in listed]


def _translated(
    number: int, listed: tuple[tuple[Say, Say], ...], texts: Catalogue
) -> Iterator[tuple[str, str]]:
    for place, (title, why) in enumerate(listed):
        path = f"bots[0].commandLists[{number}].commands[{place}]"
        yield f"{path}.title", texts.word(title)
        yield f"{path}.description", texts.word(why)
