"""What others judge by rules of their own: accessibility, markup, headers, links. Every page type, both editions."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from .catalogue import EDITIONS, TYPES, Catalogue, PublicPage, encoded
from .chromium import DESKTOP, PHONE, Visit
from .conftest import leave_out
from .demo_site import DemoSite

MISSING = "/no-such-section/"
LINKS_FOLLOWED = 1500
BLOCKS = {
    ".prose",
    ".body > h2",
    ".quote",
    ".keys",
    ".box",
    ".figure",
    ".figure--link",
    ".latest",
    ".aside-link",
    ".file",
    ".table",
    ".chart",
    ".embed",
    ".sources",
}
MARKS_OF_NOTHING = re.compile(r"\b(None|undefined|NaN|New node|Untitled)\b|بدون عنوان|\{\{|\{%")
NEVER_EMPTY = "h1, h2, h3, h4, h5, h6, a, button, li, dt, dd, figcaption, title"


def lost(site: DemoSite) -> Iterator[PublicPage]:
    """What a reader gets where nothing is."""
    for edition, prefix in EDITIONS.items():
        answer = site.get(prefix + MISSING)
        assert answer.status == 404
        yield PublicPage(prefix + MISSING, edition, "missing", answer.text)


# Found, narrowed and on its second page; nothing found and a date that no calendar has; the bare form.
SEARCHES = {
    "ar": ["?q=النهر", "?q=من&page=2&order=date&when=1446&section=news", "?q=قظغش&when=ما كان", ""],
    "en": ["?q=the", "?q=the&page=2&order=date&when=2020 - 2030&section=news", "?q=qxzvk&when=once", ""],
}


def searches(site: DemoSite) -> Iterator[PublicPage]:
    """What a reader gets who looks for something."""
    for edition, prefix in EDITIONS.items():
        for query in SEARCHES[edition]:
            path = encoded(f"{prefix}/search/{query}")
            answer = site.get(path)
            assert answer.status == 200, (answer.status, path)
            yield PublicPage(path, edition, "search", answer.text)


@pytest.fixture(scope="module")
def pages(site: DemoSite, catalogue: Catalogue) -> list[PublicPage]:
    return [*catalogue.chosen, *lost(site), *searches(site)]


# --- what the demo shows at all ---


def test_the_demo_has_a_page_of_every_type(catalogue):
    assert [kind for kind in TYPES if not catalogue.of(kind, "ar")] == []


def test_the_small_english_edition_lacks_only_a_video(catalogue):
    assert [kind for kind in TYPES if not catalogue.of(kind, "en")] == ["video"]


def test_the_chosen_pages_show_every_block(catalogue):
    stories = [page for page in catalogue.chosen if page.kind == "story"]
    assert {name for name in BLOCKS if not any(page.tree.select(name) for page in stories)} == set()


def test_the_chosen_dossiers_are_open_closed_and_without_summary(catalogue):
    dossiers = [page.tree for page in catalogue.chosen if page.kind == "dossier"]
    assert any(not tree.select(".dossier__summary") for tree in dossiers)
    assert any(tree.select(".dossier__summary") for tree in dossiers)
    assert any(tree.select(".box--quiet") for tree in dossiers)
    assert any(not tree.select(".box--quiet") for tree in dossiers)


# --- accessibility ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_axe_finds_nothing(visit: Callable[..., Visit], pages, project: Path, edition, scheme):
    axe = (project / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    # Phone and desktop hide different things; a page of each type is looked at on one of them.
    window = visit(color_scheme=scheme, **(PHONE if scheme == "dark" else DESKTOP))
    found = {}
    for page in pages:
        if page.edition != edition:
            continue
        window.open(page.path).evaluate(axe)
        faults = window.page.evaluate("axe.run().then(result => result.violations)")
        if faults:
            found[unquote(page.path)] = [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults]
    assert found == {}


# --- markup ---


def nu_checker(project: Path, folder: Path) -> list[dict]:
    java = shutil.which("java")
    jar = project / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not java:
        leave_out("no Java here for the Nu HTML checker: apt-get install default-jre-headless")
    if not jar.exists():
        leave_out("the Nu HTML checker is not installed: make test installs it")
    # Its parser overflows the stack that Java gives by default.
    words = [java, "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(words, capture_output=True, check=True, timeout=300)
    return json.loads(done.stdout)["messages"]


def test_the_nu_html_checker_finds_no_error(pages, project, tmp_path):
    for number, page in enumerate(pages):
        (tmp_path / f"{number:03}.html").write_text(page.text, "utf-8")
    faults = [
        f"{unquote(pages[int(Path(urlsplit(found['url']).path).stem)].path)}: {found['message']} {found.get('extract')}"
        for found in nu_checker(project, tmp_path)
        if found["type"] == "error"
    ]
    assert faults == []


def test_no_page_prints_a_placeholder_or_an_empty_part(catalogue):
    found = {}
    for page in catalogue.pages.values():
        words = page.tree.body.get_text(" ") if page.tree.body else ""
        faults = [match[0] for match in MARKS_OF_NOTHING.finditer(words)]
        faults += [str(element)[:120] for element in page.tree.select(NEVER_EMPTY) if is_empty(element)]
        if faults:
            found[unquote(page.path)] = faults
    assert found == {}


def is_empty(element) -> bool:
    return not element.get_text(strip=True) and not element.select("img, svg, input") and not element.get("aria-label")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_has_one_title_and_names_its_language(catalogue, edition):
    for page in catalogue.pages.values():
        if page.edition == edition:
            root = page.tree.html
            assert (root["lang"], root["dir"]) == (edition, "rtl" if edition == "ar" else "ltr")
            assert len(page.tree.select("h1")) == 1, page.path
            assert len(page.tree.select("main")) == 1, page.path


# --- headers ---


def test_every_page_type_is_sent_with_a_strict_policy_and_no_cookie(site, pages):
    for page in pages:
        headers = site.get(page.path).headers
        policy = {
            name: values for name, *values in (part.split() for part in headers["content-security-policy"].split(";"))
        }
        assert policy["default-src"] == ["'none'"]
        assert policy["script-src"] == policy["style-src"] == ["'self'"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers
        assert "cookie" not in headers.get("vary", "").lower()


def test_no_page_holds_a_script_or_style_of_its_own(catalogue):
    for page in catalogue.pages.values():
        assert not page.tree.select("style, [style], base")
        scripts = page.tree.select("script:not([src]):not([type='application/ld+json'])")
        assert not scripts, page.path
        assert not re.search(r"\son\w+=", re.sub(r"(?s)<script.*?</script>", "", page.text)), page.path


def test_no_page_names_a_file_of_another_host(site, catalogue):
    host = urlsplit(site.url).netloc
    for page in catalogue.pages.values():
        for element in page.tree.select("[src], link[href]:not([rel=alternate]):not([rel=canonical]), [srcset]"):
            address = element.get("src") or element.get("href") or element["srcset"]
            assert urlsplit(address).netloc in ("", host), (page.path, address)


# --- addresses ---


def test_every_page_names_itself_as_canonical(site, catalogue):
    for page in catalogue.pages.values():
        (link,) = page.tree.select("link[rel=canonical]")
        assert unquote(link["href"]) == site.url + unquote(page.path)


def test_translations_name_each_other(site, catalogue):
    translated = 0
    for page in catalogue.pages.values():
        alternates = {link["hreflang"]: link["href"] for link in page.tree.select("link[rel=alternate][hreflang]")}
        if not alternates:
            continue
        assert unquote(alternates[page.edition]) == site.url + unquote(page.path)
        for language, address in alternates.items():
            if language not in ("x-default", page.edition):
                other = catalogue.pages[encoded(urlsplit(address).path)]
                links = other.tree.select(f"link[rel=alternate][hreflang={page.edition}]")
                assert [unquote(link["href"]) for link in links] == [site.url + unquote(page.path)]
                translated += 1
    assert translated


def test_every_link_within_the_site_leads_somewhere(site, catalogue):
    links = sorted({encoded(link) for page in catalogue.pages.values() for link in page.links})
    dead = {}
    for link in [link for link in links if link not in catalogue.pages][:LINKS_FOLLOWED]:
        answer = site.follow(link)
        if answer.status != 200:
            dead[unquote(link)] = answer.status
    assert dead == {}


def test_every_fragment_within_a_page_is_there(catalogue):
    for page in catalogue.pages.values():
        ids = {element["id"] for element in page.tree.select("[id]")}
        wanted = {unquote(link["href"][1:]) for link in page.tree.select("a[href^='#']")}
        assert wanted <= ids, page.path
