"""What the platforms cost and what licences they ask for, in plain words.

Prices change; the lines say what to ask, and who knows.
"""

from collections.abc import Iterator

from bot.runtime.settings import Settings


def costs(settings: Settings) -> Iterator[str]:
    """Yield what to know about licences and costs of what is set up."""
    if settings.teams_app_id:
        yield (
            "Teams: everybody who asks needs Teams in their Microsoft 365 licence (also the F "
            "licences have it). Azure Bot in the tier F0 takes messages of Teams, a standard "
            "channel, without charge; it needs an Azure subscription. The application in Entra ID "
            "and its permission cost nothing."
        )
        if settings.teams_catalog_app_id:
            yield (
                "Teams: installing the app for people needs no licence of its own; an app setup "
                "policy does the same without the permission."
            )
    if settings.slack_bot_token.get_secret_value():
        yield (
            "Slack: an app of one's own costs nothing. A free workspace takes ten apps and hides "
            "messages after 90 days; a public body will want a paid plan for its retention rules."
        )
    if settings.oidc_issuer:
        yield "Sign-in: an application registration costs nothing in Entra ID, nor in Slack."
    yield (
        "The service: EUPL-1.2, no fee. Its libraries are free software (`licences` lists them), "
        "and the sentence model is MIT and runs on your own machine."
    )
