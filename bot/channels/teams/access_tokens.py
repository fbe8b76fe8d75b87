"""The tokens that the bot shows when it writes: asked for, kept, and renewed ahead of time."""

import asyncio
import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import aiohttp
import jwt
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bot.channels.teams import asking
from bot.channels.teams.registration import Registration
from knowledge.clock import Clock

CONNECTOR = "https://api.botframework.com/.default"
GRAPH = "https://graph.microsoft.com/.default"

AHEAD = timedelta(minutes=5)
"""How long before its end a token is renewed."""

ASSERTION_LIVES = timedelta(minutes=5)
ASSERTION_KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
OK = 200
SAYS_NO = frozenset({400, 401, 403})


class NoToken(Exception):
    """No token was given: the login was away."""


class NotUs(NoToken):
    """The login says that the bot's id, secret or certificate is wrong or too old."""


def certificate_ends(pem: str) -> date | None:
    """Return the last day of a certificate; None where it cannot be read."""
    try:
        return x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc.date()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Token:
    """A token and when it ends."""

    text: str = field(repr=False)
    ends: datetime


@dataclass(kw_only=True)
class AccessTokens:
    """The tokens of one registration, by what they are for."""

    registration: Registration
    clock: Clock
    _tokens: dict[str, Token] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def token(self, purpose: str = CONNECTOR) -> str:
        """Return a token that will hold for the next minutes; "" where the bot has no id.

        Raises:
            NoToken: none was given.
        """
        if not self.registration.app_id:
            return ""
        found = self._tokens.get(purpose)
        if found and found.ends - AHEAD > self.clock.now():
            return found.text
        async with self._lock:
            found = self._tokens.get(purpose)
            now = self.clock.now()
            if not found or found.ends - AHEAD <= now:
                try:
                    found = self._tokens[purpose] = await self._asked(purpose)
                except NoToken:
                    if not found or found.ends <= now:
                        raise
            return found.text

    def drop(self, purpose: str = CONNECTOR) -> None:
        """Forget a token that was not taken."""
        self._tokens.pop(purpose, None)

    async def _asked(self, purpose: str) -> Token:
        place = self._place(purpose)
        form = {
            "grant_type": "client_credentials",
            "client_id": self.registration.app_id,
            "scope": purpose,
            **self._proof(place),
        }
        try:
            async with (
                asking.session(self.registration.way) as session,
                session.post(place, data=form, allow_redirects=False) as answer,
            ):
                status, said = answer.status, await asking.said_in(answer)
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise NoToken from None
        if status in SAYS_NO:
            raise NotUs
        text, lives = said.get("access_token"), said.get("expires_in")
        if status != OK or not isinstance(text, str) or not isinstance(lives, int):
            raise NoToken
        return Token(text, self.clock.now() + timedelta(seconds=max(0, min(lives, 86_400))))

    def _place(self, purpose: str) -> str:
        ours = self.registration
        tenant = ours.home if purpose == GRAPH else ours.tenant
        return f"{ours.login_url.rstrip('/')}/{tenant}/oauth2/v2.0/token"

    def _proof(self, place: str) -> Mapping[str, str]:
        """Return what shows that it is us: a secret, or something signed with the certificate."""
        ours = self.registration
        if not ours.certificate:
            return {"client_secret": ours.secret}
        now = self.clock.now()
        der = x509.load_pem_x509_certificate(ours.certificate.encode()).public_bytes(Encoding.DER)
        thumbprint = base64.urlsafe_b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")
        claims = {
            "aud": place,
            "iss": ours.app_id,
            "sub": ours.app_id,
            "jti": secrets.token_hex(16),
            "nbf": int(now.timestamp()),
            "exp": int((now + ASSERTION_LIVES).timestamp()),
        }
        signed = jwt.encode(
            claims, ours.certificate, algorithm="PS256", headers={"x5t#S256": thumbprint}
        )
        return {"client_assertion_type": ASSERTION_KIND, "client_assertion": signed}
