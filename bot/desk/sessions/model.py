"""A session: one browser that somebody has signed in with."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(hours=8)
"""How long one stays signed in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A signed-in browser.

    Attributes:
        id: hash of the secret in the browser's cookie; the secret itself is kept nowhere else.
        person: person id; what they may do is read anew at each request.
        csrf: what every form of this session carries back.
        started, ends: when it began, and when it is over whatever happens.
    """

    id: str
    person: str
    csrf: str
    started: datetime
    ends: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether one has to sign in again."""
        return now >= self.ends

    def is_from_own_page(self, token: str) -> bool:
        """Whether what a form carried is this session's own token, compared in constant time."""
        return hmac.compare_digest(self.csrf.encode(), token.encode())


def begin(person_id: str, *, now: datetime) -> tuple[str, Session]:
    """Return a new session and the secret for its cookie."""
    secret = secrets.token_urlsafe(32)
    return secret, Session(
        id=id_of(secret),
        person=person_id,
        csrf=secrets.token_urlsafe(24),
        started=now,
        ends=now + LIFE,
    )


def id_of(secret: str) -> str:
    """Return the id a session is kept under: a stolen database signs nobody in."""
    return hashlib.sha256(secret.encode()).hexdigest()
