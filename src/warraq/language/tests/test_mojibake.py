import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.clean import clean
from warraq.language.mojibake import scrambled, unscramble

ARABIC = "العربية في حفظ: “قال” لن يفحص الفحم – «نعم» 20 فبراير، وحفظه؟ طه حسين"


def misread(text: str, codec: str, written: str = "utf-8") -> str:
    """The text as a program shows it that takes its bytes for another encoding; unknown ones as they are."""
    table = {byte: bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)}
    return "".join(table[byte] for byte in text.encode(written))


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1256"])
def test_utf8_read_as_a_windows_encoding_is_read_back(codec):
    assert unscramble(misread(ARABIC, codec)) == ARABIC
    assert unscramble(misread(misread(ARABIC, codec), codec)) == ARABIC


def test_windows_1256_read_as_western_is_read_back():
    assert unscramble(misread(ARABIC, "cp1252", written="cp1256")) == ARABIC


@pytest.mark.parametrize("codec", ["cp1252", "cp1256"])
def test_what_a_clean_up_took_out_of_it_is_put_back(codec):
    assert unscramble(clean(misread(ARABIC, codec), "ar")) == ARABIC


def test_letters_that_cannot_be_told_apart_any_more_are_not_guessed():
    gone = clean(misread("العربية في", "latin-1"), "ar")
    assert unscramble(gone) == gone


def test_scrambled_words_are_mended_inside_a_sound_sentence():
    typed = f"قالت {misread('الصحيفة', 'cp1252')} أمس إن {misread('الميناء القديم', 'cp1256')} مغلق."
    assert unscramble(typed) == "قالت الصحيفة أمس إن الميناء القديم مغلق."


@pytest.mark.parametrize(
    "text",
    [
        "حفظ» ظ… طه، عهد؛ ظل",
        "ÉCOLE à ÇA VA, Ångström, ÆØÅ æøå, MANHÃ»",
        "القسم § 5 من النظام، وحفظ§",
        "پرويز گفت ژاله",
        "Übergröße – naïve café",
    ],
)
def test_sound_text_is_left_alone(text):
    assert list(scrambled(text)) == []
    assert unscramble(text) == text


letters = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى ،؛؟«»0123456789", max_size=40)


@given(letters)
def test_arabic_that_is_sound_stays_as_it_is(text):
    assert unscramble(text) == text


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى", min_size=4, max_size=30), st.sampled_from(["cp1252", "latin-1"]))
def test_any_word_is_read_back(word, codec):
    assert unscramble(misread(word, codec)) == word
