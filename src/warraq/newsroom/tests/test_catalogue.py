"""Every word of the content model and the newsroom is there in Arabic and Persian."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[2]
ROOMS = [
    *"people media editions stories dossiers galleries fieldmaps related search comments sharecards breaking".split(),
    *"front newsroom accounts audit importers feeds".split(),
]
WORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None}


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
