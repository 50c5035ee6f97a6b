"""The soak tool itself: a few disasters, and it says what it has seen."""

import re
import subprocess
import sys

import pytest

from warraq.operations.tests.running import PATIENCE, environment

pytestmark = pytest.mark.slow


def test_a_short_soak_finds_every_page_right(project, tmp_path):
    done = subprocess.run(
        [sys.executable, "tools/soak.py", "--seconds", "20", "--seed", "7"],
        cwd=project,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^ +\d+\.\d s  .+ \d+ pages, 0 differ", done.stdout, re.MULTILINE)
    assert "slowest to be right again" in done.stdout
