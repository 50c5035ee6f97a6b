"""Run a command on a PostgreSQL made for it and removed afterwards: `python tools/postgresql.py COMMAND…`.

With TEST_POSTGRESQL, the address of one in which databases may be created and dropped, on that one.
"""

import os
import subprocess
import sys

from warraq.operations.tests.clusters import is_installed, private_cluster


def run(command: list[str], address: str) -> int:
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}, check=False).returncode


def main() -> int:
    command = sys.argv[1:]
    if given := os.environ.get("TEST_POSTGRESQL"):
        return run(command, given)
    if not is_installed():
        print("no PostgreSQL here: apt-get install postgresql, or name one in TEST_POSTGRESQL", file=sys.stderr)
        return 1 if os.environ.get("WARRAQ_TEST_REQUIRE") == "all" else 0
    with private_cluster() as cluster:
        return run(command, cluster.url)


if __name__ == "__main__":
    sys.exit(main())
