"""Whom people are sent to, and what an installation has yet to check."""

import pytest

from bot.conversations.contacts import CRISIS, EMERGENCY, Contacts
from bot.runtime.settings import CONTACT_SETTINGS, Settings
from bot.texts.catalogue import Say


@pytest.mark.parametrize("country", ["SE", "DK", "NO", "FI"])
def test_numbers_follow_the_country(country: str) -> None:
    """What is not set is the country's own number, whatever language is spoken."""
    contacts = Settings.model_validate({"country": country, "demo": True}).contacts
    details = contacts.details()

    assert details["number"] == EMERGENCY[contacts.country]
    assert details["line"] == CRISIS[contacts.country]
    assert isinstance(details["hr"], Say)


def test_what_is_set_is_said() -> None:
    """An installation's own words take the place of the general ones."""
    details = Contacts(emergency_number="2222", it_security="jouren 5680").details()

    assert details["number"] == "2222"
    assert details["it_security"] == "jouren 5680"


def test_what_nobody_has_set_is_listed() -> None:
    """The check names every default that real people would meet."""
    found = Settings.model_validate({"hr": "HR-service 4321", "demo": True}).unchecked_contacts

    assert "COACH_HR" not in found
    assert len(found) == len(CONTACT_SETTINGS) - 1
