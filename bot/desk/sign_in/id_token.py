"""Checks an ID token: from this provider, for this client, in this sign-in, now."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

from bot.desk.sign_in.refusals import Reason, Refused
from bot.desk.sign_in.signing_keys import ALGORITHM

LONGEST = 16_384
"""Characters of a token; Entra's are a tenth of it."""

LEEWAY = timedelta(seconds=60)
"""How far two clocks may be apart."""

REQUIRED = ("iss", "sub", "aud", "exp", "iat", "nonce")
LATEST = 2**40
"""Seconds since 1970 that are no time any more."""

WRONG: Mapping[type[jwt.PyJWTError], Reason] = {
    jwt.InvalidSignatureError: Reason.SIGNATURE,
    jwt.InvalidAlgorithmError: Reason.SIGNATURE,
    jwt.InvalidKeyError: Reason.KEY,
    jwt.MissingRequiredClaimError: Reason.CLAIMS,
    jwt.exceptions.InvalidSubjectError: Reason.CLAIMS,
    jwt.InvalidIssuerError: Reason.ISSUER,
    jwt.InvalidAudienceError: Reason.AUDIENCE,
}
"""What stood in the way, by what the library finds; anything else is the token's form."""

Claims = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What a token has to say.

    Attributes:
        issuer: the provider.
        client: our own id with it.
        nonce: the number this sign-in was begun with.
    """

    issuer: str
    client: str
    nonce: str


def key_id(token: str) -> str:
    """Return the id of the key that a token says it is signed with.

    Raises:
        Refused: it says none, or is no token.
    """
    if len(token) > LONGEST or not token.isascii():
        raise Refused(Reason.FORM)
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        raise Refused(Reason.FORM) from None
    if header.get("alg") != ALGORITHM:
        raise Refused(Reason.SIGNATURE)
    if not isinstance(header.get("kid"), str):
        raise Refused(Reason.KEY)
    return str(header["kid"])


def checked(token: str, key: jwt.PyJWK, expected: Expected, *, now: datetime) -> Claims:
    """Return what a token says, once all of it holds.

    Args:
        token: as the provider gave it.
        key: the provider's key with the token's key id.
        expected: what it has to say.
        now: the time, with a zone.

    Raises:
        Refused: with what is wrong with it.
    """
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            issuer=expected.issuer,
            audience=expected.client,
            options={
                "require": list(REQUIRED),
                "enforce_minimum_key_length": True,
                # By our own clock, below.
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.PyJWTError as error:
        raise Refused(WRONG.get(type(error), Reason.FORM)) from None
    _check_party(claims, expected.client)
    _check_times(claims, now)
    nonce = claims["nonce"]
    if not isinstance(nonce, str) or not _are_same(nonce, expected.nonce):
        raise Refused(Reason.NONCE)
    return claims


def _check_party(claims: Claims, client: str) -> None:
    """Refuse a token that was handed to another client, though it names ours as well."""
    has_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if has_several else client) != client:
        raise Refused(Reason.AUDIENCE)


def _check_times(claims: Claims, now: datetime) -> None:
    """Refuse a token that is over, or comes from the future."""
    over, made = _seconds(claims["exp"]), _seconds(claims["iat"])
    begins = _seconds(claims.get("nbf", made))
    seconds, leeway = now.timestamp(), LEEWAY.total_seconds()
    if over + leeway <= seconds or max(made, begins) > seconds + leeway:
        raise Refused(Reason.TIME)


def _seconds(value: object) -> float:
    """Return a time of a token, in seconds since 1970.

    Raises:
        Refused: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LATEST:
        raise Refused(Reason.TIME)
    return float(value)


def _are_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
