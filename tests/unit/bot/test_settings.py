"""What an installation may decide, and what is refused."""

from pathlib import Path

import pytest

from bot.runtime.platform_settings import is_loopback
from bot.runtime.settings import Settings, UnfitSettings

ENTRA = "https://login.microsoftonline.com"
OIDC = {
    "oidc_issuer": "https://slack.com",
    "oidc_client_id": "coach",
    "oidc_client_secret": "hemlig",
}

TEAMS = {"teams_app_id": "x", "teams_app_secret": "y", "teams_tenant_ids": "t"}
SLACK = {"slack_bot_token": "x", "slack_signing_secret": "y", "slack_team_ids": "T1"}


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    """Read the settings from an environment."""
    for name, value in environment.items():
        monkeypatch.setenv(f"COACH_{name.upper()}", value)
    return Settings.read()


def test_everything_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a setting the service keeps to this machine and its own folder, in demo mode."""
    found = settings(monkeypatch)

    assert (found.host, found.port, found.in_demo) == ("127.0.0.1", 3978, True)
    assert found.database_url == "sqlite+aiosqlite:///var/coach.db"
    assert found.key_file == Path("var/keys")
    assert found.address == "http://127.0.0.1:3978/"
    assert found.zone.key == "Europe/Stockholm"


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"port": "0"}, "COACH_PORT: "),
        ({"port": "70000"}, "COACH_PORT: "),
        ({"port": "http"}, "COACH_PORT: "),
        ({"demo": "kanske"}, "COACH_DEMO: "),
        ({"timezone": "Sverige"}, "COACH_TIMEZONE: 'Sverige' is no time zone; an example is"),
        ({"timezone": "../../etc/passwd"}, "COACH_TIMEZONE: "),
        ({"timezone": ""}, "COACH_TIMEZONE: "),
        ({"working_hours": "jämt"}, "COACH_WORKING_HOURS: 'jämt' are no working hours; an example"),
        ({"half_day_end": "lunch"}, "COACH_HALF_DAY_END: "),
        ({"remind_hours": "0"}, "COACH_REMIND_HOURS: "),
        ({"remind_hours": "9"}, "COACH_REMIND_HOURS, COACH_STANDIN_HOURS and COACH_COORDINATOR"),
        ({"most_open": "0"}, "COACH_MOST_OPEN: "),
        ({"keep_asker_days": "15"}, "COACH_KEEP_ASKER_DAYS: "),
        ({"demo": "1", "teams_app_id": "x"}, "COACH_DEMO=1 and COACH_TEAMS_APP_ID exclude"),
        ({"demo": "1", "slack_bot_token": "x"}, "COACH_DEMO=1 and COACH_SLACK_BOT_TOKEN exclude"),
        (
            {"demo": "1", "teams_app_id": "x", "slack_bot_token": "y"},
            "COACH_DEMO=1 and COACH_TEAMS_APP_ID, COACH_SLACK_BOT_TOKEN exclude",
        ),
        ({"host": "0.0.0.0"}, "COACH_HOST=0.0.0.0 would let others pick who they are"),  # noqa: S104
        ({"host": "example.com"}, "COACH_HOST=example.com would let others"),
        ({"demo": "1", "host": "192.168.1.4"}, "COACH_HOST=192.168.1.4 would let others"),
        (
            {"oidc_issuer": "https://slack.com"},
            "COACH_OIDC_CLIENT_ID and COACH_OIDC_CLIENT_SECRET must be set, too",
        ),
        (OIDC | {"oidc_client_secret": ""}, "COACH_OIDC_CLIENT_SECRET must be set, too"),
        (OIDC | {"oidc_issuer": "http://login.example"}, "COACH_OIDC_ISSUER must be one"),
        (OIDC | {"oidc_issuer": "login.example"}, "COACH_OIDC_ISSUER must be one"),
        (OIDC | {"oidc_issuer": f"{ENTRA}/common/v2.0"}, "COACH_OIDC_ISSUER must be one"),
        (OIDC | {"oidc_issuer": f"{ENTRA}/organizations/v2.0"}, "COACH_OIDC_ISSUER must be one"),
        (OIDC | {"oidc_issuer": f"{ENTRA}/{{tenantid}}/v2.0"}, "COACH_OIDC_ISSUER must be one"),
        (OIDC | {"public_url": "http://coach.example"}, "COACH_PUBLIC_URL must begin with https"),
    ],
)
def test_a_refusal_is_one_line_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], line: str
) -> None:
    """What does not fit is said by the name one would change."""
    with pytest.raises(UnfitSettings) as refused:
        settings(monkeypatch, **environment)

    assert str(refused.value).startswith(line)
    assert "\n" not in str(refused.value)


def test_a_secret_is_not_in_the_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token is named, and never shown."""
    with pytest.raises(UnfitSettings) as refused:
        settings(monkeypatch, demo="1", slack_bot_token="xoxb-hemlig")  # noqa: S106 - made up

    assert "hemlig" not in str(refused.value)


