"""Why somebody was not signed in, in words for the audit that name nobody."""

from enum import StrEnum


class Reason(StrEnum):
    """What stood in the way."""

    STATE = "state"
    """Nobody began such a sign-in here, or it has been used."""

    BROWSER = "browser"
    """It began in another browser."""

    LATE = "late"
    """It began more than ten minutes ago."""

    DENIED = "denied"
    """The provider says no, or the person does."""

    CODE = "code"
    """The provider does not take its own code back."""

    CLIENT = "client"
    """The provider does not take our own id or secret; a secret grows too old."""

    AWAY = "provider-away"
    """The provider does not answer, or not in the way that was agreed."""

    UNFIT = "provider-unfit"
    """The provider is not the one in the settings, or cannot do what is needed."""

    FORM = "token-form"
    """There is no token, or what there is cannot be read."""

    KEY = "token-key"
    """It is signed with a key that is not the provider's."""

    SIGNATURE = "token-signature"
    """Its signature, or the kind of it, is wrong."""

    CLAIMS = "token-claims"
    """It does not say all that it must."""

    ISSUER = "token-issuer"
    """It comes from somebody else."""

    AUDIENCE = "token-audience"
    """It is for somebody else."""

    TIME = "token-time"
    """It is over, or not yet."""

    NONCE = "token-nonce"
    """It was made for another sign-in."""

    TENANT = "tenant"
    """It is of another organisation."""

    UNVERIFIED = "e-mail-unverified"
    """A first visit, and the provider does not vouch for a work address."""

    UNKNOWN = "person-unknown"
    """A first visit, and nobody in the list of people has the address."""

    SEVERAL = "person-several"
    """A first visit, and more than one in the list has the address."""

    SAMPLE = "person-sample"
    """A person of the sample organisation, who is picked and never signs in."""

    LEFT = "person-left"
    """Somebody who has left."""

    ROLE = "role"
    """Somebody who has nothing to do on the desk."""


class Refused(Exception):
    """Somebody is not signed in.

    Attributes:
        reason: what stood in the way.
        person: person id, when it is known who it was; else "".
    """

    def __init__(self, reason: Reason, *, person: str = "") -> None:
        self.reason = reason
        self.person = person
        super().__init__(reason.value)
