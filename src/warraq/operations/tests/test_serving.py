"""`warraq serve` as an operator meets it: real processes, real requests, a site of its own.

One site is scaffolded, changed and started; what follows asks that running site, then starts it anew.
"""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from warraq.conf.scaffold import scaffold

from .running import Server, serving, warraq

pytestmark = pytest.mark.slow
ACCENT = "--accent: #123456;"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with a token and a template of its own."""
    folder = tmp_path_factory.mktemp("site")
    scaffold(folder)
    sheet = folder / "styles" / "site.css"
    sheet.write_text(re.sub(r"/\* --accent.* \*/", ACCENT, sheet.read_text("utf-8")), "utf-8")
    footer = folder / "templates" / "parts" / "footer.html"
    footer.parent.mkdir()
    footer.write_text("<footer>تذييل من عندنا</footer>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def first(site: Path) -> Iterator[Server]:
    """The first run on an empty data directory."""
    with serving(site) as server:
        yield server


def test_a_first_run_prints_a_password_once(first):
    (password,) = re.findall(r"password  (\S+)", first.output)
    assert len(password) >= 16
    assert "warraq editor editor" in first.output


@pytest.mark.parametrize("path", ["/healthz", "/", "/en/", "/newsroom/login/"])
def test_an_empty_site_answers(first, path):
    assert first.get(path).status == 200


def test_the_newsroom_speaks_arabic(first):
    page = first.get("/newsroom/login/").text
    assert re.search(r'<html[^>]*lang="ar"[^>]*dir="rtl"', page)


def test_the_site_shows_its_own_template_and_token(first):
    page = first.get("/").text
    assert "تذييل من عندنا" in page
    (sheet,) = re.findall(r'href="(/static/warraq/warraq[^"]*\.css)"', page)
    assert ACCENT.rstrip(";") in first.get(sheet).text.partition("@layer site{")[2]


@pytest.mark.parametrize("path", ["/", "/en/", "/robots.txt", "/newsroom/login/"])
def test_a_host_that_is_not_ours_is_refused(first, path):
    assert first.get(path, host="evil.example").status == 400


def test_a_probe_may_ask_for_health_by_any_name(first):
    assert first.get("/healthz", host="10.1.2.3:8000").status == 200


def test_a_port_in_use_is_said_in_one_sentence(first):
    refused = warraq(first.site, "serve", PORT=str(first.port))
    assert refused.returncode == 2
    assert f"port {first.port}: Address already in use" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_part_that_is_killed_is_started_again(first):
    before = first.parts()
    for process in before:
        os.kill(process, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        now = first.parts()
        if len(now) == len(before) == 4 and not set(now) & set(before) and _answers(first):
            break
        time.sleep(0.2)
    assert first.get("/healthz").status == 200
    assert "ended with code -9; starting it again" in first.output


def test_sigterm_ends_everything_within_seconds(first):
    parts = first.parts()
    code, seconds = first.end(signal.SIGTERM)
    assert code == 0
    assert seconds < 12
    assert not any(_is_running(process) for process in parts)


def test_the_doctor_finds_it_well(first, site):
    done = warraq(site, "doctor")
    assert "all is well" in done.stdout, done.stdout
    assert done.returncode == 0


def test_a_second_start_collects_nothing_anew_and_ends_with_ctrl_c(first, site):
    assert first.process.poll() is not None, "the first run has been ended by the test above"
    collected = (site / "data" / "collected" / "staticfiles.json").stat().st_mtime_ns
    with serving(site) as second:
        assert "password" not in second.output
        assert second.get("/").status == 200
        assert (site / "data" / "collected" / "staticfiles.json").stat().st_mtime_ns == collected
        assert second.end(signal.SIGINT)[0] == 0
    assert "Traceback" not in second.output


def _is_running(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text("ascii", "replace").rpartition(")")[2].split()[0] != "Z"


def _answers(server: Server) -> bool:
    try:
        return server.get("/healthz").status == 200
    except OSError:
        return False
