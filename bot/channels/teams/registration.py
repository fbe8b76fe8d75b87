"""Who the bot is in Microsoft's eyes, and whose people may use it."""

from dataclasses import dataclass, field

from knowledge.way_out import STRAIGHT, WayOut

MANY_TENANTS = "botframework.com"
"""Where a bot that is registered for many organisations gets its tokens."""

ISSUER = "https://api.botframework.com"
"""Who signs everything that Teams sends; nobody else is believed."""

OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN_URL = "https://login.microsoftonline.com"
GRAPH_URL = "https://graph.microsoft.com"
SERVICE_URL = "https://smba.trafficmanager.net/teams/"
"""Where one may write to somebody nothing was ever heard from."""

CHANNEL = "teams"
"""Our name of the platform."""

CHANNEL_ID = "msteams"
"""The platform's own name of itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """The bot's registration in Entra ID.

    Attributes:
        app_id: the application; "" only beside a simulator on this machine.
        secret: what it proves itself with, or "".
        certificate: instead: PEM text with a private key and its certificate, or "".
        tenant: where it is registered, or MANY_TENANTS.
        tenants: the organisations whose people may use it.
        openid_url: where the keys of the issuer are announced.
        login_url: where access tokens are given.
        graph_url: Microsoft Graph.
        hosts: hosts of a stand-in on this machine that may be written to as well.
        way: how Microsoft's servers are reached.
    """

    app_id: str
    tenant: str
    tenants: tuple[str, ...]
    secret: str = field(default="", repr=False)
    certificate: str = field(default="", repr=False)
    openid_url: str = OPENID_URL
    login_url: str = LOGIN_URL
    graph_url: str = GRAPH_URL
    hosts: tuple[str, ...] = ()
    way: WayOut = STRAIGHT

    @property
    def home(self) -> str:
        """The organisation that the bot is set up for first."""
        return self.tenants[0] if self.tenants else ""
