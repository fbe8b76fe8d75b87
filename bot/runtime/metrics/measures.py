"""The measures of one process: what they are called, and what they mean."""

from dataclasses import dataclass, field

from bot.runtime.metrics.exposition import Histogram, Measure, Numbers, written
from scheduler.delivery.model import Fate, Result

VERDICTS = ("answered", "unsure", "unanswered", "boundary")
CHANNELS = ("webchat", "console", "teams", "slack")
DOORS = ("webchat", "teams", "slack", "desk", "other")
STATUSES = ("2xx", "3xx", "4xx", "5xx")

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
LAGS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


def _numbers(name: str, said: str, **labels: tuple[str, ...]) -> Numbers:
    return Numbers(name=name, said=said, labels=labels)


def _gauge(name: str, said: str, **labels: tuple[str, ...]) -> Numbers:
    return Numbers(name=name, said=said, kind="gauge", labels=labels)


@dataclass(kw_only=True)
class Measures:
    """Everything a process counts; it begins at nothing with each start."""

    questions: Numbers = field(
        default_factory=lambda: _numbers(
            "coach_questions_total",
            "Questions looked up, by verdict; danger and despair are counted nowhere.",
            verdict=VERDICTS,
        )
    )
    finding: Histogram = field(
        default_factory=lambda: Histogram(
            name="coach_finding_seconds",
            said="How long finding an answer took, for a question that was not remembered.",
            bounds=SECONDS,
        )
    )
    requests: Numbers = field(
        default_factory=lambda: _numbers(
            "coach_requests_total",
            "Requests answered, by where they came in and the kind of status.",
            door=DOORS,
            status=STATUSES,
        )
    )
    acknowledging: Histogram = field(
        default_factory=lambda: Histogram(
            name="coach_acknowledging_seconds",
            said="How long Teams, Slack and the web chat waited until what they sent was stored.",
            bounds=SECONDS,
        )
    )
    deliveries: Numbers = field(
        default_factory=lambda: _numbers(
            "coach_deliveries_total",
            "Tries to bring a letter, by platform and what the platform said.",
            platform=CHANNELS,
            outcome=tuple(Result),
        )
    )
    delivering: Histogram = field(
        default_factory=lambda: Histogram(
            name="coach_delivering_seconds",
            said="How long a platform took to take a letter.",
            bounds=SECONDS,
        )
    )
    outbox: Numbers = field(
        default_factory=lambda: _gauge(
            "coach_outbox_letters", "Letters in the database, by state.", state=tuple(Fate)
        )
    )
    paused: Numbers = field(
        default_factory=lambda: _gauge(
            "coach_sending_paused", "1 while nothing is sent because of a restore."
        )
    )
    ticks: Numbers = field(
        default_factory=lambda: _numbers("coach_ticks_total", "Ticks of the clock in this process.")
    )
    tick_lag: Histogram = field(
        default_factory=lambda: Histogram(
            name="coach_tick_lag_seconds",
            said="How much later than due a tick of the clock was done.",
            bounds=(0.1, 0.5, 1.0, 5.0, 15.0, 30.0, 60.0, 300.0),
        )
    )
    loop_lag: Histogram = field(
        default_factory=lambda: Histogram(
            name="coach_loop_lag_seconds",
            said="How long the event loop was held up, looked at ten times a second.",
            bounds=LAGS,
        )
    )
    longest_loop_work: Numbers = field(
        default_factory=lambda: _gauge(
            "coach_loop_work_longest_seconds",
            "The longest the event loop was held up by our own work so far.",
        )
    )
    longest_loop_lag: Numbers = field(
        default_factory=lambda: _gauge(
            "coach_loop_lag_longest_seconds", "The longest the event loop was held up so far."
        )
    )

    def all(self) -> tuple[Measure, ...]:
        """Return every measure, in the order they are shown."""
        return (
            self.questions,
            self.finding,
            self.requests,
            self.acknowledging,
            self.deliveries,
            self.delivering,
            self.outbox,
            self.paused,
            self.ticks,
            self.tick_lag,
            self.loop_lag,
            self.longest_loop_lag,
            self.longest_loop_work,
        )

    def page(self) -> str:
        """Return all of it as Prometheus reads it."""
        return written(self.all())
