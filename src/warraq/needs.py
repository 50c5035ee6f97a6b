"""What tests need of the machine: said clearly when it is missing, and a failure where nothing may be skipped."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def leave_out(reason: str) -> NoReturn:
    """Skip for want of a program; a failure where everything is required."""
    if os.environ.get("WARRAQ_TEST_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)


def need(program: str, package: str, *places: Path) -> str:
    """The path of a program of the machine, also where it is not on the search path."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin", *map(str, places)])
    found = shutil.which(program, path=path)
    if found is None:
        leave_out(f"no {program} here: apt-get install {package}")
    return found
