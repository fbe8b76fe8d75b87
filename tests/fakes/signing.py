"""Keys, and tokens signed with them: by the book, or in a way nobody should take."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

Claims = Mapping[str, Any]

HUGE = 100_000


@dataclass(frozen=True)
class Key:
    """A key with its name, and what it may be used for."""

    kid: str
    private: rsa.RSAPrivateKey
    use: str = "sig"

    @property
    def published(self) -> dict[str, str]:
        """The public half, as providers publish it."""
        numbers = self.private.public_key().public_numbers()
        return {
            "kty": "RSA",
            "kid": self.kid,
            "use": self.use,
            "n": _number(numbers.n),
            "e": _number(numbers.e),
        }

    @property
    def pem(self) -> bytes:
        """The public half, as text."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


@cache
def a_key(kid: str, use: str = "sig", bits: int = 2048) -> Key:
    """Return a key; the same name gets the same one, since making one takes a while."""
    return Key(kid, rsa.generate_private_key(public_exponent=65537, key_size=bits), use)


def signed(claims: Claims, keys: Sequence[Key], fault: str, secret: str) -> str:
    """Return a token.

    Args:
        claims: what it says.
        keys: the first one signs.
        fault: how it is signed wrongly, or "".
        secret: what the client and the provider both know.
    """
    key, stranger = keys[0], a_key("stranger")
    ways: Mapping[str, Callable[[], str]] = {
        "not at all": lambda: _encoded(claims, "", "none", key.kid),
        "with the client's secret": lambda: _with_secret(claims, secret.encode(), key.kid),
        "with the public key as a secret": lambda: _with_secret(claims, key.pem, key.kid),
        "with a key nobody knows": lambda: _with(claims, stranger, stranger.kid),
        "with a key for something else": lambda: _with(claims, keys[-1], keys[-1].kid),
        "with another's key under ours": lambda: _with(claims, stranger, key.kid),
        "with a key and no name of it": lambda: _with(claims, key, None),
        "and cut off": lambda: _with(claims, key, key.kid)[:-2],
        "and huge": lambda: _with({**claims, "groups": "x" * HUGE}, key, key.kid),
    }
    return ways[fault]() if fault in ways else _with(claims, key, key.kid)


def _with(claims: Claims, key: Key, kid: str | None) -> str:
    return _encoded(claims, key.private, "RS256", kid)


def _encoded(claims: Claims, key: rsa.RSAPrivateKey | str, algorithm: str, kid: str | None) -> str:
    return jwt.encode(dict(claims), key, algorithm=algorithm, headers={"kid": kid} if kid else None)


def _with_secret(claims: Claims, secret: bytes, kid: str) -> str:
    """Sign with a secret; by hand, since the library refuses to do what is tried here."""
    parts = [{"alg": "HS256", "typ": "JWT", "kid": kid}, dict(claims)]
    text = ".".join(_text(json.dumps(part).encode()) for part in parts)
    return f"{text}.{_text(hmac.digest(secret, text.encode(), hashlib.sha256))}"


def _number(value: int) -> str:
    return _text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _text(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).decode().rstrip("=")
