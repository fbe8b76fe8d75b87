"""Checks who sends: a token from Teams' own issuer, for this bot, now (reliability S1 to S3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import jwt

from bot.channels.teams.keys_of_issuer import ALGORITHM, KeysOfIssuer
from bot.channels.teams.registration import ISSUER
from knowledge.clock import Clock

LONGEST = 16_384
"""Characters of a token; real ones are a tenth of it."""

LEEWAY = timedelta(minutes=5)
"""How far two clocks may be apart."""

REQUIRED = ("iss", "aud", "exp", "nbf")
LATEST = 2**40
"""Seconds since 1970 that are no time any more."""

BEARER = "Bearer "
SERVICE_URL_CLAIMS = ("serviceurl", "serviceUrl")


class Reason(StrEnum):
    """What is wrong; for the log, never for the sender."""

    FORM = "form"
    KEY = "key"
    SIGNATURE = "signature"
    CLAIMS = "claims"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    TIME = "time"
    SERVICE = "service"
    TENANT = "tenant"
    CHANNEL = "channel"
    GUEST = "guest"


class Refused(Exception):
    """The sender is not believed, or may not be here."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


WRONG: Mapping[type[jwt.PyJWTError], Reason] = {
    jwt.InvalidSignatureError: Reason.SIGNATURE,
    jwt.InvalidAlgorithmError: Reason.SIGNATURE,
    jwt.InvalidKeyError: Reason.KEY,
    jwt.MissingRequiredClaimError: Reason.CLAIMS,
    jwt.InvalidIssuerError: Reason.ISSUER,
    jwt.InvalidAudienceError: Reason.AUDIENCE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenCheck:
    """The check of one registration's inbound tokens."""

    app_id: str
    keys: KeysOfIssuer
    clock: Clock

    async def service_of(self, header: str) -> str:
        """Return the service address that a token names, once all of it holds.

        Args:
            header: the request's Authorization, or "".

        Raises:
            Refused: with what is wrong with it.
        """
        if not header.startswith(BEARER) or len(header) > LONGEST or not header.isascii():
            raise Refused(Reason.FORM)
        token = header.removeprefix(BEARER)
        key = await self.keys.key(_key_id(token))
        if key is None:
            raise Refused(Reason.KEY)
        claims = self._claims(token, key)
        for name in SERVICE_URL_CLAIMS:
            if isinstance(claims.get(name), str):
                return str(claims[name])
        raise Refused(Reason.SERVICE)

    def _claims(self, token: str, key: jwt.PyJWK) -> Mapping[str, Any]:
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                audience=self.app_id,
                options={
                    "require": list(REQUIRED),
                    "strict_aud": True,
                    "enforce_minimum_key_length": True,
                    # By our own clock, below.
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except jwt.PyJWTError as error:
            raise Refused(WRONG.get(type(error), Reason.FORM)) from None
        over, begins = _seconds(claims["exp"]), _seconds(claims["nbf"])
        now, leeway = self.clock.now().timestamp(), LEEWAY.total_seconds()
        if over + leeway <= now or begins > now + leeway or over <= begins:
            raise Refused(Reason.TIME)
        return claims


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise Refused(Reason.FORM) from None
    if header.get("alg") != ALGORITHM:
        raise Refused(Reason.SIGNATURE)
    kid = header.get("kid")
    if not isinstance(kid, str) or "crit" in header:
        raise Refused(Reason.KEY)
    return kid


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LATEST:
        raise Refused(Reason.TIME)
    return float(value)
