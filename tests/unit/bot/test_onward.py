"""Where one goes after signing in: a page of the desk, and nothing that only looks like one."""

import pytest

from bot.desk.sign_in.onward import HOME, LONGEST, inside


@pytest.mark.parametrize(
    "wanted",
    [
        "/desk/",
        "/desk/tips",
        "/desk/tips/teams-dela-skarm/sv",
        "/desk/tips/teams-dela-skarm/sv/history?page=2",
        "/desk/audit.csv",
        "/desk/tips?q=sk%C3%A4rm&state=draft",
        "/desk/try?q=http://example.se/..//",
    ],
)
def test_a_page_of_the_desk_is_gone_to(wanted: str) -> None:
    """With all that it was asked with."""
    assert inside(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "/",
        "/chat/anki",
        "/desk",
        "/deskelse",
        "https://evil.example/desk/",
        "//evil.example/desk/",
        "///evil.example/desk/",
        "/desk//evil.example",
        "/\\evil.example/desk/",
        "/desk/\\..\\evil",
        "/desk/../chat/anki",
        "/desk/./../chat",
        "/desk/.",
        "/desk/%2e%2e/chat/anki",
        "/desk/..%2fchat",
        "/desk/\t/evil",
        "/desk/\r\nSet-Cookie: a=b",
        "/desk/tips?q=\r\nSet-Cookie: a=b",
        "/desk/tips?q=a\\b",
        "/desk/tips#part",
        "/desk/@evil.example",
        "/desk/tips?q=å",
        " /desk/",
        "javascript:alert(1)//desk/",
        "/desk/sign-in",
        "/desk/sign-in/return?code=x&state=y",
        "/desk/sign-out",
        f"/desk/{'x' * LONGEST}",
    ],
)
def test_anything_else_leads_to_the_first_page(wanted: str) -> None:
    """Other sites, other parts of ours, what a browser may read differently, and signing in."""
    assert inside(wanted) == HOME
