import pytest
from hypothesis import given

from warraq.language.placeholders import is_placeholder

from .texts import tricky_texts

PLACEHOLDERS = """New node|NEW  PAGE|Untitled|بدون عنوان|بُدون عُنوان|عنوان|undefined|null|None|NaN
Lorem ipsum dolor sit|Lorem ipsum|[object Object]|test|Test 2|اختبار|اختبار ٣|Title|---|…
. . .||   |Untitled 3|Untitled-1|New node (2)|Copy of Untitled|Untitled copy 2
نسخة من بدون عنوان|صفحة جديدة|خبر جديد 2|بلا عنوان (٣)|{{title}}|\u200fNew node
اكتب العنوان هنا|Title goes here|Enter title here|بی‌عنوان|بدون نام|«عنوان»|لا يوجد عنوان|_
\u200b"""
TITLES = """نيويورك|New York|New page in the history of trade|None of the above|اختبار الطائرة الجديدة
عنوان المرحلة المقبلة|صفحة جديدة في تاريخ المدينة|A test of will|The Null Device
بدون عنوان واضح تنتهي المفاوضات|2024|أخبار|خبر|Example of light|Copy of the treaty found
عناوين الصحف|Nullarbor|Testing the waters|مسودة الدستور|Draft law passes
تجربة رائدة في الزراعة"""


@pytest.mark.parametrize("title", PLACEHOLDERS.replace("\n", "|").split("|"))
def test_words_of_a_form_are_no_title(title):
    assert is_placeholder(title)


@pytest.mark.parametrize("title", TITLES.replace("\n", "|").split("|"))
def test_a_real_title_may_contain_such_words(title):
    assert not is_placeholder(title)


@given(tricky_texts)
def test_marks_case_and_quotes_hide_no_placeholder(text):
    assert is_placeholder(f"«{text}»") == is_placeholder(text)
