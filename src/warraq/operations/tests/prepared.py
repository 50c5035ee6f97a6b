"""What the first start of a site makes, made once: its database, and its static files under their hashed names.

`test_serving` and `test_commands` see to a first start itself; other tests only want a site that runs.
"""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

from .running import environment

COLLECT = "import django; django.setup(); from warraq.operations import static_files; static_files.prepare()"
COLLECTED = ("assets", "collected", "static-collected")


class Prepared:
    """Lays into new sites what `folder`, which several processes share, and the database file `migrated` hold."""

    def __init__(self, folder: Path, migrated: Path | None) -> None:
        self.folder, self.migrated = folder, migrated

    def lay_database(self, file: Path) -> None:
        """Where the tests run on PostgreSQL there is no such file, and the site makes its own."""
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.migrated:
            shutil.copy(self.migrated, file)

    def lay_static_files(self, data: Path) -> None:
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made = self.folder / "data"
            if not (made / COLLECTED[-1]).exists():
                words = environment(self.folder, DJANGO_SETTINGS_MODULE="warraq.conf.settings")
                subprocess.run([sys.executable, "-c", COLLECT], env=words, cwd=self.folder, check=True)
        data.mkdir(parents=True, exist_ok=True)
        for name in COLLECTED[:-1]:
            shutil.copytree(made / name, data / name)
        shutil.copy2(made / COLLECTED[-1], data)

    def lay_all(self, data: Path) -> None:
        """Into a site's data directory, that its first start finds everything done."""
        self.lay_static_files(data)
        self.lay_database(data / "warraq.sqlite3")
