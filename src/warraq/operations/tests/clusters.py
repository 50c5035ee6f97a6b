"""A PostgreSQL of one's own: made for a while, stopped and started at will, and removed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warraq.needs import need

from .running import free_port

# Newest first, by number: "9" would come after "15".
PROGRAMS = sorted(
    Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda place: float(place.parent.name), reverse=True
)
USER = "postgres"
# Nothing in it outlives the test, so nothing need reach the disk.
SETTINGS = ["fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=60"]
SETTINGS += ["max_prepared_transactions=4"]
PATIENCE = 60  # seconds


def is_installed() -> bool:
    return shutil.which("initdb", path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, PROGRAMS)])) is not None


class Cluster:
    """One server with its data below `place`. PostgreSQL refuses to run as root: then it runs as another user."""

    def __init__(self, place: Path, port: int) -> None:
        self.place, self.port = place, port
        self._programs = Path(need("initdb", "postgresql", *PROGRAMS)).parent
        self._as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []

    @property
    def url(self) -> str:
        """What DATABASE_URL takes."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{USER}"

    def make(self) -> None:
        if self._as_user:
            shutil.chown(self.place, USER, USER)
        locale = ["--encoding", "UTF8", "--locale", "C.UTF-8"]
        self._run("initdb", "--username", USER, "--auth", "trust", "--no-sync", *locale)

    def start(self) -> None:
        """Returns once it takes connections."""
        words = [f"-c {setting}" for setting in SETTINGS]
        words += [f"-p {self.port}", "-h 127.0.0.1", f"-k {self.place}"]
        self._control("start", "-o", " ".join(words), "-l", str(self.place / "log"))

    def stop(self, mode: str = "fast") -> None:
        """`fast` ends what is under way in order, `immediate` as a crash would."""
        self._control("stop", "-m", mode)

    @property
    def is_running(self) -> bool:
        return (self.place / "data" / "postmaster.pid").exists()

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-w", "-t", str(PATIENCE), *words)

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as_user, str(self._programs / program), "-D", str(self.place / "data"), *words]
        # Not through a pipe: the server would hold it open for as long as it runs.
        with (self.place / "commands.log").open("ab") as out:
            subprocess.run(command, cwd=self.place, stdout=out, stderr=out, timeout=2 * PATIENCE, check=True)


@contextmanager
def private_cluster(port: int = 0) -> Iterator[Cluster]:
    """A running server that nobody else uses, on a free port unless one is given."""
    # Not below pytest's directories: those are closed to the other user.
    place = Path(tempfile.mkdtemp(prefix="warraq-pg-"))
    cluster = Cluster(place, port or free_port())
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        if cluster.is_running:
            cluster.stop("immediate")
        shutil.rmtree(place, ignore_errors=True)
