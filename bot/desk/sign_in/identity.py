"""Whom a provider says somebody is."""

import hashlib
from dataclasses import dataclass

from bot.desk.sign_in.id_token import Claims
from bot.desk.sign_in.refusals import Reason, Refused

SLACK_TEAM = "https://slack.com/team_id"
LONGEST = 255
"""Characters of a subject, by the standard."""

LONGEST_ACCOUNT = 200
YES = (True, "1", "true")
"""What Entra has said for yes in `xms_edov`, over the years; 1 equals True."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Somebody, as their provider knows them.

    Attributes:
        issuer: the provider.
        tenant: the organisation there (`tid`, or the team in Slack); "" where it tells none.
        subject: the provider's own name of the person (`sub`), which is never given to another.
        email: the work address when the provider vouches for it, in small letters; else "".
    """

    issuer: str
    tenant: str
    subject: str
    email: str

    @property
    def account(self) -> str:
        """The name under which the person is known again: never the address, which can pass on."""
        whole = f"{self.issuer}|{self.tenant}|{self.subject}"
        if len(whole) <= LONGEST_ACCOUNT:
            return whole
        return hashlib.sha256(whole.encode()).hexdigest()


def identity_in(claims: Claims, *, issuer: str) -> Identity:
    """Read who somebody is from a checked token.

    Raises:
        Refused: it is of another organisation than the issuer, or names nobody in full.
    """
    tenant = claims.get("tid", "")
    if tenant and tenant not in issuer.split("/"):
        raise Refused(Reason.TENANT)
    team, subject = claims.get(SLACK_TEAM, ""), claims["sub"]
    if not isinstance(tenant, str) or not isinstance(team, str) or "|" in team:
        raise Refused(Reason.CLAIMS)
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST or not subject.isprintable():
        raise Refused(Reason.CLAIMS)
    return Identity(
        issuer=issuer, tenant=tenant or team, subject=subject, email=_vouched_email(claims)
    )


def _vouched_email(claims: Claims) -> str:
    """Return the address, if it is one and the provider says that it is the person's."""
    email = claims.get("email")
    is_vouched = claims.get("email_verified") is True or claims.get("xms_edov") in YES
    if not is_vouched or not isinstance(email, str):
        return ""
    # Some letters outside ASCII become ordinary ones when they are made small.
    return email.lower() if email.isascii() and email.isprintable() and "@" in email else ""
