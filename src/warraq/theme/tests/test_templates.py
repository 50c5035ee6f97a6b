"""Every template compiles, says every word in every language, and keeps to the strict policy."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.template import engines
from django.utils.translation import trim_whitespace

from warraq.theme import bundle

THEME = Path(bundle.__file__).parent
TEMPLATES = sorted(path.relative_to(THEME / "templates").as_posix() for path in THEME.glob("templates/**/*.html"))
LETTERS = sorted(path.relative_to(THEME / "templates").as_posix() for path in THEME.glob("templates/**/*.txt"))
LANGUAGES = ["ar", "fa"]
# Structured data is read, not run.
_NOT_ALLOWED = re.compile(
    r"""\sstyle=|<style|\son\w+=|<script(?![^>]*\s(?:src=|type="application/ld))|(?:src|href)="(?:https?:)?//"""
)
_SAID = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')(?:\s+context\s+["']([^"']+)["'])?""")
_SAID_LONG = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*(?:plural|endblocktranslate)\s*%\}", re.DOTALL)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name):
    engines["django"].get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_inline_script_style_or_foreign_address(name):
    source = (THEME / "templates" / name).read_text()

    assert not _NOT_ALLOWED.search(source)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_templates_is_translated(language):
    catalogue = catalogue_of(language)

    missing = [(text, context) for text, context in said() if not translated(catalogue, text, context)]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_guessed(language):
    for message in catalogue_of(language):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy or not message.id, message.id
        assert all(texts), message.id


def test_arabic_counts_in_its_six_forms():
    counted = [message for message in catalogue_of("ar") if isinstance(message.id, tuple)]

    assert counted
    assert all(len(message.string) == 6 for message in counted)


def test_arabic_words_are_written_with_arabic_letters():
    for message in catalogue_of("ar"):
        assert not re.search("[یک]", str(message.string)), message.id


def catalogue_of(language: str):
    with (THEME / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as text:
        return read_po(text, locale=language)


def said() -> set[tuple[str, str | None]]:
    """Each message of each template with its context, as Django looks it up."""
    found = set()
    for name in [*TEMPLATES, *LETTERS]:
        source = (THEME / "templates" / name).read_text()
        found |= {(double or single, context or None) for double, single, context in _SAID.findall(source)}
        found |= {(_placeholders(text), None) for text in _SAID_LONG.findall(source)}
    return found


def _placeholders(text: str) -> str:
    text = text if "\n" not in text else trim_whitespace(text)
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", text)


def translated(catalogue, text: str, context: str | None) -> bool:
    message = catalogue.get(text, context)
    return message is not None and bool(message.string)
