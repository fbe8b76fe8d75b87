"""Who and what there is in the emulated workspace."""

APP_ID = "A000000001"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - made up
BOT_TOKEN, APP_TOKEN = "xoxb-bot", "xapp-1-coach"
BOT_NAME = "coach"
CHANNEL = "fragor"
PEOPLE = {
    "astrid": "Astrid Övningsberg",
    "gunnar": "Gunnar Skissander",
    "inger": "Inger Samordnarprov",
}
"""Sample people: somebody whose department works at all hours, her coach, a coordinator."""

SCOPES = ("chat:write", "im:write", "users:read", "users:read.email")


def email(who: str) -> str:
    """Return somebody's work address."""
    return f"{who}@provkoping.example"


def token(who: str) -> str:
    """Return what somebody writes with themselves."""
    return f"xoxp-{who}"


def seed() -> dict[str, object]:
    """Return the workspace as the emulator wants it."""
    return {
        "team": {"name": "Provköping", "domain": "provkoping"},
        "signing_secret": SECRET,
        "users": [
            {"name": who, "real_name": name, "email": email(who)} for who, name in PEOPLE.items()
        ],
        "channels": [{"name": CHANNEL, "topic": "Frågor"}],
        "bots": [{"name": BOT_NAME}],
        "oauth_apps": [
            {
                "client_id": "1.2",
                "client_secret": "s",
                "app_id": APP_ID,
                "name": "Digitala coachen",
                "redirect_uris": ["http://127.0.0.1/"],
                "scopes": [*SCOPES],
                "bot_name": BOT_NAME,
            }
        ],
        "tokens": [
            {"token": BOT_TOKEN, "type": "bot", "user": BOT_NAME, "app_id": APP_ID},
            *({"token": token(who), "user": who} for who in PEOPLE),
        ],
    }
