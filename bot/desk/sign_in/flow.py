"""A sign-in from its beginning to its end: away to the provider, and back in the same browser."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.desk.sign_in.id_token import Expected, checked, key_id
from bot.desk.sign_in.identity import Identity, identity_in
from bot.desk.sign_in.provider import Client, Provider
from bot.desk.sign_in.refusals import Reason, Refused

LIFE = timedelta(minutes=10)
"""How long one may stay away."""

LONGEST_CODE = 4096
SCOPE = "openid email profile"
"""Entra tells the tenant only to those who ask for the profile."""

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """A sign-in that has begun.

    Attributes:
        id: hash of the state, which the browser carries to the provider and back.
        browser: hash of the secret in the browser's cookie.
        nonce: what the token has to carry.
        verifier: the secret behind the challenge, for the provider alone.
        onward: the page to go to.
        ends: when it is too late.
    """

    id: str
    browser: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    onward: str
    ends: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """What the browser takes along; neither is kept here.

    Attributes:
        state: by way of the provider.
        secret: in a cookie.
        attempt: what is kept.
    """

    state: str = field(repr=False)
    secret: str = field(repr=False)
    attempt: Attempt


def begin(onward: str, *, now: datetime) -> Begun:
    """Begin a sign-in that ends at a page of the desk."""
    state, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    attempt = Attempt(
        id=id_of(state),
        browser=id_of(secret),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        onward=onward,
        ends=now + LIFE,
    )
    return Begun(state=state, secret=secret, attempt=attempt)


def continued(attempt: Attempt | None, secret: str, *, now: datetime) -> Attempt:
    """Return the sign-in that somebody comes back from.

    Args:
        attempt: the one with the state they bring, if there is one.
        secret: from their cookie.
        now: the time.

    Raises:
        Refused: it is not theirs, or it is too late.
    """
    if attempt is None:
        raise Refused(Reason.STATE)
    if not hmac.compare_digest(attempt.browser, id_of(secret)):
        raise Refused(Reason.BROWSER)
    if now >= attempt.ends:
        raise Refused(Reason.LATE)
    return attempt


@dataclass(kw_only=True, slots=True)
class SignIn:
    """The way in by the organisation's own provider.

    Attributes:
        provider: who knows the people.
        client: who we are to it.
        name: what people call it.
    """

    provider: Provider
    client: Client
    name: str
    _noted: datetime | None = None

    @property
    def home(self) -> str:
        """Where people find the service: the scheme and host of the address they come back to."""
        parts = urlsplit(self.client.back)
        return f"{parts.scheme}://{parts.netloc}"

    async def address(self, begun: Begun) -> str:
        """Return where to send the browser.

        Raises:
            Refused: the provider is away, or not the one it should be.
        """
        place = await self.provider.where_people_sign_in()
        return str(
            place.update_query(
                response_type="code",
                client_id=self.client.id,
                redirect_uri=self.client.back,
                scope=SCOPE,
                state=begun.state,
                nonce=begun.attempt.nonce,
                code_challenge=_challenge(begun.attempt.verifier),
                code_challenge_method="S256",
            )
        )

    async def identity(self, code: str, attempt: Attempt, *, now: datetime) -> Identity:
        """Return who came back with a code.

        Raises:
            Refused: the provider is away, does not take the code, or its token does not hold.
        """
        if not 0 < len(code) <= LONGEST_CODE:
            raise Refused(Reason.CODE)
        token = await self.provider.token_for(code, attempt.verifier, self.client)
        key = await self.provider.key(key_id(token))
        issuer = self.provider.issuer
        expected = Expected(issuer=issuer, client=self.client.id, nonce=attempt.nonce)
        return identity_in(checked(token, key, expected, now=now), issuer=issuer)

    def may_note(self, *, now: datetime) -> bool:
        """Say, once a minute, that what anybody may cause is written into the audit."""
        if self._noted is not None and now - self._noted < A_MINUTE:
            return False
        self._noted = now
        return True


def id_of(secret: str) -> str:
    """Return the hash that stands for a secret: a stolen database helps nobody to come back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
