"""The settings of Teams and Slack; without a whole set of them a platform is not spoken to."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from knowledge.way_out import WayOut, way_out

CHANNEL_SETTINGS = ("teams_app_id", "slack_bot_token")
LOOPBACK_SETTINGS = ("teams_openid_url", "teams_login_url", "teams_graph_url", "slack_api_url")


class PlatformSettings(BaseSettings):
    """What an installation says of the platforms its people chat on."""

    teams_app_id: str = Field("", description="application id of the bot in Entra ID, for Teams")
    teams_app_secret: SecretStr = Field(
        SecretStr(""), description="what the bot proves itself to Teams with"
    )
    teams_app_certificate: Path | None = Field(
        None, description="instead of the secret: a PEM file with private key and certificate"
    )
    teams_app_tenant: str = Field(
        "",
        description="where the bot is registered; botframework.com for many tenants "
        "(default: the first of COACH_TEAMS_TENANT_IDS)",
    )
    teams_tenant_ids: str = Field(
        "", description="the organisations that may use the bot in Teams, with commas between"
    )
    teams_catalog_app_id: str = Field(
        "", description="the app's id in the organisation's own app catalogue, to install it"
    )
    teams_openid_url: str = Field("", description="tests: where Teams' keys are, on this machine")
    teams_login_url: str = Field("", description="tests: where tokens are given, on this machine")
    teams_graph_url: str = Field("", description="tests: Microsoft Graph, on this machine")
    teams_service_hosts: str = Field(
        "", description="tests: hosts of a Teams stand-in on this machine, with commas between"
    )
    teams_local: bool = Field(
        default=False,
        description="for a simulator of Teams on this machine that sends no token; demo mode only",
    )
    slack_bot_token: SecretStr = Field(
        SecretStr(""), description="the bot's token in Slack (xoxb-…)"
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""), description="what Slack signs its requests with; not in Socket Mode"
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""), description="the app's token (xapp-…), for Socket Mode"
    )
    slack_team_ids: str = Field(
        "", description="the workspaces that may use the bot, with commas between"
    )
    slack_guests: bool = Field(
        default=False, description="1 lets guests and people of other organisations ask in Slack"
    )
    slack_department_field: str = Field(
        "", description="id of the Slack profile field that names the department (Xf…)"
    )
    slack_department_groups: str = Field(
        "",
        description="Slack user groups that stand for departments: S0123=Juridik, S0456=Hemtjänst",
    )
    slack_api_url: str = Field("", description="tests: a Slack stand-in on this machine")

    outbound_proxy: str = Field(
        "", description="how Teams, Slack and the sign-in are reached: http://host:port of a proxy"
    )
    ca_file: Path | None = Field(
        None, description="a PEM file with the company's own authorities, for outbound connections"
    )

    def check_platforms(self, *, in_demo: bool) -> None:
        """Refuse a platform that is half configured: a missing name is an open door.

        Raises:
            ValueError: with one line that names the settings and says what to do.
        """
        proof = text_of(self, "teams_app_secret") or self.teams_app_certificate
        if self.teams_app_id and not (proof and self.teams_tenant_ids):
            message = (
                "COACH_TEAMS_APP_ID needs COACH_TEAMS_TENANT_IDS, and COACH_TEAMS_APP_SECRET or "
                "COACH_TEAMS_APP_CERTIFICATE, too"
            )
            raise ValueError(message)
        if (proof or self.teams_tenant_ids) and not self.teams_app_id:
            message = "COACH_TEAMS_APP_ID must be set where other settings of Teams are"
            raise ValueError(message)
        secret, app = text_of(self, "slack_signing_secret"), text_of(self, "slack_app_token")
        if text_of(self, "slack_bot_token") and not (self.slack_team_ids and (secret or app)):
            message = (
                "COACH_SLACK_BOT_TOKEN needs COACH_SLACK_TEAM_IDS, and COACH_SLACK_SIGNING_SECRET "
                "or COACH_SLACK_APP_TOKEN, too"
            )
            raise ValueError(message)
        if (secret or app) and not text_of(self, "slack_bot_token"):
            message = "COACH_SLACK_BOT_TOKEN must be set where other settings of Slack are"
            raise ValueError(message)
        for name in LOOPBACK_SETTINGS:
            if getattr(self, name) and not is_loopback(
                urlsplit(getattr(self, name)).hostname or ""
            ):
                message = f"COACH_{name.upper()} is for tests and must lie on this machine"
                raise ValueError(message)
        if not all(is_loopback(urlsplit(f"//{one}").hostname or "") for one in self.service_hosts):
            message = "COACH_TEAMS_SERVICE_HOSTS is for tests and must lie on this machine"
            raise ValueError(message)
        way_out(proxy=self.outbound_proxy, authority=self.ca_file)
        if self.teams_local and (self.teams_app_id or not in_demo):
            message = "COACH_TEAMS_LOCAL=1 is for demo mode without COACH_TEAMS_APP_ID"
            raise ValueError(message)

    @property
    def way_out(self) -> WayOut:
        """How other people's servers are reached."""
        return way_out(proxy=self.outbound_proxy, authority=self.ca_file)

    @property
    def tenants(self) -> tuple[str, ...]:
        """The organisations that may use the bot in Teams."""
        return _parts(self.teams_tenant_ids)

    @property
    def slack_groups(self) -> dict[str, str]:
        """Names of departments by the id of the user group in Slack that stands for each."""
        pairs = (one.partition("=") for one in self.slack_department_groups.split(","))
        return {group.strip(): name.strip() for group, _, name in pairs if group.strip()}

    @property
    def workspaces(self) -> tuple[str, ...]:
        """The workspaces that may use the bot in Slack."""
        return _parts(self.slack_team_ids)

    @property
    def service_hosts(self) -> tuple[str, ...]:
        """Hosts of a Teams stand-in, as host or host:port."""
        return _parts(self.teams_service_hosts)


def is_loopback(host: str) -> bool:
    """Say whether an address can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def text_of(settings: BaseSettings, name: str) -> str:
    """Return what a setting says, also a secret one."""
    value = getattr(settings, name)
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())
