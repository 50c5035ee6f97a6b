"""docs/settings.md names every word, variable and command there is, and none that is not."""

import re
from pathlib import Path

import pytest

from warraq.cli import OWN, USAGE
from warraq.conf import words
from warraq.conf.settings import PACKAGE

ROOT = PACKAGE.parent.parent
PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
# Read from the environment, or handed to the readers of conf/site.py.
READ = re.compile(r'(?:environ(?:\.get|\.setdefault)?[(\[]|_variable\(|_place\()\s*"([A-Z_]+)"')
OURS = "accounts audit operations newsroom importers demo changes pagestore search".split()
OURS += "readership comments sharecards".split()


def section(title: str) -> str:
    """The page from this heading to the next of its rank or higher."""
    rank, rest = title.split()[0], PAGE.split(f"\n{title}\n", 1)[1]
    return re.split(rf"^#{{2,{len(rank)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def first_column(text: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def sources() -> list[Path]:
    of_tests = {PACKAGE / "needs.py", PACKAGE / "testing.py"}
    return [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts and path not in of_tests]


def test_it_lists_every_word_of_the_site_table():
    assert first_column(section("### `[site]`")) == set(words.TABLES["site"])


def test_it_lists_every_word_of_an_edition():
    assert first_column(section("### `[[editions]]`")) == set(words.EDITION)


def test_it_lists_every_word_of_the_other_tables():
    titles = ", ".join(f"`[{title}]`" for title in words.TABLES if title != "site")
    small = section(f"### {titles}")
    listed = set(re.findall(r"^\| `\[(\w+)\]` \| `(\w+)` \|", small, re.MULTILINE))
    known = {(table, word) for table, there in words.TABLES.items() for word in there if table != "site"}
    assert listed == known


def test_it_lists_every_variable_the_program_reads():
    read = {name for path in sources() for name in READ.findall(path.read_text("utf-8"))}
    assert len(read) > 5
    assert first_column(section("## Environment variables")) == read


def test_it_lists_every_command():
    commands = {path.stem for app in OURS for path in (PACKAGE / app).glob("management/commands/[a-z]*.py")}
    known = commands | {"migrate"} | {word for word in OWN if not word.startswith("-")}
    assert first_column(section("## Commands")) == known
    assert set(re.findall(r"^  ([\w-]+)", USAGE, re.MULTILINE)) == known


def test_every_app_with_commands_is_looked_at():
    assert {path.parts[-4] for path in PACKAGE.glob("*/management/commands/[a-z]*.py")} <= set(OURS)


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))])
def test_the_links_between_pages_lead_somewhere(page):
    path = ROOT / page
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)[^)]*\)", path.read_text("utf-8")):
        assert "://" in target or (path.parent / target).exists(), target


def test_the_files_of_the_road_to_publication_exist():
    text = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    named = set(re.findall(r"\b([a-z]+/[\w/]+\.py)\b", text))
    assert named
    assert [name for name in named if not (PACKAGE / name).is_file()] == []


def test_the_files_of_every_room_exist():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for line in re.findall(r"^\| `[a-z]+/`.*$", text, re.MULTILINE):
        rooms, _purpose, files = (re.findall(r"`([^`]+)`", cell) for cell in line.strip("|").split(" | "))
        assert files
        for name in files:
            assert any((PACKAGE / room / name).exists() for room in rooms), f"{rooms}: {name}"


def test_every_package_stands_in_the_drawing_of_the_floors():
    drawing = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")[1]
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"tests"}
    assert packages <= set(re.findall(r"[a-z]+", drawing))


def test_terms_are_those_the_newsroom_reads():
    catalogue = (PACKAGE / "newsroom" / "locale" / "ar" / "LC_MESSAGES" / "django.po").read_text("utf-8")
    written = {said.lower(): arabic for said, arabic in re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"', catalogue, re.M)}
    terms = re.findall(r"^\| ([^|`-]+) \| ([^|]+) \|", (ROOT / "docs" / "terms.md").read_text("utf-8"), re.M)
    known = {said: arabic for said, arabic in terms if said in written}
    assert len(known) > 15
    for said, arabic in known.items():
        assert written[said].removeprefix("ال") in arabic, said


def test_decisions_are_numbered_and_say_how_they_stand():
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    for number, path in enumerate(pages, start=1):
        assert path.name.startswith(f"{number:04}-")
        text = path.read_text("utf-8")
        assert text.startswith(f"# {number}. ")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Status"))
