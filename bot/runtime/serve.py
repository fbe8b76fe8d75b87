"""Runs the service: the web server, the workers and the clock, until it is told to stop."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.kept_files import KeptFiles
from bot.channels.webchat.guard import refusal, with_headers
from bot.channels.webchat.receive import LONGEST_BODY, Webchat
from bot.conversations.commands import command_in
from bot.desk.routes import routes as desk_routes
from bot.desk.visit import About, Desk
from bot.runtime.doorway import Doorway, networks
from bot.runtime.expiry import expiring
from bot.runtime.health import Health
from bot.runtime.housekeeping import (
    keep_hourly_house,
    keep_house,
    keep_nightly_house,
    keep_time,
)
from bot.runtime.likenesses import likenesses
from bot.runtime.links import look_at_links
from bot.runtime.metrics.watching import watch_loop
from bot.runtime.retention import kinds
from bot.runtime.wiring import Service
from bot.texts.catalogue import LANGUAGES, catalogue
from scheduler.ticking import Ticking

AN_HOUR = 3_600
A_DAY = 86_400

TAKEN_OVER = 10
"""Seconds between looks for letters whose sender has died."""

LOOK_AGAIN = 1.0
"""Seconds between looks for work that another process left."""

PAUSE_AFTER_FAULT = 1.0
LONGEST_LOOK = 3.0
"""Seconds in which the database must answer for the service to count as ready."""

GRACE = 3.0
"""Seconds that open connections get at the end."""

LONGEST_SEND = 11.0
"""Seconds that what is on its way gets at the end; a courier takes no longer than ten."""

LONGEST_FINISH = 13.0
"""Seconds that a send under way gets at the end: longer than any may take. What has not been begun
by then was given back, and what is not over is decided about by whoever starts next."""

LOG = structlog.get_logger()


@dataclass(kw_only=True)
class Running:
    """The workers of one process, started and stopped together."""

    service: Service
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _ticking: Ticking = field(init=False)
    _watching: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        """Let the clock's lateness be counted."""
        measures = self.service.measures

        def late(seconds: float) -> None:
            measures.ticks.add()
            measures.tick_lag.saw(seconds)

        self._ticking = Ticking(late)

    @property
    def stopping(self) -> asyncio.Event:
        """Set once the service has been told to stop."""
        return self.service.stopping

    async def start(self) -> None:
        """Pick up what was left, then go on until `stop`."""
        service = self.service
        await asyncio.to_thread(_read_texts)
        await keep_time(service)
        await keep_nightly_house(service)
        await keep_house(service)
        await service.chosen.follow()
        await service.library.follow()
        for work in (self._handle(), self._deliver()):
            self._tasks.append(asyncio.create_task(work))
        self._tasks.append(asyncio.create_task(self._watch_others()))
        self._tasks.append(asyncio.create_task(self._learn()))
        self._watching = asyncio.create_task(watch_loop(service.measures))
        self._ticking.every_tick(lambda: keep_house(service))
        self._ticking.every_tick(lambda: keep_hourly_house(service), seconds=AN_HOUR)
        self._ticking.every_tick(lambda: keep_nightly_house(service), seconds=A_DAY)
        self._ticking.every_tick(lambda: look_at_links(service), seconds=A_DAY)
        self._ticking.every_tick(lambda: keep_time(service), seconds=TAKEN_OVER)
        self._ticking.every_tick(service.delivery.recover, seconds=TAKEN_OVER)
        self._ticking.every_tick(service.library.follow, seconds=1)
        self._ticking.every_tick(service.chosen.follow, seconds=1)
        self._ticking.every_tick(service.library.tidy, seconds=A_DAY)
        self._ticking.start()

    async def stop(self) -> None:
        """Finish what is being done, give back what is not, and start nothing more."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        self.service.inbox_bell.ring()
        self.service.bell.ring()
        self.service.doorbells.ring_all()
        self._ticking.stop()
        if self._watching:
            self._watching.cancel()
        _, late = await asyncio.wait(self._tasks, timeout=LONGEST_FINISH)
        for task in late:
            task.cancel()
        if late:
            LOG.warning("stopped-in-the-middle", count=len(late))
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _learn(self) -> None:
        """Let meaning join the search, at the start and after a large edit."""
        while not self.stopping.is_set():
            try:
                await self.service.library.learn(stop=self.stopping.is_set)
            except SQLAlchemyError as error:
                LOG.error("worker-failed", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), LOOK_AGAIN)

    async def _watch_others(self) -> None:
        """Wake the windows when messages have come, also those another process wrote."""
        seen = -1
        while not self.stopping.is_set():
            with suppress(SQLAlchemyError):
                async with self.service.reading() as work:
                    total = await work.mailboxes.total()
                if total != seen:
                    seen = total
                    self.service.doorbells.ring_all()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), LOOK_AGAIN)

    async def _handle(self) -> None:
        """Handle messages as long as there are any, else wait for the bell."""
        bell = self.service.inbox_bell
        while not self.stopping.is_set():
            ticket = bell.ticket()
            try:
                found = await self.service.handling.once()
            except Exception as error:  # noqa: BLE001 - the database may be back in a second
                LOG.error("worker-failed", error=type(error).__name__)
                await bell.wait(ticket, PAUSE_AFTER_FAULT)
                continue
            if not found:
                await bell.wait(ticket, LOOK_AGAIN)

    async def _is_paused(self) -> bool:
        """Say whether a restore has left sending paused; it is asked whenever nothing hurries."""
        async with self.service.reading() as work:
            return await work.installation.paused() is not None

    async def _deliver(self) -> None:
        """Let letters leave whenever the bell rings; what is on its way at the end may arrive."""
        bell, delivery = self.service.bell, self.service.delivery
        rung = False
        while not self.stopping.is_set():
            ticket = bell.ticket()
            try:
                if not rung and await self._is_paused():
                    await bell.wait(ticket, LOOK_AGAIN)
                    continue
                left = await delivery.once(sure=rung)
            except Exception as error:  # noqa: BLE001 - the database may be back in a second
                LOG.error("worker-failed", error=type(error).__name__)
                await bell.wait(ticket, PAUSE_AFTER_FAULT)
                rung = False
                continue
            rung = bool(left) and not delivery.flight.free
            if not rung:
                await bell.wait(ticket, min(delivery.rests_for() or LOOK_AGAIN, LOOK_AGAIN))
                rung = ticket.is_set()
        with suppress(SQLAlchemyError):
            await delivery.finish(LONGEST_SEND)


def _read_texts() -> None:
    """Read what is kept in files once, so that the first message does not wait for it."""
    for language in LANGUAGES:
        catalogue(language)
    command_in("")


def application(running: Running) -> web.Application:
    """Return the web application; its workers start and stop with it."""
    service = running.service
    doorway = _doorway(service)
    app = web.Application(client_max_size=LONGEST_BODY, middlewares=doorway.middlewares())
    app.on_response_prepare.append(with_headers)
    app.on_response_prepare.append(doorway.with_headers)

    async def is_demo() -> bool:
        async with service.reading() as work:
            return service.settings.in_demo and await work.installation.is_demo()

    chat = Webchat(
        reading=service.reading,
        reception=service.reception,
        bell=service.doorbells,
        is_demo=is_demo,
        stopping=running.stopping,
    )
    desk = Desk(
        work=service.work,
        reading=service.reading,
        library=service.library,
        clock=service.clock,
        zone=service.settings.zone,
        letters=service.letters,
        wake=service.bell.ring,
        demo_refusal=lambda request: refusal(request, is_demo),
        sign_in=service.sign_in,
        places=service.handling.places,
        choosing=service.chosen,
        looks=likenesses(service.seal),
        home=service.settings.address.rstrip("/"),
        about=About(
            expiring=expiring(service.settings),
            kept={kind.name: kind.kept.days for kind in kinds(service.settings)},
            provider=service.settings.oidc_name if service.settings.oidc_issuer else "",
            looks_at_links=service.settings.looks_at_links,
            platforms=service.platforms,
        ),
        secure=service.settings.public_url.startswith("https://"),
    )
    app.add_routes([*chat.routes(), *watched(running).routes(), *desk_routes(desk)])
    app.add_routes(KeptFiles(reading=service.reading, seal=service.seal).routes())
    if service.teams:
        app.add_routes(service.teams.routes())
    if service.slack:
        app.add_routes(service.slack.routes())

    async def started(_app: web.Application) -> None:
        await running.start()
        if service.slack:
            service.slack.start()

    async def stopped(_app: web.Application) -> None:
        await running.stop()

    app.on_startup.append(started)
    app.on_shutdown.append(stopped)
    return app


async def serve(service: Service, *, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` is called once the address answers.

    Raises:
        OSError: the address cannot be listened on.
    """
    running = Running(service=service)
    runner = web.AppRunner(application(running), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(
            runner, service.settings.host, service.settings.port, shutdown_timeout=GRACE
        )
        await site.start()
        ready()
        await _told_to_stop()
        # The address still answers, and /readyz says no: whoever shares out requests looks away.
        await running.stop()
    finally:
        await runner.cleanup()
        await service.close()


async def _told_to_stop() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    await told.wait()


def _doorway(service: Service) -> Doorway:
    return Doorway(
        measures=service.measures,
        proxies=networks(service.settings.trusted_proxies),
        strict=service.settings.public_url.startswith("https://"),
    )


def watched(running: Running) -> Health:
    """Return what answers those who watch the service; a database that is away is told, no more."""
    service = running.service

    async def is_ready() -> bool:
        if running.stopping.is_set():
            return False
        with suppress(SQLAlchemyError, OSError):
            async with asyncio.timeout(LONGEST_LOOK), service.reading() as work:
                await work.tips.library_version()
                return True
        return False

    async def counted() -> str:
        with suppress(SQLAlchemyError, OSError):
            async with asyncio.timeout(LONGEST_LOOK), service.reading() as work:
                for fate, count in (await work.letters.sums()).items():
                    service.measures.outbox.put(count, fate)
                service.measures.paused.put(int(await work.installation.paused() is not None))
        return service.measures.page()

    return Health(
        is_ready=is_ready,
        counted=counted,
        token=service.settings.metrics_token.get_secret_value(),
    )
