"""Who may use a route."""

from enum import StrEnum

from knowledge.people.model import Person, Role


class Rule(StrEnum):
    """Each route has one; without it the route cannot be written down."""

    PUBLIC = "public"
    """Anybody, signed in or not: only what may hang on a wall."""

    HELPERS = "helpers"
    """Coaches, stand-ins, coordinators and administrators."""

    COORDINATORS = "coordinators"
    """Coordinators, each in their part of the organisation, and administrators."""

    WHOLE = "whole"
    """Those coordinators who look after the whole organisation, and administrators."""

    ADMINISTRATORS = "administrators"
    """Those who run the service."""


ALLOWED = {
    Rule.HELPERS: frozenset({Role.COACH, Role.STANDIN, Role.COORDINATOR, Role.ADMINISTRATOR}),
    Rule.COORDINATORS: frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    Rule.WHOLE: frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    Rule.ADMINISTRATORS: frozenset({Role.ADMINISTRATOR}),
}


def allows(rule: Rule, person: Person | None) -> bool:
    """Say whether a rule lets somebody in; whoever has left is let in nowhere but in public."""
    if rule is Rule.PUBLIC:
        return True
    if person is None or person.left is not None or person.role not in ALLOWED[rule]:
        return False
    is_of_a_part = person.role is Role.COORDINATOR and person.department is not None
    return not (rule is Rule.WHOLE and is_of_a_part)
