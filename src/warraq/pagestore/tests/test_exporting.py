"""A mirror is the whole site as plain files: complete, nothing more than readers get, and no link into the void."""

import functools
import http.server
import json
import os
import re
import threading
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import lxml.html
import pytest
from django.conf import settings as site_settings
from django.core.management import CommandError, call_command
from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.models import Redirect

from warraq import testing
from warraq.pagestore import keeping
from warraq.pagestore.exporting.checking import check
from warraq.pagestore.exporting.mirror import Mirror, Refused
from warraq.pagestore.exporting.running import Options, export
from warraq.stories.models import SectionPage, StoryPage
from warraq.theme import bundle

pytestmark = pytest.mark.django_db(transaction=True)
STATIC = Path(bundle.__file__).parent / "static"
OUTSIDE = "https://elsewhere.example"


@pytest.fixture(scope="session")
def collected_place(tmp_path_factory):
    return tmp_path_factory.mktemp("collected")


@pytest.fixture(autouse=True)
def collected(collected_place, settings):
    """Static files under hashed names, as a site serves them; collected once for all tests."""
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "warraq.theme.storage.HashedStorage"}}
    settings.STATICFILES_DIRS = [collected_place / "assets", STATIC]
    settings.STATIC_ROOT = str(collected_place / "static")
    if not (collected_place / "static").exists():
        bundle.write(collected_place, collected_place)
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["wagtail*", "admin", "*.map"])


@pytest.fixture
def story(store):
    body = [("paragraph", f'<p>{testing.TEXT} <a href="/newsroom/">هنا</a> <a href="{OUTSIDE}/">وهناك</a></p>')]
    return testing.make_story(
        testing.make_section(),
        title="ميناء «جديد» & قديم",
        body=body,
        keywords=[testing.make_keyword()],
        authors=[testing.make_author()],
        lead_picture=testing.make_image(),
    )


@pytest.fixture
def mirror(tmp_path):
    return tmp_path / "served" / "somewhere" / "mirror"


def run(store, mirror, **options):
    report = export(store, mirror, Options(**options))
    assert report.problems == []
    assert report.broken == []
    return report


def file_of(mirror, address, name="index.html"):
    return mirror / address.strip("/") / name


def texts(mirror):
    return {file: file.read_bytes() for file in mirror.rglob("*") if file.is_file()}


def edit(page, **fields):
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


# --- under a plain file server ------------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path):
    """The address of a file server that knows nothing but a directory, in which the mirror lies two steps down."""
    (tmp_path / "served").mkdir()
    handler = functools.partial(QuietHandler, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def followed(page):
    """What a browser fetches or can be led to from a page, by a parser that is none of ours."""
    for element, name, link, _position in page.iterlinks():
        is_for_machines = element.tag == "link" and element.get("rel") in ("canonical", "alternate", "shortlink")
        if name and not is_for_machines:
            yield link
    for element in page.iter("img", "source"):
        yield from (candidate.split()[0] for candidate in (element.get("srcset") or "").split(",") if candidate.strip())


def crawl(start):
    """Every address under a start, with its answer's type; asserts that each one is answered."""
    seen, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        try:
            with urlopen(iri_to_uri(address)) as answer:
                kind, body = answer.headers.get_content_type(), answer.read()
        except HTTPError as error:
            raise AssertionError(f"{address}: {error.code}") from error
        seen[address] = kind
        if kind == "text/html":
            links = {urljoin(address, link).partition("#")[0] for link in followed(lxml.html.fromstring(body))}
            waiting += [link for link in links if link.startswith(start)]
            outside = {
                urlsplit(link).netloc for link in links if link.startswith("http") and not link.startswith(start)
            }
            assert outside <= {urlsplit(site_settings.WARRAQ_BASE_URL).netloc, urlsplit(OUTSIDE).netloc}
    return seen


def test_every_link_is_answered_by_a_plain_file_server_in_any_directory(store, story, mirror, server):
    album = testing.make_album()
    testing.make_dossier()
    testing.make_standard_page()
    run(store, mirror)
    seen = crawl(f"{server}/somewhere/mirror/")
    pages = {address.removeprefix(f"{server}/somewhere/mirror") for address in seen}
    assert {"/", "/news/", "/albums/", "/en/", "/pages/about/"} <= pages
    assert any(path.startswith(f"/news/{story.pk}/") for path in pages)
    assert any(path.startswith(f"/albums/{album.pk}/") for path in pages)
    kinds = set(seen.values())
    assert {"text/html", "text/css", "text/javascript", "image/jpeg"} <= kinds


def test_a_site_that_has_never_been_served_collects_its_static_files_itself(store, story, mirror, settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path / "never")
    settings.DATA = tmp_path
    settings.STATICFILES_DIRS = [tmp_path / "assets", STATIC]
    run(store, mirror)
    assert list((mirror / "static" / "warraq").glob("warraq.*.css"))


# --- what is in it -------------------------------------------------------------------------------------------------


def test_nothing_private_or_unpublished_enters(store, story, mirror):
    section = testing.make_section()
    testing.make_draft(section, title="مسودة لم تنشر")
    withdrawn = testing.make_story(section, title="مقال مسحوب")
    closed = testing.make_story(section, title="مقال للمشتركين وحدهم")
    run(store, mirror)
    assert file_of(mirror, closed.url).exists()
    withdrawn.unpublish()
    closed.view_restrictions.create(restriction_type="login")
    closed.save_revision().publish()
    unused = testing.make_image(title="unused")
    run(store, mirror)
    assert not file_of(mirror, withdrawn.url).exists()
    assert not file_of(mirror, closed.url).exists()
    assert not file_of(mirror, f"/s/{closed.pk}").exists()
    assert not (mirror / "media" / unused.file.name).exists()
    for file, data in texts(mirror).items():
        for word in ("مسودة لم تنشر", "مقال مسحوب"):
            assert word.encode() not in data, file


def test_an_upload_that_is_a_link_out_of_the_media_directory_is_left_out(store, story, mirror, tmp_path):
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"secret")
    picture = Path(site_settings.MEDIA_ROOT) / "images"
    run(store, mirror)
    name = next(file.name for file in (mirror / "media" / "images").iterdir())
    (picture / name).unlink()
    (picture / name).symlink_to(secret)
    report = export(store, mirror, Options())
    assert f"/media/images/{name}" in report.dead
    assert not (mirror / "media" / "images" / name).exists()
    assert report.broken == []


