"""The identity provider: what it publishes, and what it says to those who ask."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

import jwt
from yarl import URL

from bot.desk.sign_in.fetching import SECONDS, NoAnswer, Unfit, address, ask, is_near
from bot.desk.sign_in.keeping import Kept
from bot.desk.sign_in.refusals import Reason, Refused
from bot.desk.sign_in.signing_keys import ALGORITHM, Keys, keys_in
from knowledge.clock import Clock
from knowledge.way_out import STRAIGHT, WayOut

DISCOVERY = "/.well-known/openid-configuration"
NOT_US = ("invalid_client", "unauthorized_client", "bad_client_secret", "invalid_client_id")
"""How Entra and Slack say that the client's id or secret is wrong, or its secret too old."""

BY_FORM, BY_HEADER = "client_secret_post", "client_secret_basic"


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """Who we are to the provider.

    Attributes:
        id, secret: as the provider gave them; the secret is never shown.
        back: the address people come back to.
    """

    id: str
    secret: str = field(repr=False)
    back: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """Where the provider does what.

    Attributes:
        people: where people sign in.
        tokens: where a code becomes a token.
        keys: where its keys are published.
        by_form: whether the client's secret goes in the form; else in a header.
    """

    people: URL
    tokens: URL
    keys: URL
    by_form: bool


class Provider:
    """One issuer of identities.

    An issuer that stands for many organisations (Entra's `common`, which publishes `{tenantid}`
    in place of one) is not supported: nobody could tell whose people it lets in.
    """

    def __init__(
        self, issuer: str, *, clock: Clock, seconds: float = SECONDS, way: WayOut = STRAIGHT
    ) -> None:
        """Name the provider; it is not asked yet.

        Args:
            issuer: https, or http on this machine; exactly as the provider calls itself.
            clock: tells how old what it said is.
            seconds: how long one question to it may take.
            way: how it is reached.
        """
        self._way = way
        self.issuer = issuer
        self._seconds = seconds
        self._metadata = Kept(self._discover, clock)
        self._keys = Kept(self._fetch_keys, clock)

    async def where_people_sign_in(self) -> URL:
        """Return the address that a browser is sent to.

        Raises:
            Refused: the provider is away, or not the one it should be.
        """
        return (await self._known()).people

    async def token_for(self, code: str, verifier: str, client: Client) -> str:
        """Return the ID token for a code, which the provider takes once.

        Args:
            code: what the browser brought back.
            verifier: the secret behind the challenge that the browser took along.
            client: who we are.

        Raises:
            Refused: the provider is away, or does not take the code.
        """
        known = await self._known()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": client.back,
            "code_verifier": verifier,
        }
        headers = {}
        if known.by_form:
            form |= {"client_id": client.id, "client_secret": client.secret}
        else:
            headers["Authorization"] = _basic(client)
        try:
            said = await ask(
                known.tokens, seconds=self._seconds, form=form, headers=headers, way=self._way
            )
        except NoAnswer:
            raise Refused(Reason.AWAY) from None
        token = said.get("id_token")
        if said.get("error") in NOT_US:
            raise Refused(Reason.CLIENT)
        if not isinstance(token, str):
            raise Refused(Reason.CODE)
        return token

    async def key(self, kid: str) -> jwt.PyJWK:
        """Return the key with an id; an id not seen before is asked for, once a minute at most.

        Raises:
            Refused: there is no such key, or the provider has never told any.
        """
        try:
            keys = await self._keys.get(fits=lambda known: kid in known)
        except NoAnswer:
            raise Refused(Reason.AWAY) from None
        if kid not in keys:
            raise Refused(Reason.KEY)
        return keys[kid]

    async def _known(self) -> Metadata:
        try:
            return await self._metadata.get()
        except Unfit:
            raise Refused(Reason.UNFIT) from None
        except NoAnswer:
            raise Refused(Reason.AWAY) from None

    async def _discover(self) -> Metadata:
        place = address(self.issuer.rstrip("/") + DISCOVERY, near=True)
        said = await ask(place, seconds=self._seconds, way=self._way)
        if said.get("issuer") != self.issuer:
            raise Unfit
        return _metadata(said, near=is_near(place))

    async def _fetch_keys(self) -> Keys:
        place = (await self._metadata.get()).keys
        return keys_in(await ask(place, seconds=self._seconds, way=self._way))


def _metadata(said: Mapping[str, object], *, near: bool) -> Metadata:
    """Read what discovery says.

    Raises:
        Unfit: the provider cannot do what is needed.
        NoAnswer: one of its addresses may not be asked.
    """
    ways = said.get("token_endpoint_auth_methods_supported", [BY_HEADER])
    signs = said.get("id_token_signing_alg_values_supported", [ALGORITHM])
    if not isinstance(ways, list) or not {BY_FORM, BY_HEADER} & {str(one) for one in ways}:
        raise Unfit
    if not isinstance(signs, list) or ALGORITHM not in signs:
        raise Unfit
    return Metadata(
        people=address(said.get("authorization_endpoint"), near=near),
        tokens=address(said.get("token_endpoint"), near=near),
        keys=address(said.get("jwks_uri"), near=near),
        by_form=BY_FORM in ways,
    )


def _basic(client: Client) -> str:
    pair = f"{quote_plus(client.id)}:{quote_plus(client.secret)}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"
