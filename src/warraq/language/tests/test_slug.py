import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.slug import slugify

from .texts import tricky_texts

any_text = st.one_of(tricky_texts, st.text())


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("افتتاح معرض القاهرة الدولي للكتاب", "افتتاح-معرض-القاهرة-الدولي-للكتاب"),
        ("الأُولى: مسؤولٌ في «البيئة» ٢٠٢٤!", "الأولى-مسؤول-في-البيئة-2024"),
        ("كتـــاب\u200f جديد\x00", "كتاب-جديد"),
        ("تهران پایتخت", "تهران-پایتخت"),
        ("TU Delft's Über-Plan", "tu-delfts-über-plan"),
        ("نمو 3.5% في 2020–2024", "نمو-3-5-في-2020-2024"),
        ("…؟!", ""),
        ("../_/", ""),
    ],
)
def test_a_title_becomes_a_readable_slug(title, slug):
    assert slugify(title) == slug


def test_a_long_title_is_cut_at_a_word():
    slug = slugify("الكلمة " * 30)
    assert slug == "-".join(["الكلمة"] * 10)
    assert slugify("ا" * 200) == "ا" * 70


@given(any_text)
def test_slugging_twice_changes_nothing_more(text):
    assert slugify(slugify(text)) == slugify(text)


@given(any_text, st.integers(1, 80))
def test_a_slug_fits_an_address(text, length):
    slug = slugify(text, length)
    assert len(slug) <= length
    assert not re.search(r"^-|-$|--|[\s/?#%&<>\"'.\\\x00-\x1f\u0640\u064b-\u0652\u200b-\u200f]", slug)
    assert unquote(quote(slug)) == slug