def test_links_to_what_needs_the_program_stay_on_the_site(store, story, mirror):
    run(store, mirror)
    page = file_of(mirror, story.url).read_text()
    assert f'href="{site_settings.WARRAQ_BASE_URL}/newsroom/"' in page
    assert f'href="{OUTSIDE}/"' in page
    assert f'<link rel="canonical" href="{site_settings.WARRAQ_BASE_URL}/' in page


def test_another_base_address_stands_in_for_the_sites_own_where_machines_read_it(store, story, mirror):
    run(store, mirror, base_url="https://archive.example/old")
    base = "https://archive.example/old"
    page = file_of(mirror, story.url).read_text()
    assert f'<link rel="canonical" href="{base}/news/' in page
    assert f'property="og:image" content="{base}/media/' in page
    assert f'"url": "{base}/' in page
    assert f'data-share="{base}/s/{story.pk}"' in page
    for name in ("sitemap.xml", "robots.txt", "feeds/home.rss", "feeds/home.json"):
        text = (mirror / name).read_text()
        assert base in text, name
        assert site_settings.WARRAQ_BASE_URL not in text, name
    assert 'href="/old/news/"' in (mirror / "404.html").read_text()


def test_the_frame_of_a_map_and_the_figures_of_a_chart_are_in_the_mirror(store, story, mirror):
    page = testing.make_map()
    cells = {"data": [["السنة", "المنسوب"], ["2022", "11"]]}
    words = {"title": "المنسوب", "kind": "bar", "unit": "", "source": "المرصد", "note": "", "description": ""}
    drawn = testing.make_story(body=[*testing.paragraphs(testing.TEXT), ("chart", words | {"table": cells})])
    run(store, mirror)
    framed = file_of(mirror, f"/embed/maps/{page.pk}/").read_text()
    assert "<svg" in framed
    assert "../../../static/" in framed
    [figures] = (mirror / "charts" / str(drawn.pk)).iterdir()
    assert figures.read_text("utf-8-sig").splitlines() == ["السنة,المنسوب", "2022,11"]
    assert f"charts/{drawn.pk}/{figures.name}" in file_of(mirror, drawn.url).read_text()


def test_pictures_for_print_are_in_the_mirror_where_readers_are_offered_them(store, story, mirror):
    edition = testing.make_edition()
    edition.offers_pictures = True
    edition.save()
    page = testing.make_map()
    run(store, mirror)
    assert (mirror / "maps" / str(page.pk) / "map.png").read_bytes().startswith(b"\x89PNG")
    assert 'href="../map.png"' in file_of(mirror, page.url).read_text()


def test_the_page_for_what_is_not_there_can_be_sent_at_any_address(store, story, mirror):
    run(store, mirror)
    page = lxml.html.fromstring((mirror / "404.html").read_bytes())
    links = [link for _element, name, link, _position in page.iterlinks() if name]
    assert "/news/" in links
    assert not [link for link in links if link.startswith(".")]


