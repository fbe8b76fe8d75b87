"""The keys that Teams signs with: fetched beside the work, kept, and never asked for in a storm."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
import jwt
import structlog

from bot.channels.teams import asking
from bot.channels.teams.registration import CHANNEL_ID, ISSUER
from knowledge.clock import Clock
from knowledge.way_out import STRAIGHT, WayOut

SECONDS = 3.0
"""How long fetching the keys may take in all."""

AT_MOST_EVERY = timedelta(minutes=1)
"""How often a key nobody knows may make us ask (reliability S6)."""

FRESH_FOR = timedelta(hours=12)
"""How long the keys are used before they are fetched anew, beside the work."""

ALGORITHM = "RS256"

LOG = structlog.get_logger()

Keys = Mapping[str, jwt.PyJWK]


class NoKeys(Exception):
    """The keys could not be fetched, or are no keys."""


@dataclass(kw_only=True)
class KeysOfIssuer:
    """The issuer's keys, by their id; the last ones that came are kept as long as none come."""

    url: str
    clock: Clock
    seconds: float = SECONDS
    way: WayOut = STRAIGHT
    _keys: Keys = field(default_factory=dict)
    _came: datetime | None = None
    _asked: datetime | None = None
    _asking: asyncio.Task[None] | None = None

    async def key(self, kid: str) -> jwt.PyJWK | None:
        """Return a key by its id; None when there is none, or none could be fetched."""
        if kid in self._keys:
            if self._came and self.clock.now() - self._came > FRESH_FOR:
                self._ask()
            return self._keys[kid]
        self._ask()
        if self._asking is not None:
            # Whoever gives up waiting must not end the fetching for the others.
            await asyncio.shield(self._asking)
        return self._keys.get(kid)

    @property
    def known(self) -> bool:
        """Whether any keys have come."""
        return bool(self._keys)

    async def stop(self) -> None:
        """Stop fetching."""
        if self._asking is not None:
            self._asking.cancel()
            with suppress(asyncio.CancelledError):
                await self._asking

    def _ask(self) -> None:
        """Begin to fetch the keys, unless that is going on or was done a moment ago."""
        now = self.clock.now()
        if self._asking is not None or (self._asked and now - self._asked < AT_MOST_EVERY):
            return
        self._asked = now
        self._asking = asyncio.get_running_loop().create_task(self._fetch())

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(self.seconds):
                self._keys = await _fetched(self.url, self.way)
            self._came = self.clock.now()
        except (NoKeys, TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            LOG.warning("teams-keys-not-fetched", error=type(error).__name__)
        finally:
            self._asking = None


async def _fetched(url: str, way: WayOut) -> Keys:
    async with asking.session(way) as session:
        told = await _read(session, url)
        place = told.get("jwks_uri")
        if told.get("issuer") != ISSUER or not isinstance(place, str):
            raise NoKeys
        if _home(place) != _home(url):
            raise NoKeys
        published = (await _read(session, place)).get("keys")
    if not isinstance(published, list):
        raise NoKeys
    found = dict(pair for one in published if isinstance(one, dict) for pair in _key(one))
    if not found:
        raise NoKeys
    return found


async def _read(session: aiohttp.ClientSession, url: str) -> Mapping[str, object]:
    async with session.get(url, allow_redirects=False) as answer:
        if answer.status != 200:
            raise NoKeys
        return await asking.said_in(answer)


def _home(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _key(written: Mapping[str, object]) -> list[tuple[str, jwt.PyJWK]]:
    """Return a key with its id, if it may sign what comes from Teams."""
    endorsed = written.get("endorsements")
    may_sign = (
        written.get("kty") == "RSA"
        and written.get("use", "sig") == "sig"
        and written.get("alg", ALGORITHM) == ALGORITHM
        and isinstance(endorsed, list)
        and CHANNEL_ID in endorsed
    )
    kid = written.get("kid")
    if not may_sign or not isinstance(kid, str):
        return []
    try:
        key = jwt.PyJWK({"kty": "RSA", "n": written.get("n"), "e": written.get("e")}, ALGORITHM)
    except jwt.PyJWTError:
        return []
    return [(kid, key)]
