"""Setting up .venv, on machines made as bad as they come. No test needs a network."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "deploy" / "environment.py"
BASE = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"

OLD_PYTHON = "import sys\nsys.version_info = (3, 6, 15, 'final', 0)\n"
NO_VENV = "import sys\nsys.modules['ensurepip'] = None\n"
IMPOSSIBLE = "nosuchthing==1.0 --hash=sha256:" + "0" * 64 + "\n"
A_NEW_PYTHON = '#!/bin/sh\n[ "$1" = -c ] || echo "set up by $0"\n'
A_STAND_IN = "#!/bin/sh\nexit 127\n"


class Machine:
    """A folder with the script, an empty lock, and a PATH with nothing on it."""

    def __init__(self, root: Path) -> None:
        self.project = root / "project"
        self.path = root / "path"
        self.odd = root / "odd"
        for folder in (self.project / "deploy", self.path, self.odd):
            folder.mkdir(parents=True)
        (self.project / "deploy" / "environment.py").write_bytes(SCRIPT.read_bytes())
        self.lock("")

    def lock(self, text: str) -> None:
        """Ask for these packages."""
        (self.project / "requirements.lock").write_text(text, encoding="utf-8")

    def with_python(self, name: str, script: str) -> None:
        """Put a Python of this name on PATH."""
        (self.path / name).write_text(script, encoding="utf-8")
        (self.path / name).chmod(0o755)

    def with_oddity(self, code: str) -> None:
        """Let every Python on this machine begin so."""
        (self.odd / "sitecustomize.py").write_text(code, encoding="utf-8")

    def start(self) -> subprocess.Popen[str]:
        """Begin to set up, in a session of its own, as a terminal would."""
        return subprocess.Popen(  # noqa: S603 - our own command
            [BASE, self.project / "deploy" / "environment.py"],
            cwd=self.project,
            env={"PATH": str(self.path), "PYTHONPATH": str(self.odd), "PIP_NO_INDEX": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def set_up(self) -> tuple[int, str, str]:
        """Set up, and return the status and what was said on either stream."""
        process = self.start()
        said, complained = process.communicate(timeout=120)
        return process.returncode, said, complained

    def python_works(self) -> bool:
        """Tell whether .venv's Python can be started."""
        python = self.project / ".venv" / "bin" / "python"
        asked = [str(python), "-c", "import pip"]
        return subprocess.run(asked, check=False).returncode == 0  # noqa: S603 - our own command


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine where all is well, and nothing is set up."""
    return Machine(tmp_path)


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Return a machine where .venv was broken, and has been set up since."""
    machine = Machine(tmp_path_factory.mktemp("mended"))
    (machine.project / ".venv" / "bin").mkdir(parents=True)
    for rubbish in ("bin/python", ".lock-sha256"):
        (machine.project / ".venv" / rubbish).write_text("rubbish", encoding="utf-8")
    assert machine.set_up()[0] == 0
    return machine


class TestOldPython:
    """A Python that is too old."""

    def test_can_read_the_script(self) -> None:
        """The script has no syntax that Python 3.6 does not know."""
        tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))

        assert tree.body

    def test_is_told_what_to_do(self, machine: Machine) -> None:
        """One line names what was found and what is needed."""
        machine.with_oddity(OLD_PYTHON)

        status, _, complained = machine.set_up()

        assert status == 2
        assert complained.count("\n") == 1
        assert "This is Python 3.6.15, and Python 3.11 or newer is needed" in complained

    def test_gives_way_to_the_newest_on_path(self, machine: Machine) -> None:
        """The newest that says it is new enough takes over; a stand-in that fails does not."""
        machine.with_oddity(OLD_PYTHON)
        machine.with_python("python3.14", A_STAND_IN)
        machine.with_python("python3.13", A_NEW_PYTHON)
        machine.with_python("python3.12", A_NEW_PYTHON)

        status, said, complained = machine.set_up()

        assert said == f"set up by {machine.path}/python3.13\n"
        assert (status, complained) == (0, "")


class TestPoorMachine:
    """What a machine can lack."""

    @pytest.mark.parametrize(
        ("commands", "advice"),
        [(["apt"], "sudo apt install python3."), ([], "Install the package")],
    )
    def test_without_venv_is_told_which_package(
        self, machine: Machine, commands: list[str], advice: str
    ) -> None:
        """Debian's command is named where there is apt; elsewhere the package alone."""
        machine.with_oddity(NO_VENV)
        for command in commands:
            machine.with_python(command, A_STAND_IN)

        status, _, complained = machine.set_up()

        assert status == 2
        assert complained.count("\n") == 1
        assert advice in complained
        assert f"python3.{sys.version_info.minor}-venv" in complained

    def test_with_a_file_in_place_of_a_folder_is_told_which(self, machine: Machine) -> None:
        """A folder that cannot be made is named, in one line."""
        (machine.project / "var").write_text("", encoding="utf-8")

        status, _, complained = machine.set_up()

        assert status == 2
        assert complained.count("\n") == 1
        assert f"Cannot use {machine.project}/var: File exists" in complained

    def test_with_a_folder_that_cannot_be_written_is_told_which(self, machine: Machine) -> None:
        """It is named, in one line; root may write anywhere, so for root a file is in the way."""
        if os.geteuid() == 0:
            (machine.project / "var").write_text("", encoding="utf-8")
        else:
            machine.project.chmod(0o555)

        status, _, complained = machine.set_up()

        machine.project.chmod(0o755)
        assert status == 2
        assert complained.count("\n") == 1
        assert f"Cannot use {machine.project}/var" in complained

    def test_without_the_lock_is_told_so(self, machine: Machine) -> None:
        """A missing lock is named, in one line."""
        (machine.project / "requirements.lock").unlink()

        status, _, complained = machine.set_up()

        assert status == 2
        assert complained.count("\n") == 1
        assert "requirements.lock" in complained


class TestSettingUp:
    """Making .venv, and making it again."""

    def test_a_broken_one_is_made_anew(self, mended: Machine) -> None:
        """A .venv without a Python that starts is taken away and made again."""
        assert mended.python_works()

    def test_a_second_run_is_instant(self, mended: Machine) -> None:
        """Nothing is done when nothing has changed, and it takes less than half a second."""
        log = mended.project / "var" / "install.log"
        before = log.stat().st_mtime_ns
        started = time.monotonic()

        assert mended.set_up() == (0, ".venv is ready.\n", "")
        assert time.monotonic() - started < 0.5
        assert log.stat().st_mtime_ns == before

    def test_a_failure_names_the_log_and_is_not_taken_for_done(self, machine: Machine) -> None:
        """One line says why and where pip's words are; no stamp is set."""
        machine.lock(IMPOSSIBLE)

        status, _, complained = machine.set_up()

        assert status == 2
        assert complained.count("\n") == 1
        assert "pip found no such package here" in complained
        assert "var/install.log" in complained
        assert "nosuchthing" in (machine.project / "var" / "install.log").read_text("utf-8")
        assert not (machine.project / ".venv" / ".lock-sha256").exists()

    @pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
    def test_a_stop_is_one_line(self, machine: Machine, sent: signal.Signals) -> None:
        """Ctrl-C, or a kill, leaves no traceback and no stamp."""
        process = machine.start()
        assert process.stdout is not None
        process.stdout.readline()

        os.killpg(process.pid, sent)
        _, complained = process.communicate(timeout=20)

        assert complained == "Stopped. Run the same command again to go on.\n"
        assert process.returncode == 130
        assert not (machine.project / ".venv" / ".lock-sha256").exists()
