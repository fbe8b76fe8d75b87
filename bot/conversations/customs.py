"""What an installation has decided about questions."""

from dataclasses import dataclass

from bot.conversations.contacts import Contacts
from bot.conversations.pace import Pace
from knowledge.escalations.routing import Rules


@dataclass(frozen=True, kw_only=True, slots=True)
class Customs:
    """How soon questions are answered, by whom, and whom else there is to turn to.

    Attributes:
        pace: what is promised, and when we grow impatient.
        rules: who gets a question.
        contacts: whom people are sent to where no tip may answer.
    """

    pace: Pace
    rules: Rules
    contacts: Contacts
