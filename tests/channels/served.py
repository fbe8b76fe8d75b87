"""The program in processes of its own: commands that end, and a service to kill and start again."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
LONGEST_COMMAND = 180.0
LONGEST_START = 60.0
LONGEST_STOP = 10.0
LOOK_AGAIN = 0.02


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        number: int = one.getsockname()[1]
    return number


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A folder that holds a database and its key, and the environment that points there."""

    folder: Path
    environment: Mapping[str, str]

    def with_settings(self, **settings: str) -> "Machine":
        """Return the same place with other settings, named without their prefix."""
        more = {f"COACH_{name.upper()}": value for name, value in settings.items()}
        return Machine(folder=self.folder, environment={**self.environment, **more})

    def command(self, *words: str, said: str | bytes = "") -> subprocess.CompletedProcess[str]:
        """Run `python app.py` with these words to its end, and return what it wrote."""
        typed = said.encode() if isinstance(said, str) else said
        ended = subprocess.run(  # noqa: S603 - our own program
            _program(*words),
            cwd=ROOT,
            env=self._settings(),
            input=typed,
            capture_output=True,
            timeout=LONGEST_COMMAND,
            check=False,
        )
        return subprocess.CompletedProcess(
            ended.args, ended.returncode, ended.stdout.decode(), ended.stderr.decode()
        )

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Start `python app.py` with these words; its output goes to files in the folder."""
        with (
            (self.folder / "stdout").open("ab") as out,
            (self.folder / "stderr").open("ab") as err,
        ):
            return subprocess.Popen(  # noqa: S603 - our own program
                _program(*words),
                cwd=ROOT,
                env=self._settings(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    def _settings(self) -> Mapping[str, str]:
        return {
            "COACH_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder}/coach.db",
            "COACH_KEY_FILE": str(self.folder / "keys"),
            **self.environment,
        }


@dataclass(kw_only=True)
class Served:
    """A running service at an address that stays its own."""

    machine: Machine
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the service is found, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def complaints(self) -> str:
        """All that the service has written to standard error."""
        return (self.machine.folder / "stderr").read_text(encoding="utf-8")

    def start(self, *words: str) -> "Served":
        """Start the service, as `run --demo` or with other words, and wait until it is ready."""
        machine = self.machine.with_settings(port=str(self.port))
        self._process = machine.begin(*(words or ("run", "--demo")))
        until(self._is_ready, LONGEST_START, "the service is ready")
        return self

    def kill(self) -> None:
        """End the process as a power cut would."""
        process = self._running()
        process.kill()
        process.wait(LONGEST_STOP)

    def restart(self) -> None:
        """Kill the service and start it again at the same address."""
        self.kill()
        self.start()

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask the service to stop; return its exit status."""
        process = self._running()
        process.send_signal(by)
        return process.wait(LONGEST_STOP)

    def close(self) -> None:
        """Leave no process behind, whatever became of it."""
        if self._process and self._process.poll() is None:
            self.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process, "the service was never started"
        return self._process

    def _is_ready(self) -> bool:
        assert self._running().poll() is None, f"the service ended: {self.complaints}"
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


def until(is_so: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something is so, and fail when it is not in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not in {seconds} s: {what}"
        time.sleep(LOOK_AGAIN)


def _program(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "app.py"), *words]