def test_links_can_name_the_files_themselves(store, story, mirror):
    run(store, mirror, names_index=True)
    assert f'href="{story.pk}/' in (mirror / "news" / "index.html").read_text()
    assert not re.search(r'<a [^>]*href="(?!https?:)[^"#]*/"', (mirror / "index.html").read_text())


# --- redirects -----------------------------------------------------------------------------------------------------


def test_short_links_former_names_and_kept_redirects_lead_on(store, story, mirror):
    section = edit(testing.make_section(), slug="reports")
    story = StoryPage.objects.get(pk=story.pk)
    Redirect.objects.create(old_path="/node/7", redirect_page=story, is_permanent=True)
    Redirect.objects.create(old_path="/campaign", redirect_link=OUTSIDE, is_permanent=False)
    draft = testing.make_draft(section, title="مسودة")
    Redirect.objects.create(old_path="/secret", redirect_page=draft)
    run(store, mirror)
    rules = (mirror / "_redirects").read_text().splitlines()
    for old in (f"/s/{story.pk}", "/news/", "/node/7"):
        page = lxml.html.fromstring(file_of(mirror, old).read_bytes())
        target = page.xpath("//a/@href")[0]
        assert page.get("lang") == "ar"
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
        assert page.xpath("//link[@rel='canonical']/@href")[0].startswith(site_settings.WARRAQ_BASE_URL)
        assert (file_of(mirror, old).parent / target / "index.html").resolve().is_file()
        assert [rule for rule in rules if rule.startswith(f"{old} /reports/") and rule.endswith(" 301")]
    assert file_of(mirror, story.url.replace("/reports/", "/news/")).is_file()
    assert f"/campaign {OUTSIDE} 302" in rules
    assert not file_of(mirror, "/secret").exists()
    assert not [rule for rule in rules if rule.startswith("/secret")]


# --- again ---------------------------------------------------------------------------------------------------------


def test_a_second_export_changes_nothing_but_the_time_in_the_manifest(store, story, mirror):
    first = run(store, mirror)
    before = {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in mirror.rglob("*") if file.is_file()}
    manifest = json.loads((mirror / "manifest.json").read_text())
    second = run(store, mirror)
    again = json.loads((mirror / "manifest.json").read_text())
    after = {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in mirror.rglob("*") if file.is_file()}
    assert first.written == len(first.files)
    assert second.written == second.removed == 0
    assert manifest | {"made_at": ""} == again | {"made_at": ""}
    assert {file for file in before if before[file] != after.get(file)} == {mirror / "manifest.json"}


def test_an_update_writes_what_changed_and_removes_what_has_gone(store, story, mirror):
    gone = testing.make_story(title="قصة ستحذف")
    other = testing.make_standard_page()
    run(store, mirror)
    untouched = file_of(mirror, other.url)
    os.utime(untouched, (1, 1))
    StoryPage.objects.get(pk=gone.pk).delete()
    edit(story, title="ميناء أحدث")
    report = run(store, mirror)
    assert "ميناء أحدث" in file_of(mirror, "/").read_text()
    assert not file_of(mirror, gone.url).parent.exists()
    assert not file_of(mirror, f"/s/{gone.pk}").exists()
    assert untouched.stat().st_mtime == 1
    assert 0 < report.written < len(report.files)
    assert check(mirror).unknown == []


def test_what_is_edited_while_the_mirror_is_written_is_in_it(store, story, mirror):
    edits = []

    def told(what, done, total):
        if what == "files copied" and not edits:
            edits.append(edit(story, title="عنوان اللحظة الأخيرة"))

    report = export(store, mirror, Options(), told)
    assert report.problems == []
    assert "عنوان اللحظة الأخيرة" in file_of(mirror, "/").read_text()


def test_a_page_that_cannot_be_rendered_is_named_and_stays_as_it_was(store, story, mirror, monkeypatch):
    def failing(path):
        if path == story.url:
            raise ValueError("a template of the site is broken")
        return render(path)

    run(store, mirror)
    before = file_of(mirror, story.url).read_bytes()
    edit(story, title="ميناء أحدث")
    render = keeping.render
    monkeypatch.setattr(keeping, "render", failing)
    report = export(store, mirror, Options())
    assert report.problems == [f"{story.url} could not be rendered: ValueError: a template of the site is broken"]
    assert file_of(mirror, story.url).read_bytes() == before
    assert check(mirror).changed == check(mirror).unknown == []
    monkeypatch.undo()
    run(store, mirror)
    assert "ميناء أحدث" in file_of(mirror, story.url).read_text()


def test_several_processes_write_the_same_mirror(store, story, mirror, tmp_path):
    for number in range(30):
        testing.make_story(title=f"قصة رقم {number}")
    alone = run(store, mirror)
    together = run(store, tmp_path / "together", jobs=2)
    assert together.files == alone.files
    assert together.pages == alone.pages > 32


