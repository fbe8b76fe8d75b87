"""The line between one replica and the database, which can be cut and mended."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

CHUNK = 1 << 16
SOCKET = ".s.PGSQL.5432"


@dataclass(kw_only=True)
class Line:
    """A socket that leads to PostgreSQL's own.

    Attributes:
        folder: where the replica finds its end.
        server: PostgreSQL's socket.
    """

    folder: Path
    server: Path
    _whole: asyncio.Event = field(default_factory=asyncio.Event)
    _listener: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def lay(self) -> None:
        """Carry whatever comes from now on."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._whole.set()
        self._listener = await asyncio.start_unix_server(self._carry, str(self.folder / SOCKET))

    def cut(self) -> None:
        """Carry nothing in either direction; nobody is told, as with a cable pulled out."""
        self._whole.clear()

    def mend(self) -> None:
        """Carry again, first what has waited."""
        self._whole.set()

    async def remove(self) -> None:
        """Close everything."""
        if self._listener:
            self._listener.close()
        for one in [*self._open]:
            one.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open.add(task)
        try:
            await self._whole.wait()
            there, back = await asyncio.open_unix_connection(str(self.server))
            both = [
                asyncio.ensure_future(self._one_way(reader, back)),
                asyncio.ensure_future(self._one_way(there, writer)),
            ]
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in both:
                    one.cancel()
                back.close()
        except OSError:
            pass  # PostgreSQL is stopped: who calls finds nobody
        except asyncio.CancelledError:
            pass  # the line is taken away, and asyncio would call that a fault of the stream's
        finally:
            writer.close()
            self._open.discard(task)

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(CHUNK):
            await self._whole.wait()
            writer.write(data)
            await writer.drain()
