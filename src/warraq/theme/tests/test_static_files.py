"""What a page fetches: small scripts, fonts within their budget, everything under a name with a hash."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command

from warraq.theme import bundle

STATIC = Path(bundle.__file__).parent / "static" / "warraq"
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
SCRIPT_BUDGET = 8_000
OF_OTHER_PAGES = {"album.js", "film.js", "map.js"}
# By who begins to search, and by who sends a comment while the site is flooded.
ASKED_FOR = {"suggestions.js", "work.js"}
ASKED_FOR_BUDGET = 2_500
FONT_BUDGET = 106_000


def packed(scripts):
    return sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts)


def test_the_scripts_of_a_story_keep_their_budget():
    """Of one that shows a film, too: most do without `film.js`."""
    of_a_story = [script for script in SCRIPTS if script.name not in OF_OTHER_PAGES | ASKED_FOR]
    assert packed(of_a_story) <= SCRIPT_BUDGET
    assert packed(script for script in SCRIPTS if script.name in ASKED_FOR) <= ASKED_FOR_BUDGET


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_calls_another_host_or_writes_markup(script):
    assert not re.search(r"https?://|innerHTML|insertAdjacentHTML|document\.write|\beval\b", script.read_text())


def test_the_fonts_of_an_arabic_page_keep_their_budget():
    named = re.findall(r'url\("(fonts/[^"]+)"\)', bundle.house_sheets()[0].read_text())

    assert len(named) == 4
    assert sum((STATIC / name).stat().st_size for name in named) <= FONT_BUDGET


@pytest.fixture
def collected(tmp_path, settings):
    """Static files as a site serves them, with the sheet of this site among them."""
    bundle.write(tmp_path, tmp_path)
    settings.STATICFILES_DIRS = [tmp_path / "assets", STATIC.parent]
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "warraq.theme.storage.HashedStorage"}}
    # The newsroom's own files are many and not ours.
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["wagtail*", "admin", "*.map"])
    return tmp_path / "static"


@pytest.mark.slow
def test_modules_import_each_other_by_hashed_names(collected):
    reader = (collected / storages["staticfiles"].stored_name("warraq/js/reader.js")).read_text()
    album = (collected / storages["staticfiles"].stored_name("warraq/js/album.js")).read_text()

    imported = re.findall(r'from "([^"]+)"', reader + album) + re.findall(r'import\("([^"]+)"\)', album)

    assert len(imported) == 6
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported)


@pytest.mark.slow
def test_the_sheet_names_fonts_by_the_addresses_that_pages_preload(collected):
    sheet = (collected / storages["staticfiles"].stored_name("warraq/warraq.css")).read_text()

    for name in re.findall(r'url\("([^"]+)"\)', sheet):
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", name)
        assert (collected / "warraq" / name).is_file()


def test_pages_preload_the_fonts_the_sheet_names():
    base = (STATIC.parents[1] / "templates" / "base.html").read_text()
    named = re.findall(r'url\("(fonts/[^"]+)"\)', bundle.house_sheets()[0].read_text())

    assert set(re.findall(r"warraq/(fonts/[\w-]+\.woff2)", base)) == set(named)
    assert settings.STATIC_URL == "/static/"
