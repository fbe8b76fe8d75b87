"""When secrets expire: as the settings say, and as the certificate itself does."""

from collections.abc import Mapping
from datetime import date

from bot.channels.teams.access_tokens import certificate_ends
from bot.conversations import expiring as warnings
from bot.runtime.settings import Settings
from bot.runtime.teams import registration_of
from bot.runtime.wiring import Service


def expiring(settings: Settings) -> Mapping[str, date]:
    """Return the last day of each secret that is known, by its name."""
    found = dict(settings.expiring)
    if settings.teams_app_certificate and "certificate" not in found:
        ends = certificate_ends(registration_of(settings).certificate)
        if ends is not None:
            found["certificate"] = ends
    return found


async def warn_of_secrets(service: Service) -> None:
    """Tell coordinators and administrators of secrets that expire soon; twice changes nothing."""
    async with service.work() as work:
        if await warnings.warn(service.letters(work), expiring(service.settings)):
            await work.commit()
            service.bell.ring()
