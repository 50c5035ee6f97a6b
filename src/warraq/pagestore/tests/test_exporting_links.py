"""Addresses in pages are changed where they stand; every other byte stays as it was."""

import pytest

from warraq.pagestore.exporting.linking import Contents, Linker, named_in
from warraq.pagestore.exporting.places import address_of, file_of, relative, split
from warraq.pagestore.exporting.rewriting import Use, addresses_in, rewrite_page, rewrite_sheet

PAGE = """<!DOCTYPE html>\r
<HTML lang=ar><!-- <a href="/x/"> --><head><title>a & b < c</title>
<link rel=canonical href="/c/"><LINK REL="stylesheet" HREF='/s.css'>
<script>const a = '<a href="/x/">'; </script>
<style>@import "/t.css"; b{background:url( '/p.png' )}</style>
<script type="application/ld+json">{"url": "/named/", "a": "1 < 2 & 3"}</script>
</head><body class="href" data-href='/data/' style="background:url(/q.png)">
<a
  href = "/a/?x=1&amp;y=2#z" title='/x/'>نص</a><a href=/bare/>b</a><a href>c</a><br/>
<img alt="/x/" src="/i.jpg" srcset="/i,1.jpg 1x, /j.jpg 640w,/k.jpg">
<a data-pswp-srcset="/l.jpg 1w" href="/é/ñ"></a><form action="/f/"><input value="/x/"></form>
</body>"""
FOLLOWED = [
    *("/s.css", "/t.css", "/p.png", "/q.png", "/a/?x=1&y=2#z", "/bare/", "/i.jpg"),
    *("/i,1.jpg", "/j.jpg", "/k.jpg", "/l.jpg", "/é/ñ", "/f/"),
]


def test_a_page_whose_addresses_stay_is_the_same_to_the_byte():
    assert rewrite_page(PAGE, lambda address, use: address, lambda data: data) == PAGE


def test_every_address_is_found_and_nothing_else():
    assert list(addresses_in(PAGE)) == FOLLOWED


def test_only_addresses_change():
    def change(address, use):
        return {Use.FOLLOWED: f"..{address}", Use.NAMED: f"https://b{address}", Use.KEPT: f"~{address}"}[use]

    changed = rewrite_page(PAGE, change, str.upper)
    expected = PAGE
    for old in ("'/s.css", '"/t.css', "'/p.png", "(/q.png", '"/a/', '="/i.jpg', '"/i,1', " /j.jpg", ",/k.jpg"):
        expected = expected.replace(old, old[0] + (".." if old[1] == "/" else "") + old[1:], 1)
    expected = expected.replace('="../i.jpg', '="../i.jpg').replace('="/i.jpg', '="../i.jpg')
    expected = expected.replace("=/bare/", "=../bare/").replace('"/l.jpg', '"../l.jpg').replace('"/é', '"../é')
    expected = expected.replace('"/f/"', '"../f/"').replace('"/c/"', '"https://b/c/"').replace("'/data/'", "'~/data/'")
    expected = expected.replace('{"url": "/named/", "a": "1 < 2 & 3"}', '{"URL": "/NAMED/", "A": "1 < 2 & 3"}')
    assert changed == expected


def test_what_is_put_in_cannot_break_out_of_its_quotes():
    changed = rewrite_page("<a href='/x/'><a href=/x/>", lambda address, use: "\"'> &", lambda data: data)
    assert changed == """<a href='&quot;&#39;> &amp;'><a href="&quot;&#39;> &amp;">"""


def test_a_style_sheet_keeps_what_is_no_address():
    sheet = '@font-face{src:url("fonts/a.woff2") format("woff2")}a::before{content:"url(x"}b{background:url(/p.png)}'
    assert rewrite_sheet(sheet, lambda address, use: address) == sheet
    assert "url(../p.png)" in rewrite_sheet(sheet, lambda address, use: address.replace("/p", "../p"))


def test_what_a_list_of_sizes_names_goes_into_the_mirror_with_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    folder = tmp_path / "films" / "1" / "ab"
    folder.mkdir(parents=True)
    (folder / "master.m3u8").write_text("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9\n240.m3u8\n")
    (folder / "240.m3u8").write_text('#EXTM3U\n#EXT-X-MAP:URI="240.mp4",BYTERANGE="9@0"\n240.mp4\n')
    (folder / "240.mp4").touch()
    linker = Linker(None, Contents(), "https://mirror.example")
    assert linker.find("/media/films/1/ab/master.m3u8") == "media/films/1/ab/master.m3u8"
    assert linker.found.files == {f"media/films/1/ab/{name}" for name in ("master.m3u8", "240.m3u8", "240.mp4")}
    assert linker.found.dead == set()


def test_a_list_of_a_films_sizes_names_the_files_beside_it():
    playlist = (
        '#EXTM3U\n#EXT-X-MAP:URI="240.mp4",BYTERANGE="9@0"\n240.mp4\n360.m3u8\nhttps://a.example/b.mp4\n../x.mp4\n'
    )
    assert named_in(playlist) == {"240.mp4", "360.m3u8"}


@pytest.mark.parametrize(
    ("path", "is_page", "file"),
    [
        ("/", True, "index.html"),
        ("/أخبار/42/عنوان/", True, "أخبار/42/عنوان/index.html"),
        ("/s/42", True, "s/42/index.html"),
        ("/feeds/home.rss", False, "feeds/home.rss"),
        ("/about.html", True, "about.html"),
    ],
)
def test_an_address_has_a_file_that_servers_find(path, is_page, file):
    assert file_of(path, is_page) == file
    assert address_of(file).rstrip("/") == path.rstrip("/")


@pytest.mark.parametrize(
    ("source", "target", "written", "link"),
    [
        ("index.html", "index.html", "/", "./"),
        ("index.html", "news/index.html", "/news/", "news/"),
        ("news/42/a/index.html", "index.html", "/", "../../../"),
        ("news/42/a/index.html", "news/43/b/index.html", "/news/43/b/", "../../43/b/"),
        ("news/42/a/index.html", "news/42/a/index.html", "/news/42/a/", "./"),
        ("news/index.html", "s/42/index.html", "/s/42", "../s/42/"),
        ("feeds/home.rss", "feeds/home.atom", "/feeds/home.atom", "home.atom"),
        ("index.html", "أ/index.html", "/أ/", "أ/"),
        ("index.html", "أ/index.html", "/%D8%A3/", "%D8%A3/"),
        ("index.html", "a:b/index.html", "/a:b/", "./a:b/"),
        ("a/index.html", "a/b c/index.html", "", "b%20c/"),
    ],
)
def test_a_link_leads_from_one_file_to_the_other(source, target, written, link):
    assert relative(source, target, written) == link


def test_a_link_may_name_the_file_itself():
    assert relative("a/index.html", "index.html", "/", names_index=True) == "../index.html"
    assert relative("a/index.html", "a/b.pdf", "/a/b.pdf", names_index=True) == "b.pdf"


def test_an_address_is_cut_before_its_query_or_place():
    assert split("/a/?b#c") == ("/a/", "?b#c")
    assert split("/a/#c?d") == ("/a/", "#c?d")
