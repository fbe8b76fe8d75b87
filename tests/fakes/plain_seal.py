"""A seal with a key everybody knows, so that what is marked is the same in every run."""

import hashlib


class PlainSeal:
    """Closes nothing, and marks by a hash anybody can make."""

    def closed(self, text: str) -> str:
        """Return the text as it is."""
        return text

    def opened(self, sealed: str) -> str:
        """Return the text as it is."""
        return sealed

    def mark(self, purpose: str, text: str) -> str:
        """Return 64 hexadecimal digits."""
        return hashlib.sha256(f"{purpose}|{text}".encode()).hexdigest()
