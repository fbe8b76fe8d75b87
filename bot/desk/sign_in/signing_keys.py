"""The keys with which a provider signs, as it publishes them."""

from collections.abc import Mapping

import jwt

from bot.desk.sign_in.fetching import NoAnswer

ALGORITHM = "RS256"
"""The one way to sign that is taken; every provider has it."""

Keys = Mapping[str, jwt.PyJWK]


def keys_in(published: Mapping[str, object]) -> Keys:
    """Return the keys that may sign a token, by their id; others are passed over.

    Args:
        published: a set of JSON Web Keys.

    Raises:
        NoAnswer: it is no such set, or none of its keys can be used.
    """
    listed = published.get("keys")
    if not isinstance(listed, list):
        raise NoAnswer
    found = [_key(one) for one in listed if isinstance(one, dict)]
    keys = {kid: key for one in found if one is not None for kid, key in [one]}
    if not keys:
        raise NoAnswer
    return keys


def _key(written: Mapping[str, object]) -> tuple[str, jwt.PyJWK] | None:
    kid, number, exponent = (written.get(name) for name in ("kid", "n", "e"))
    is_ours = (
        written.get("kty") == "RSA"
        and written.get("use", "sig") == "sig"
        and written.get("alg", ALGORITHM) == ALGORITHM
    )
    if not is_ours or not isinstance(kid, str):
        return None
    try:
        return kid, jwt.PyJWK({"kty": "RSA", "n": number, "e": exponent}, ALGORITHM)
    except jwt.PyJWTError:
        return None
