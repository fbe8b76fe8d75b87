"""Looks at what is our own: database, key, people, contacts, and what expires."""

import shutil
from collections.abc import Iterator

import sqlalchemy

from bot.runtime.backup.restoring import place_of
from bot.runtime.checking.finding import Finding, bad, look, well
from bot.runtime.expiry import expiring
from bot.runtime.migrate import is_newer
from bot.runtime.wiring import Service
from knowledge.people.model import Role

LEAST_FREE = 1 << 30
"""Bytes of disk below which somebody should look."""

SOON = 30
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""What PostgreSQL must not have switched off: else what it has acknowledged can be lost."""


async def house(service: Service) -> list[Finding]:
    """Look at everything that needs nobody else's server."""
    return [
        *await _database(service),
        _key(service),
        *await _people(service),
        *_expiry(service),
        *_rest(service),
    ]


async def _database(service: Service) -> list[Finding]:
    found = []
    async with service.reading() as work:
        kind = "made by demo" if await work.installation.is_demo() else "real"
        tips = len(await work.tips.published())
        paused = await work.installation.paused()
    found.append(well(f"Database is {kind}, with {tips} published tips."))
    if not tips:
        found.append(look("No tip is published: bring some with `import`, see docs/howto."))
    if paused:
        found.append(look(f"Sending is paused since a restore ({paused}); `resume` ends it."))
    file = place_of(service.engine)
    async with service.engine.connect() as connection:
        shape = sqlalchemy.text("SELECT version_num FROM alembic_version")
        if is_newer(await connection.scalar(shape)):
            found.append(look("A newer version has migrated this database; upgrade this one, too."))
        if file is not None:
            whole = await connection.scalar(sqlalchemy.text("PRAGMA quick_check"))
            found.append(
                well("Database is SQLite, and whole.")
                if whole == "ok"
                else bad("Database is damaged: bring a copy back with `restore`.")
            )
            free = shutil.disk_usage(file.resolve().parent).free
            if free < LEAST_FREE:
                found.append(look(f"Only {free >> 20:,} MB are free where the database lies."))
        else:
            for name, wanted in SAFE.items():
                said = await connection.scalar(sqlalchemy.text(f"SHOW {name}"))
                if said == "off":
                    found.append(bad(f"PostgreSQL has {name}={said}; it must be {wanted}."))
            found.append(well("Database is PostgreSQL."))
    return found


def _key(service: Service) -> Finding:
    mode = service.settings.key_file.stat().st_mode & 0o077
    if mode:
        return bad(f"{service.settings.key_file} can be read by others: chmod 600.")
    return well("Key fits the database. Is there a copy of it, elsewhere than the database's?")


async def _people(service: Service) -> list[Finding]:
    async with service.reading() as work:
        there = [one for one in await work.people.everyone() if one.left is None]
    roles = [one.role for one in there]
    found = [well(f"{len(there):,} people, of whom {roles.count(Role.COACH):,} are coaches.")]
    if not {Role.COORDINATOR, Role.ADMINISTRATOR} & {*roles}:
        found.append(look("Nobody is coordinator: `setup` makes the first one."))
    elif not service.settings.in_demo and all(
        not one.email for one in there if one.role is Role.COORDINATOR
    ):
        found.append(look("No coordinator has a work address, so none can sign in to the desk."))
    return found


def _expiry(service: Service) -> Iterator[Finding]:
    settings, today = service.settings, service.clock.now().date()
    known = expiring(settings)
    for name, day in sorted(known.items(), key=lambda one: one[1]):
        left = (day - today).days
        if left < 0:
            yield bad(f"The secret {name!r} expired on {day.isoformat()}.")
        elif left <= SOON:
            yield look(f"The secret {name!r} expires on {day.isoformat()}, in {left} days.")
        else:
            yield well(f"The secret {name!r} expires on {day.isoformat()}.")
    wanted = {
        "oidc": bool(settings.oidc_issuer),
        "teams": bool(settings.teams_app_id) and not settings.teams_app_certificate,
    }
    for name, is_used in wanted.items():
        if is_used and name not in known:
            yield look(
                f"Nobody has said when the secret {name!r} expires: COACH_SECRETS_EXPIRE="
                f"{name}=2027-03-01, and you are told 30, 7 and 1 days before."
            )


def _rest(service: Service) -> Iterator[Finding]:
    settings = service.settings
    yield well(f"Demo mode is {'on' if settings.in_demo else 'off'}.")
    for name in service.chosen.settings.unchecked_contacts:
        yield look(f"{name} has its default: check before go-live.")
    if not settings.in_demo and not settings.public_url:
        yield look("COACH_PUBLIC_URL is not set: links and pictures in cards lead nowhere.")
    if not settings.in_demo and not settings.oidc_issuer:
        yield look("COACH_OIDC_ISSUER is not set: nobody can sign in to the desk.")
