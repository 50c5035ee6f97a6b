"""The quicker nodes print what Django's own print, of templates and values of every sort."""

# ruff: noqa: E501 - a template is read as it stands

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.template import Context, RequestContext, Template, VariableDoesNotExist, engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from warraq.theme.engine import LeanTemplate

ENGINE = engines["django"].engine


class Called:
    """What templates may meet: methods, properties that fail, things not to be called."""

    name = "اسم <b>"

    def method(self) -> str:
        return "called & escaped"

    def wants(self, more: str) -> str:
        return more

    def erase(self) -> None:
        raise AssertionError("a template must not call it")

    erase.alters_data = True

    @property
    def broken(self) -> str:
        raise AttributeError("inside a property")

    def __str__(self) -> str:
        return "<called>"


def values() -> dict[str, Any]:
    return {
        "text": "a < b & 'c'",
        "safe": mark_safe("<i>x</i>"),
        "number": 1234567,
        "ratio": 0.5,
        "none": None,
        "empty": "",
        "list": ["a", "b", ("c", "d")],
        "mapping": {"key": "value <", "items": "own", "nested": {"deep": SimpleNamespace(end="!")}},
        "thing": Called(),
        "kind": Called,
        "function": lambda: "made",
        "lazy": translation.gettext_lazy("Search"),
        "pairs": [("one", 1), ("two", 2)],
    }


SNIPPETS = [
    "{{ text }}{{ safe }}{{ number }}{{ ratio }}{{ none }}{{ empty }}{{ nothing }}",
    "{{ thing }}{{ thing.name }}{{ thing.method }}{{ thing.wants }}{{ thing.erase }}{{ thing.nothing }}",
    "{{ kind.name }}{{ function }}{{ lazy }}",
    "{{ mapping.key }}{{ mapping.items }}{{ mapping.nested.deep.end }}{{ mapping.none }}{{ mapping.nested.deep.no }}",
    "{{ list.0 }}{{ list.2.1 }}{{ list.9 }}{{ text.0 }}{{ text.upper }}",
    "{{ text|upper }}{{ text|default:'x' }}{{ empty|default:text }}{{ nothing|default:'<x>' }}{{ safe|upper }}",
    "{{ text|truncatechars:3 }}{{ number|add:2 }}{{ list|slice:'1:'|length }}{{ text|safe }}{{ 'lit <'|lower }}",
    "{{ empty|default:nothing }}|{{ mapping.none|default:mapping.key }}",
    "{% autoescape off %}{{ text }}{{ thing }}{{ safe }}{% endautoescape %}",
    "{% if text %}1{% endif %}{% if not nothing %}2{% endif %}{% if empty or text and number %}3{% else %}4{% endif %}",
    "{% if text == 'x' %}1{% elif number == 1234567 %}2{% endif %}{% if number != 3 %}3{% endif %}",
    "{% if 'a' in list %}1{% endif %}{% if number > 3 %}2{% endif %}{% if text < number %}3{% else %}4{% endif %}",
    "{% if nothing.more == none %}1{% endif %}{% if thing is none %}2{% else %}3{% endif %}",
    "{% if list|length > 2 %}1{% endif %}{% if list|length < 2 %}2{% endif %}",
    "{% if text|default:nothing %}1{% endif %}{% if nothing|default:nothing %}1{% else %}2{% endif %}",
    "{% for item in list %}{{ forloop.counter }}{{ item }}{% endfor %}",
    "{% for a, b in pairs %}{{ a }}{{ b }}{{ forloop.last }}{% endfor %}",
    "{% for item in nothing %}{% empty %}none{% endfor %}{% with a=text b=list.0 %}{{ a }}{{ b }}{% endwith %}{{ a }}",
    "{% load i18n %}{% translate 'Search' %}{% translate 'Search' as word %}{{ word }}{% translate text %}100%",
    "{% load i18n %}{% translate 'A' context 'smaller text' %}{% translate ', ' context 'between names' %}",
    "{% include 'parts/icon.html' with name='play' only %}{% include 'parts/crumb.html' with title=text url=safe %}",
    "{% with title=text %}{% include 'parts/crumb.html' %}{% endwith %}",
    "{% with title=text %}{% include 'parts/crumb.html' with url='/x/' only %}{% endwith %}",
    "{% with part='parts/crumb.html' %}{% include part with title=request.path only %}{% endwith %}",
    "{{ request.path }}{% csrf_token %}{% cycle 'a' 'b' %}{{ True }}{{ forloop }}",
]


def draw(kind: type[Template], source: str, context: Context) -> str:
    return kind(source, engine=ENGINE).render(context)


def outcome(kind: type[Template], source: str, context: Context) -> str:
    """What is printed, or which error it is."""
    try:
        return draw(kind, source, context)
    except VariableDoesNotExist as error:
        return repr(type(error))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("source", SNIPPETS)
def test_a_template_prints_what_djangos_own_prints(source: str, language: str):
    with translation.override(language):
        assert outcome(LeanTemplate, source, Context(values())) == outcome(Template, source, Context(values()))


@pytest.mark.parametrize("source", SNIPPETS)
def test_with_a_request_as_well(source: str, rf: RequestFactory):
    request = rf.get("/where/")
    request.META["CSRF_COOKIE"] = "a" * 32
    drawn = [outcome(kind, source, RequestContext(request, values())) for kind in (LeanTemplate, Template)]
    if "csrf_token" in source:
        drawn = [text.split("<input")[0] for text in drawn]  # masked anew each time
    assert drawn[0] == drawn[1]


def test_an_error_in_a_property_is_not_hidden():
    for kind in (LeanTemplate, Template):
        with pytest.raises(AttributeError, match="inside a property"):
            draw(kind, "{{ thing.broken }}", Context(values()))


def test_words_are_those_of_the_language_each_time():
    template = LeanTemplate("{% load i18n %}{% translate 'Archive' %}", engine=ENGINE)
    printed = []
    for language in ("ar", "en", "ar"):
        with translation.override(language):
            printed.append(template.render(Context()))
    assert printed[0] == printed[2] != printed[1]


def test_a_part_sees_nothing_of_what_is_around_it_and_leaves_nothing_behind():
    part = "{% include 'parts/crumb.html' with url='/x/' only %}"
    source = "{% with title='outside' %}" + part + "{{ url }}{{ title }}{% endwith %}"
    printed = draw(LeanTemplate, source, Context())
    assert printed.endswith("outside")
    assert printed.count("outside") == 1


def test_the_themes_templates_are_read_so_and_the_newsrooms_are_not():
    assert isinstance(get_template("base.html").template, LeanTemplate)
    assert not isinstance(get_template("wagtailadmin/base.html").template, LeanTemplate)


def test_a_part_that_is_missing_is_an_error():
    with pytest.raises(Exception, match="nowhere.html"):
        draw(LeanTemplate, "{% include 'nowhere.html' with a=1 only %}", Context())


@pytest.mark.django_db
def test_a_query_that_fails_in_a_condition_is_not_taken_for_false():
    def ask() -> None:
        connection.cursor().execute("SELECT 1 FROM nowhere")

    for kind in (LeanTemplate, Template):
        with pytest.raises(Exception, match="nowhere"), transaction.atomic():
            draw(kind, "{% if ask %}1{% endif %}", Context({"ask": ask}))
