"""The key file, and the seal that is made from it."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from knowledge.sealing import SealBroken

KEY_BYTES = 32

NO_TIME = 0
"""Fernet writes the second of sealing in clear; ours would tell when somebody wrote."""


class KeySeal:
    """Seals with Fernet (AES-128-CBC and HMAC-SHA256) and marks with HMAC-SHA256.

    Source: the Fernet specification as implemented by `cryptography`.
    """

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(key, "seal")))
        self._marking = _derived(key, "mark")

    def closed(self, text: str) -> str:
        """Return the text sealed; the same text never looks the same twice."""
        return self._fernet.encrypt_at_time(text.encode(), NO_TIME).decode()

    def opened(self, sealed: str) -> str:
        """Return the text again; raises SealBroken when the key is another."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SealBroken from error

    def mark(self, purpose: str, text: str) -> str:
        """Return a keyed hash (64 hexadecimal digits), unrelated for another purpose."""
        return hmac.new(self._marking, f"{purpose}\x00{text}".encode(), hashlib.sha256).hexdigest()


class NoKey(Exception):
    """The key file holds something else than a key."""


def read_or_make(path: Path) -> KeySeal:
    """Read the key, or make one that only its owner may read (mode 0600).

    Raises:
        OSError: the file cannot be read or made.
        NoKey: the file holds something else.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return read_or_make(path)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_hex(KEY_BYTES)}\n")
            file.flush()
            os.fsync(file.fileno())
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise NoKey
    return KeySeal(key)


def _derived(key: bytes, label: str) -> bytes:
    return hmac.new(key, label.encode(), hashlib.sha256).digest()