def test_uploads_may_be_linked_instead_of_copied(store, story, mirror):
    run(store, mirror, is_linked=True)
    names = [file.name for file in (mirror / "media" / "images").iterdir()]
    uploads = Path(site_settings.MEDIA_ROOT) / "images"
    assert names
    assert all(os.path.samefile(mirror / "media" / "images" / name, uploads / name) for name in names)
    assert run(store, mirror, is_linked=True).written == 0


# --- whose directory -----------------------------------------------------------------------------------------------


def test_a_directory_of_somebody_else_is_refused_and_nothing_lost(store, tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    (tmp_path / "manifest.json").write_text('{"name": "an app of somebody"}')
    with pytest.raises(CommandError, match="not the manifest of a mirror"):
        call_command("export", str(tmp_path))
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export", str(tmp_path))
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["letters.txt"]


def test_files_of_somebody_else_in_a_mirror_stay(store, story, mirror):
    run(store, mirror)
    (mirror / "CNAME").write_text("archive.example")
    in_the_way = file_of(mirror, "/pages/about/")
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("mine")
    testing.make_standard_page()
    report = export(store, mirror, Options())
    assert in_the_way.read_text() == "mine"
    assert (mirror / "CNAME").exists()
    assert len(report.problems) == 1
    assert "not ours" in report.problems[0]


def test_an_export_killed_on_its_way_is_carried_on(mirror):
    killed = Mirror(mirror)
    killed.open()
    killed.write("a/index.html", b"half")
    killed.close()
    again = Mirror(mirror)
    again.open()
    again.write("b/index.html", b"whole")
    assert again.remove_others(["b/index.html"]) == 1
    again.close()
    assert not (mirror / "a").exists()


def test_two_exports_do_not_write_one_mirror(mirror):
    first = Mirror(mirror)
    first.open()
    with pytest.raises(Refused, match="at work"):
        Mirror(mirror).open()
    first.close()


def test_a_manifest_cannot_name_files_outside_its_mirror(mirror, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    made = Mirror(mirror)
    made.open()
    made.finish({}, {})
    manifest = json.loads((mirror / "manifest.json").read_text())
    up = os.path.relpath(outside, mirror)
    manifest["files"] = {name: {"sha256": "", "bytes": 4} for name in (up, str(outside))}
    (mirror / "manifest.json").write_text(json.dumps(manifest))
    again = Mirror(mirror)
    again.open()
    assert again.remove_others([]) == 0
    again.close()
    assert outside.read_text() == "mine"


# --- checking ------------------------------------------------------------------------------------------------------


def test_a_check_finds_files_that_are_changed_missing_or_new(store, story, mirror, capsys):
    run(store, mirror)
    with pytest.raises(SystemExit) as well:
        call_command("export", str(mirror), "--check")
    assert well.value.code == 0
    changed = file_of(mirror, story.url)
    changed.write_bytes(changed.read_bytes().replace(b"<title>", b"<Title>"))
    (mirror / "robots.txt").unlink()
    (mirror / "extra.html").write_text("new")
    with pytest.raises(SystemExit) as ill:
        call_command("export", str(mirror), "--check")
    assert ill.value.code == 1
    found = check(mirror)
    assert found.changed == [changed.relative_to(mirror).as_posix()]
    assert (found.missing, found.unknown) == (["robots.txt"], ["extra.html"])
    assert "1 missing, 1 changed" in capsys.readouterr().out


def test_a_check_wants_a_mirror(tmp_path):
    with pytest.raises(CommandError, match=r"holds no manifest\.json"):
        call_command("export", str(tmp_path), "--check")


def test_the_command_says_what_it_did(store, story, mirror, capsys):
    with pytest.raises(SystemExit) as done:
        call_command("export", str(mirror), "--jobs", "1")
    assert done.value.code == 0
    assert re.search(r"^\d+ pages, \d+ redirects, \d+ files, .* 0 broken links$", capsys.readouterr().out, re.M)


def test_a_base_address_that_is_none_is_refused(store, mirror):
    with pytest.raises(CommandError, match="--base-url"):
        call_command("export", str(mirror), "--base-url", "archive.example")
    assert not mirror.exists()


def test_a_section_renamed_back_is_a_page_again(store, story, mirror):
    section = edit(testing.make_section(), slug="reports")
    run(store, mirror)
    assert "refresh" in file_of(mirror, "/news/").read_text()
    edit(SectionPage.objects.get(pk=section.pk), slug="news")
    run(store, mirror)
    assert "refresh" not in file_of(mirror, "/news/").read_text()
    assert "refresh" in file_of(mirror, "/reports/").read_text()
