"""Whom to turn to where no tip may answer: numbers and roles of one installation."""

from dataclasses import dataclass
from typing import Literal

from bot.texts.catalogue import Detail, say

Country = Literal["SE", "DK", "NO", "FI"]

EMERGENCY: dict[Country, str] = {
    "SE": "112",
    "DK": "112",
    "NO": "113 (ambulanse), 110 (brann) / 112 (politi)",
    "FI": "112",
}
CRISIS: dict[Country, str] = {
    "SE": "Självmordslinjen 90101, 1177",
    "DK": "Livslinien 70 201 201",
    "NO": "Mental Helse 116 123",
    "FI": "MIELI 09 2525 0111",
}
"""From memory; to be checked before real people rely on them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contacts:
    """Whom an installation sends people to; what is empty is said in general words."""

    country: Country = "SE"
    emergency_number: str = ""
    crisis_line: str = ""
    it_security: str = ""
    hr: str = ""
    contact_centre: str = ""
    registrar: str = ""
    data_protection: str = ""

    def details(self) -> dict[str, Detail]:
        """Return what the boundaries' texts ask for.

        Numbers follow the country the installation is in, whatever language is spoken: a number
        that is right at home may reach nobody here.
        """
        return {
            "number": self.emergency_number or EMERGENCY[self.country],
            "line": self.crisis_line or CRISIS[self.country],
            "it_security": self.it_security or say("boundary.contact.it_security"),
            "hr": self.hr or say("boundary.contact.hr"),
            "contact_centre": self.contact_centre or say("boundary.contact.contact_centre"),
            "registrar": self.registrar or say("boundary.contact.registrar"),
            "data_protection": self.data_protection or say("boundary.contact.data_protection"),
        }
