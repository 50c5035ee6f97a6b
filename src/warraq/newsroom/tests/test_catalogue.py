"""Every word of the content model and the newsroom is there in Arabic and Persian."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation import gettext, ngettext, npgettext, override, pgettext

PACKAGE = Path(__file__).resolve().parents[2]
ROOMS = [
    *"people media editions stories dossiers galleries fieldmaps related search comments sharecards breaking".split(),
    *"front newsroom accounts audit importers feeds".split(),
]
WORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None}

# What is filled in, marks up or is an address is no word.
NO_WORDS = re.compile(r"%\(\w+\)\w|\{\w+\}|<[^>]*>|https?://\S+")
# Written in Latin letters in an Arabic sentence, too.
NAMES = set("Wagtail JavaScript Embedly API CSV JSON URL UTC XLSX Enter alt slug".split())


def words_in_code() -> set[str]:
    """Every string marked for translation in the rooms' own code."""
    found = set()
    for room in ROOMS:
        for name, _line, word, *_rest in extract_from_dir(PACKAGE / room, [("**.py", "python")], {}, WORDS):
            if not {"tests", "migrations"} & set(Path(name).parts):
                found.add(word)
    return found


def catalogue(language: str) -> dict[str, str]:
    found = {}
    for room in ("theme", "newsroom", "accounts", "search", "comments", "comments/defence"):
        path = PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"
        with path.open("rb") as source:
            found |= {message.id: message.string for message in read_po(source) if isinstance(message.id, str)}
    return found


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_no_word_is_missing(language):
    known = catalogue(language)
    assert {word for word in words_in_code() if not known.get(word)} == set()


def test_arabic_words_hold_no_persian_letters():
    assert {word for word, text in catalogue("ar").items() if set("یکگچپژ") & set(str(text))} == set()


def words_of_wagtail() -> Iterator[tuple[str, str]]:
    """What it says in English, and every form of that in Arabic."""
    for app in apps.get_app_configs():
        source = Path(app.path) / "locale/en/LC_MESSAGES/django.po"
        if not app.name.startswith("wagtail") or not source.exists():
            continue
        with source.open("rb") as text, override("ar"):
            for message in read_po(text):
                if message.id:
                    yield from ((str(message.id), form) for form in said_of(message))


def said_of(message: Message) -> list[str]:
    about = message.context
    if isinstance(message.id, str):
        return [pgettext(about, message.id) if about else gettext(message.id)]
    numbers = (0, 1, 2, 3, 11, 100)
    return [npgettext(about, *message.id, n) if about else ngettext(*message.id, n) for n in numbers]


def test_wagtail_says_nothing_in_english_to_arabic_readers():
    left = {(word, said) for word, said in words_of_wagtail() if set(latin_words(said)) - NAMES}
    assert left == set()


def latin_words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{3,}", NO_WORDS.sub(" ", text))
