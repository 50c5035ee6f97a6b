"""Single commands as an operator types them: what they print, what they end with."""

import json
from pathlib import Path

import pytest

from warraq.cli import OWN, USAGE

from .running import warraq

EDITION = '[[editions]]\ncode = "ar"\nname = "الموقع"\n'
# Nothing listens on port 1 of this machine.
DEAD = "postgresql://warraq@127.0.0.1:1/warraq"


def test_dates_are_answered_whatever_the_locale(tmp_path):
    feed = "2023-08-15\n\ufeff2024-02-29\n".encode() + b"\xff\xfe\n"
    done = warraq(tmp_path, "dates", "--json", feed=feed, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["umalqura"], first["persian"], first["weekday"]) == ([1445, 1, 28], [1402, 5, 24], "الثلاثاء")
    assert second["gregorian"] == "2024-02-29"
    assert "error" in third
    assert done.returncode == 1


def test_dates_ask_nothing_of_the_site(tmp_path):
    (tmp_path / "warraq.toml").write_text("[broken", "utf-8")
    assert warraq(tmp_path, "dates", "--json", feed=b"2023-08-15\n").returncode == 0
    assert not (tmp_path / "data").exists()


def test_init_says_what_it_made_and_what_comes_next(tmp_path):
    done = warraq(tmp_path, "init", "my site")
    assert done.returncode == 0
    assert "made my site/warraq.toml" in done.stdout
    assert "cd 'my site' && warraq serve" in done.stdout


def test_a_mistake_in_the_site_file_is_one_sentence_and_code_2(tmp_path):
    (tmp_path / "warraq.toml").write_text("[site]\nprot = 80\n" + EDITION, "utf-8")
    done = warraq(tmp_path, "serve")
    assert done.returncode == 2
    expected = f"{tmp_path}/warraq.toml: 'prot' is not a word of [site]; is 'port' meant?"
    assert done.stderr.strip() == f"warraq: {expected}"


def test_a_data_directory_that_cannot_be_made_is_one_sentence_and_code_2(tmp_path):
    (tmp_path / "file").touch()
    done = warraq(tmp_path, "migrate", WARRAQ_DATA=str(tmp_path / "file" / "data"))
    assert done.returncode == 2
    assert "cannot be used: Not a directory" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_away_is_one_sentence_and_code_2(tmp_path, prepared):
    prepared.lay_static_files(tmp_path / "data")
    done = warraq(tmp_path, "serve", DATABASE_URL=DEAD)
    assert done.returncode == 2
    assert "the database cannot be used" in done.stderr
    assert "Connection refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_goes_on_when_the_database_is_away_and_ends_with_code_1(tmp_path):
    done = warraq(tmp_path, "doctor", DATABASE_URL=DEAD)
    assert done.returncode == 1
    assert "WRONG  the database does not answer" in done.stdout
    assert "→ start the database server, or correct DATABASE_URL" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [[], ["init"], ["init", "--help"], ["dates"]])
def test_a_command_that_is_not_complete_says_how_it_is_used(words, capsys):
    from warraq.cli import main

    assert main(words) == 2
    said = capsys.readouterr()
    assert "warraq <command>" in said.out or "usage: warraq" in said.err


def test_the_version_is_that_of_the_changelog(capsys):
    from warraq.cli import main

    assert main(["version"]) == 0
    changelog = Path(__file__).parents[4] / "CHANGELOG.md"
    assert f"## {capsys.readouterr().out.strip()} — " in changelog.read_text("utf-8")


def test_every_word_of_its_own_is_in_the_summary():
    for word in OWN:
        assert word.startswith("-") or f"\n  {word} " in USAGE
