"""What the desk serves to anybody, and what it fetches from nobody."""

import urllib.request
from pathlib import Path

from tests.channels.served import Served


def test_htmx_is_vendored_with_its_licence() -> None:
    """Nothing is fetched from anywhere else, and its authors' terms stand beside it."""
    static = Path(__file__).parents[2] / "bot" / "desk" / "static"
    [script] = static.glob("htmx-*.min.js")
    licence = static / script.name.replace(".min.js", ".LICENSE.txt")

    assert "Zero-Clause BSD" in licence.read_text(encoding="utf-8")


def test_a_page_that_is_not_signed_in_leads_to_signing_in(shared: Served) -> None:
    """And back to where one wanted to go."""
    with urllib.request.urlopen(f"{shared.url}/desk/tips?q=x") as found:  # noqa: S310 - our own
        assert found.geturl() == f"{shared.url}/desk/sign-in?next=/desk/tips?q%3Dx"
