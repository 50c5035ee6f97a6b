from hypothesis import given
from hypothesis import strategies as st

from warraq.importers.prose import blocks_of, plain


def test_lines_of_plain_text_are_paragraphs():
    assert blocks_of("أول\n\n  ثان < ثالث  \n") == (
        ("paragraph", "<p>أول</p>"),
        ("paragraph", "<p>ثان &lt; ثالث</p>"),
    )


def test_html_becomes_the_blocks_of_a_body():
    html = "<p>قال <strong>الباحث</strong></p><h2>عنوان</h2><blockquote><p>نص</p></blockquote>"
    html += "<ul><li>أ<li>ب</ul>"
    assert blocks_of(html) == (
        ("paragraph", "<p>قال <b>الباحث</b></p>"),
        ("subhead", "عنوان"),
        ("quote", "نص"),
        ("paragraph", "<ul><li>أ</li><li>ب</li></ul>"),
    )


def test_scripts_go_and_links_to_the_web_stay():
    html = (
        '<p>نص<script>alert(1)</script> <a href="javascript:x()">أ</a> <a href="https://example.org/?a=1&b">ب</a></p>'
    )
    assert blocks_of(html) == (("paragraph", '<p>نص أ <a href="https://example.org/?a=1&amp;b">ب</a></p>'),)


def test_a_title_loses_markup_and_entities():
    assert plain("<b>الماء</b> &amp; الهواء &#8211; معًا") == "الماء & الهواء – معًا"


@given(st.text("<>/pbiula &;\"'=h2\nأب", max_size=60))
def test_whatever_comes_in_only_known_markup_goes_out(text):
    for kind, value in blocks_of(text):
        if kind == "paragraph":
            assert value.startswith(("<p>", "<ul>", "<ol>"))
            assert "<script" not in value
        assert value.strip()
