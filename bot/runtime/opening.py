"""Makes the database fit to be used: migrated, and sealed with this key."""

from bot.runtime.erasures import replay
from bot.runtime.migrate import migrate
from bot.runtime.wiring import Service


class ForeignKeyFile(Exception):
    """The key file is not the one this database was sealed with; nothing could be opened."""


async def prepare(service: Service) -> bool:
    """Migrate the database, check the key, erase again whom a restore brought back; hear choices.

    Returns:
        Whether there was anything to migrate.

    Raises:
        ForeignKeyFile: the database was sealed with another key.
    """
    changed = await migrate(service.engine)
    async with service.work() as work:
        if not await work.installation.knows_key(service.seal.mark("installation", "key")):
            raise ForeignKeyFile
        await work.commit()
    await replay(service)
    await service.chosen.follow()
    return changed
