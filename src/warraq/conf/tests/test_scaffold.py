"""`warraq init`: a site that may be changed without a fork."""

import re

import pytest
from django.template import Engine
from django.template.context import Context

from warraq.conf import scaffold
from warraq.conf.settings import PACKAGE
from warraq.conf.site import read
from warraq.conf.words import SiteFileError
from warraq.theme import bundle

TEMPLATES = PACKAGE / "theme" / "templates"


def test_a_new_site_can_be_used_as_it_is(tmp_path):
    made = scaffold.scaffold(tmp_path / "site")
    assert len(made) == len(scaffold.files())
    assert read(tmp_path / "site" / "warraq.toml")["editions"]


def test_a_second_time_nothing_is_touched(tmp_path):
    scaffold.scaffold(tmp_path)
    (tmp_path / "warraq.toml").write_text("# mine", "utf-8")
    assert scaffold.scaffold(tmp_path) == []
    assert (tmp_path / "warraq.toml").read_text("utf-8") == "# mine"


def test_a_place_where_nothing_can_be_made_is_named(tmp_path):
    (tmp_path / "site").touch()
    with pytest.raises(SiteFileError, match="cannot be made"):
        scaffold.scaffold(tmp_path / "site")


def test_the_examples_it_gives_exist():
    for name in re.findall(r"[\w/]+\.html", scaffold.TEMPLATES):
        assert (TEMPLATES / name).is_file(), name
    (token,) = re.findall(r"/\* (--[\w-]+):", scaffold.STYLES)
    assert f"{token}:" in bundle.HOUSE.joinpath("00-tokens.css").read_text("utf-8")


def test_a_token_of_the_site_wins_over_the_house(tmp_path):
    scaffold.scaffold(tmp_path)
    sheet = tmp_path / "styles" / "site.css"
    sheet.write_text(re.sub(r"/\* (--accent: .*;) \*/", r"\1", sheet.read_text("utf-8")), "utf-8")
    css = bundle.compose(tmp_path)
    assert css.endswith("@layer site{:root{--accent: light-dark(#8c1d18,#f0a59f);}}")
    assert css.index("@layer tokens") < css.index("@layer site{")


def test_a_template_of_the_site_may_extend_the_one_it_stands_in_for(tmp_path):
    scaffold.scaffold(tmp_path)
    house = tmp_path / "house"
    house.mkdir()
    (house / "base.html").write_text("house {% block body %}plain{% endblock %}", "utf-8")
    own = '{% extends "base.html" %}{% block body %}own{% endblock %}'
    (tmp_path / "templates" / "base.html").write_text(own, "utf-8")
    engine = Engine(dirs=[tmp_path / "templates", house])
    assert engine.get_template("base.html").render(Context()) == "house own"
