"""Write the lock files: every package with its hashes, and no address of the machine that resolved them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = "requirements/base.txt"
BUILD = "requirements/build.txt"
DEV = "requirements/dev.txt"
NODE_LOCK = ROOT / "package-lock.json"
HEADER = "# Made by `make lock` from pyproject.toml; do not edit.\n"
# What each file locks, in order: the later ones must agree with the site's own packages.
FILES = {
    BASE: ["pyproject.toml"],
    BUILD: ["--group", "build", f"--constraints={BASE}"],
    "requirements/node.txt": ["--group", "node"],
    "requirements/dev.txt": [
        "pyproject.toml",
        "--group",
        "dev",
        f"--constraints={BASE}",
        f"--constraints={BUILD}",
    ],
}
UV_OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
]
NPM_OPTIONS = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit"]
ADDRESS = re.compile(r"\b(?:https?|file|git\+\w+):|--(?:extra-)?index-url|--find-links")


def lock_python(upgrade: list[str]) -> None:
    for name, sources in FILES.items():
        command = ["uv", "pip", "compile", *UV_OPTIONS, *upgrade, *sources, "--output-file", name]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        path = ROOT / name
        path.write_text(HEADER + path.read_text(encoding="utf-8").removeprefix(HEADER), encoding="utf-8")


def lock_node() -> None:
    npm = os.environ.get("NPM", "npm")
    subprocess.run([npm, "install", *NPM_OPTIONS], cwd=ROOT, check=True)
    lock = json.loads(NODE_LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    NODE_LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def addresses() -> list[str]:
    """The lines that would tie the locks to one registry or machine."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name in [*FILES, NODE_LOCK.name]
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1)
        if ADDRESS.search(line)
    ]


def main() -> int:
    lock_python(upgrade=sys.argv[1:])
    lock_node()
    found = addresses()
    print("\n".join(found) or "locked", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
