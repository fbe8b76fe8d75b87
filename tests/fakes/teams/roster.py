"""Who works where the bot is used."""

from dataclasses import dataclass

TENANT = "11111111-2222-3333-4444-555555555555"
ELSEWHERE = "99999999-8888-7777-6666-555555555555"
APP_ID = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SECRET = "hemlig-nyckel-som-ingen-ser-i-loggen"  # noqa: S105 - made up
BOT = f"28:{APP_ID}"
TEAM = "19:0123456789abcdef@thread.tacv2"
CHANNEL = "19:fedcba9876543210@thread.tacv2"
GROUP = "19:0011223344556677@thread.v2"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A person in the organisation's directory.

    Attributes:
        id: their id in Teams.
        object_id: their id in Entra ID.
        role: user or guest.
    """

    id: str
    object_id: str
    name: str
    email: str
    role: str = "user"
    tenant: str = TENANT

    @property
    def told(self) -> dict[str, str]:
        """What Teams tells of them."""
        given, _, family = self.name.partition(" ")
        return {
            "id": self.id,
            "name": self.name,
            "aadObjectId": self.object_id,
            "givenName": given,
            "surname": family,
            "email": self.email,
            "userPrincipalName": self.email,
            "userRole": self.role,
            "tenantId": self.tenant,
        }


def a_member(key: str, name: str, number: int, *, role: str = "user") -> Member:
    """Return somebody whose address begins with a key, such as elias."""
    return Member(
        id=f"29:1{key}-{number:04}",
        object_id=f"00000000-0000-0000-0000-{number:012}",
        name=name,
        email=f"{key}@provkoping.example",
        role=role,
    )
