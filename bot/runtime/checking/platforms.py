"""Looks whether the platforms can be reached, take what we show them, and let us do our work."""

from bot.channels.slack import examining as slack_look
from bot.channels.slack.web_api import WebApi
from bot.channels.teams import examining as teams_look
from bot.channels.teams.examining import INSTALLING
from bot.desk.sign_in.refusals import Refused
from bot.runtime.checking.finding import Finding, bad, look, well
from bot.runtime.wiring import Service

LOGIN = {
    teams_look.AWAY: "Microsoft's login does not answer: look at the firewall and "
    "COACH_OUTBOUND_PROXY.",
    teams_look.NOT_US: "Microsoft's login refuses us: COACH_TEAMS_APP_ID, its secret or "
    "certificate, or COACH_TEAMS_APP_TENANT is wrong, or the secret is too old.",
}


async def platforms(service: Service) -> list[Finding]:
    """Ask each platform that is set up; where none is, nothing is asked."""
    return [*await _teams(service), *await _slack(service), *await _sign_in(service)]


async def _teams(service: Service) -> list[Finding]:
    teams, settings = service.teams, service.settings
    if not teams or not settings.teams_app_id:
        return []
    wants = bool(settings.teams_catalog_app_id)
    said = await teams_look.examined(teams.courier.connector.tokens, teams.keys, graph=wants)
    found = [
        bad(f"Teams: {LOGIN[said.login]}")
        if said.login
        else well("Teams: Microsoft's login takes our secret.")
    ]
    found.append(
        well("Teams: the keys that Teams signs with were fetched.")
        if said.keys
        else bad("Teams: the keys at login.botframework.com cannot be fetched; nobody is let in.")
    )
    if wants and not said.login:
        found.append(_graph(said))
    if not settings.public_url.startswith("https://"):
        found.append(look("Teams: COACH_PUBLIC_URL should be the https address Teams reaches."))
    return found


def _graph(said: teams_look.Examined) -> Finding:
    if said.roles is None:
        return look(f"Teams: whether {INSTALLING} was given cannot be told from Graph's token.")
    if INSTALLING not in said.roles:
        return bad(
            f"Teams: the application lacks {INSTALLING} (Microsoft Graph, type Application, with "
            "admin consent); people who never wrote cannot be reached."
        )
    more = sorted({*said.roles} - {INSTALLING})
    if more:
        return look(f"Teams: the application may do more than it needs: {', '.join(more)}.")
    return well(f"Teams: {INSTALLING} was given, and nothing more.")


async def _slack(service: Service) -> list[Finding]:
    if not service.slack:
        return []
    workspace = service.slack.workspace
    api = WebApi(workspace=workspace)
    try:
        said = await slack_look.examined(api)
    finally:
        await api.stop()
    if said.error == "away":
        return [bad("Slack does not answer: look at the firewall and COACH_OUTBOUND_PROXY.")]
    if said.error:
        return [bad(f"Slack refuses COACH_SLACK_BOT_TOKEN: {said.error}.")]
    found = [well("Slack takes the bot's token.")]
    if said.team not in workspace.teams:
        found.append(
            bad(f"Slack: the app belongs to {said.team}, which COACH_SLACK_TEAM_IDS has not.")
        )
    if said.missing:
        found.append(
            bad(
                f"Slack: the app lacks {', '.join(said.missing)}; print the manifest with "
                "`slack-manifest`, paste it, and install the app anew."
            )
        )
    elif said.missing is None:
        found.append(look("Slack does not say which permissions the app was given."))
    else:
        found.append(well("Slack: every permission was given."))
    if said.socket:
        found.append(bad(f"Slack refuses COACH_SLACK_APP_TOKEN: {said.socket}."))
    elif workspace.app_token:
        found.append(well("Slack takes the app's token, and opens Socket Mode."))
    return found


async def _sign_in(service: Service) -> list[Finding]:
    if not service.sign_in:
        return []
    try:
        await service.sign_in.provider.where_people_sign_in()
    except Refused as refused:
        return [bad(f"Sign-in: {service.settings.oidc_issuer} cannot be used ({refused.reason}).")]
    return [well(f"Sign-in: {service.settings.oidc_issuer} answers.")]
