"""Names the matters that no tip may answer."""

from dataclasses import dataclass
from enum import StrEnum


class Route(StrEnum):
    """What kind of boundary it is, and so whose matter; in the order of danger."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    INCIDENT = "incident"
    PERSONAL_DATA = "personal_data"
    SURVEILLANCE = "surveillance"
    HR_PAY = "hr_pay"
    CITIZEN_CASE = "citizen_case"
    SECRECY = "secrecy"
    OTHER = "other"


DANGER = frozenset({Route.EMERGENCY, Route.CRISIS})
"""The two where a miss may cost a life."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The verdict that a question is not one for the library."""

    route: Route
