"""Texts for property tests: mostly the characters that matter here, now and then any other."""

from hypothesis import strategies as st

TRICKY = (
    "ابتةثجحدرسصطعفقكلمنهويىءأإآؤئیکھەہۀےپچژگڤڭ" + "ًٌَُِّْٰٔـ" + "٠١٩۰۵۹0129" + "ﻻﻋﻠﻰﷺﷲﹰﭖﯼ" + "،؛؟.:,;!…-()«»\"'/@&<>#"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2067\u2068\u2069\ufeff\xad\xa0\u202f\u2003\t\n\r\x00\x0b\x1e\x1f\x85"
    "aAbzéİßſﬁ👨👩🏽\ufe0f "
)
WORDS = (
    "علی",
    "إلی",
    "بن",
    "https://مثال.com/علی",
    "www.a.b",
    "a@b.com",
    "&nbsp;",
    "&#1740;",
    "&lt;",
    "  ",
    " ،",
)

tricky_texts = st.lists(st.one_of(st.sampled_from(TRICKY), st.sampled_from(WORDS), st.characters()), max_size=40).map(
    "".join
)
arabic_words = st.text("ابتةثجحدرسصطعفقكلمنهويىءأإآؤئ", min_size=1, max_size=8)
