"""One sheet from the house's and the site's own."""

import pytest

from warraq.theme import bundle


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a  {\n  color : red ; /* why */\n}\n", "a{color : red;}"),
        ('p::before { content: "a  /* b */ ; }" }', 'p::before{content: "a  /* b */ ; }"}'),
        ("i { background: url(x/*y.png) }", "i{background: url(x/*y.png)}"),
        ("a :hover , b { inset: 0 calc(1px + 2px) }", "a :hover,b{inset: 0 calc(1px + 2px)}"),
        ("/* one */ a{} /* two */ b{}", "a{}b{}"),
    ],
)
def test_it_drops_comments_and_needless_space_but_keeps_strings_and_addresses(css, small):
    assert bundle.minify(css) == small


def test_a_sites_own_sheet_comes_last_and_in_its_own_layer(tmp_path):
    own = tmp_path / "styles" / "tokens.css"
    own.parent.mkdir()
    own.write_text(":root { --accent: #123456; }")

    css = bundle.compose(tmp_path)

    assert css.startswith("@layer tokens,base,parts,pages,print,site;")
    assert css.endswith("@layer site{:root{--accent: #123456;}}")


def test_it_writes_the_sheet_where_static_files_are_looked_for(tmp_path):
    path = bundle.write(tmp_path, tmp_path / "data")

    assert path == tmp_path / "data" / "assets" / "warraq" / "warraq.css"
    assert path.read_text() == bundle.compose(tmp_path)


def test_it_leaves_an_unchanged_sheet_alone(tmp_path):
    path = bundle.write(tmp_path, tmp_path)
    before = path.stat().st_mtime_ns

    bundle.write(tmp_path, tmp_path)

    assert path.stat().st_mtime_ns == before


def test_it_rewrites_the_sheet_when_a_sites_own_one_has_changed(tmp_path):
    path = bundle.write(tmp_path, tmp_path)
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "own.css").write_text("a { color: red }")

    bundle.write(tmp_path, tmp_path)

    assert "@layer site{a{color: red}}" in path.read_text()