@pytest.mark.parametrize(
    "environment",
    [
        OIDC,
        OIDC | {"oidc_issuer": f"{ENTRA}/11111111-2222-3333-4444-555555555555/v2.0"},
        OIDC | {"public_url": "https://coach.example/"},
        OIDC | {"oidc_issuer": "http://127.0.0.1:9000/idp", "public_url": "http://localhost:8000"},
    ],
)
def test_a_provider_to_sign_in_with_is_named_whole(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    """By https, or on this machine; and its secret is shown nowhere."""
    found = settings(monkeypatch, **environment)

    assert found.oidc_client_secret.get_secret_value() == "hemlig"
    assert "hemlig" not in f"{found!r} {found} {found.model_dump()}"


@pytest.mark.parametrize(
    ("environment", "in_demo"),
    [
        ({}, True),
        ({"demo": "1"}, True),
        ({"demo": "0"}, False),
        (TEAMS, False),
        (SLACK, False),
        ({**TEAMS, "demo": "0"}, False),
        ({"demo": "1", "host": "::1"}, True),
        ({"demo": "1", "host": "localhost"}, True),
        ({"demo": "0", "host": "0.0.0.0"}, False),  # noqa: S104 - that is the question
        ({**TEAMS, "host": "0.0.0.0"}, False),  # noqa: S104 - that is the question
    ],
)
def test_demo_mode_is_on_until_a_channel_is_configured(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], in_demo: bool
) -> None:
    """People may be picked where nobody else can reach, and never beside a real channel."""
    assert settings(monkeypatch, **environment).in_demo is in_demo


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({"port": "8080"}, "http://127.0.0.1:8080/"),
        ({"host": "::1"}, "http://[::1]:3978/"),
        ({"public_url": "https://coach.example/"}, "https://coach.example/"),
    ],
)
def test_the_address_is_the_one_people_use(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], address: str
) -> None:
    """What is printed at the start can be opened."""
    assert settings(monkeypatch, **environment).address == address


def test_settings_do_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read at the start holds until the end."""
    found = settings(monkeypatch)

    with pytest.raises(ValueError, match="frozen"):
        found.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - that is the question
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_and_nothing_else(host: str, here: bool) -> None:
    """A name that merely begins like it is another machine."""
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        *(
            (
                {name: value for name, value in TEAMS.items() if name != missing},
                "COACH_TEAMS_APP_ID",
            )
            for missing in TEAMS
        ),
        *(
            ({name: value for name, value in SLACK.items() if name != missing}, "COACH_SLACK_BOT")
            for missing in SLACK
        ),
        ({**TEAMS, "teams_openid_url": "https://evil.example/keys"}, "COACH_TEAMS_OPENID_URL"),
        ({**TEAMS, "teams_login_url": "https://evil.example"}, "COACH_TEAMS_LOGIN_URL"),
        ({**SLACK, "slack_api_url": "http://10.0.0.7/api"}, "COACH_SLACK_API_URL"),
        ({**TEAMS, "teams_service_hosts": "localhost:1,evil.example"}, "COACH_TEAMS_SERVICE_HOSTS"),
        ({**TEAMS, "teams_local": "1"}, "COACH_TEAMS_LOCAL"),
        ({**SLACK, "teams_local": "1"}, "COACH_TEAMS_LOCAL"),
        ({"demo": "0", "teams_local": "1"}, "COACH_TEAMS_LOCAL"),
    ],
    ids=str,
)
def test_a_platform_is_configured_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], named: str
) -> None:
    """Half of it would be an open door; the line names the setting."""
    with pytest.raises(UnfitSettings, match=named):
        settings(monkeypatch, **environment)


def test_a_stand_in_on_this_machine_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is for tests may lie on any address that only this machine reaches."""
    found = settings(
        monkeypatch,
        **TEAMS,
        teams_login_url="http://127.0.0.1:9",
        teams_service_hosts="localhost:1,[::1]:2",
    )

    assert found.service_hosts == ("localhost:1", "[::1]:2")
    assert found.tenants == ("t",)
