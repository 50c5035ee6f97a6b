"""Install the npm packages of package-lock.json with Node 20 or newer: the machine's, else one from PyPI."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV_PROGRAMS = Path(sys.executable).parent
OLDEST_NODE = 20
# Scripts of packages are never run: one of them would fetch a Java runtime from the network.
CLEAN_INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def node_version(folder: Path) -> int:
    """The major version of the Node in a folder that has npm too, or 0."""
    node, npm = folder / "node", folder / "npm"
    if not (node.is_file() and npm.is_file()):
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def folders_to_search() -> list[Path]:
    return [Path(folder) for folder in os.get_exec_path() if folder] + [VENV_PROGRAMS]


def install_node() -> Path:
    print("no Node 20 or newer found: installing one into the virtual environment", flush=True)
    pins = ROOT / "requirements" / "node.txt"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", pins]
    subprocess.run(command, check=True)
    return VENV_PROGRAMS


def folder_of_node() -> Path:
    usable = (folder for folder in folders_to_search() if node_version(folder) >= OLDEST_NODE)
    return next(usable, None) or install_node()


def main() -> None:
    folder = folder_of_node()
    # npm starts with `env node`: the Node beside it must be the first one found.
    environment = {**os.environ, "PATH": os.pathsep.join([str(folder), os.environ.get("PATH", "")])}
    npm = shutil.which("npm", path=environment["PATH"]) or "npm"
    without_referees = [] if "--dev" in sys.argv[1:] else ["--omit=dev"]
    subprocess.run([npm, *CLEAN_INSTALL, *without_referees], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
