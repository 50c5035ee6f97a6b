"""A picture's markup."""

from types import SimpleNamespace

from django.template import Context, Template

from warraq.media.renditions import PictureSources

SOURCES = PictureSources(
    avif=[],
    webp=[("/m/a-360.webp", 360), ("/m/a-640.webp", 640)],
    jpeg=[("/m/a-360.jpg", 360), ("/m/a-640.jpg", 640)],
    src="/m/a-640.jpg",
    width=1600,
    height=1067,
    focus="focus-x-30 focus-y-70",
)


def draw(tag: str, image: object = None) -> str:
    return Template("{% load warraq %}" + tag).render(Context({"image": image}))


def test_it_offers_each_format_there_is_with_all_its_widths():
    html = draw('{% picture image alt="نهر" sizes="50vw" %}', SimpleNamespace(sources=SOURCES))

    assert '<source type="image/webp" srcset="/m/a-360.webp 360w, /m/a-640.webp 640w" sizes="50vw">' in html
    assert 'srcset="/m/a-360.jpg 360w, /m/a-640.jpg 640w"' in html
    assert "avif" not in html


def test_it_says_its_size_so_that_nothing_moves_when_it_comes():
    html = draw("{% picture image %}", SimpleNamespace(sources=SOURCES))

    assert 'width="1600" height="1067"' in html


def test_it_waits_until_it_is_near_unless_it_is_the_first_thing_seen():
    image = SimpleNamespace(sources=SOURCES)

    assert 'loading="lazy"' in draw("{% picture image %}", image)
    first = draw("{% picture image priority=True %}", image)
    assert 'fetchpriority="high"' in first
    assert "lazy" not in first


def test_it_keeps_the_focal_point_in_view():
    html = draw('{% picture image class="shape-wide" %}', SimpleNamespace(sources=SOURCES))

    assert '<picture class="shape-wide">' in html
    assert 'class="focus-x-30 focus-y-70"' in html


def test_it_escapes_the_words_about_a_picture():
    html = Template("{% load warraq %}{% picture image alt=words %}").render(
        Context({"image": SimpleNamespace(sources=SOURCES), "words": '"><script>'})
    )

    assert 'alt="&quot;&gt;&lt;script&gt;"' in html


def test_a_decorative_picture_has_empty_words_rather_than_none():
    assert ' alt=""' in draw('{% picture image alt="" %}', SimpleNamespace(sources=SOURCES))


def test_nothing_is_printed_where_there_is_no_picture():
    assert draw("{% picture image %}") == ""
    assert draw("{% picture nowhere.photo %}") == ""
