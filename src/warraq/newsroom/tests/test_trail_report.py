"""The audit trail as editors-in-chief and operators read it, and the report of what is kept of persons."""

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import translation

from warraq import testing
from warraq.audit.noting import note
from warraq.audit.sealing import seal
from warraq.newsroom.privacy.holdings import HOLDINGS
from warraq.newsroom.roles import Role
from warraq.newsroom.trail.wording import OWN

pytestmark = pytest.mark.django_db
DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "safety.md"
TRAIL, PERSONS = "/newsroom/audit-trail/", "/newsroom/personal-data/"


@pytest.fixture
def chief(client, editor):
    client.post("/newsroom/login/", {"login": "editor", "password": testing.PASSWORD})
    return client


def text_of(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_trail_is_read_in_words(chief, section):
    testing.make_story(section, title="خبر الجسر")
    page = text_of(chief, TRAIL)
    for words in ("سجل التدقيق", "دخل", "كلمة مرور", "خبر الجسر", "127.0.0.0/24", "ينتظر ختمه"):
        assert words in page
    seal()
    assert "ينتظر ختمه" not in text_of(chief, TRAIL)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"action": "auth.signed_in"}, {"editor"}),
        ({"actor_name": "layla"}, {"one"}),
        ({"title": "two"}, {"two"}),
        ({"at_from": "2100-01-01"}, set()),
    ],
)
def test_the_trail_is_narrowed(chief, query, found):
    layla = testing.make_user("layla")
    note("test.deed", actor=layla, title="one")
    note("test.deed", title="two")
    page = text_of(chief, f"{TRAIL}results/", **query)
    titles = set(re.findall(r'class="trail__what"><bdi>([^<]*)</bdi>', page))
    assert titles == found


ODD = [{"at_from": "x"}, {"action": "x"}, {"p": "999"}, {"title": "\u0000"}, {"at_to": "0"}]


@pytest.mark.parametrize("query", ODD)
def test_nothing_that_is_asked_is_a_failure(chief, query):
    assert chief.get(f"{TRAIL}results/", query).status_code < 500


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SECTION_EDITOR, Role.MODERATOR])
def test_others_do_not_read_it(client, role):
    client.force_login(testing.make_user("someone", role))
    for path in (TRAIL, f"{TRAIL}results/", PERSONS):
        assert client.get(path).status_code == 302


def test_an_operator_reads_it(client):
    client.force_login(testing.make_user("someone", Role.OPERATOR))
    assert client.get(TRAIL).status_code == 200


def test_a_table_and_lines_are_downloaded_and_that_is_written_down(chief):
    note("test.deed", title="=1+1")
    table = b"".join(chief.get(TRAIL, {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in table
    assert chief.get(TRAIL, {"export": "xlsx"}).status_code == 200
    lines = b"".join(chief.get(f"{TRAIL}lines/").streaming_content).decode().splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["data"]["format"] for row in rows if row["action"] == "audit.exported"] == ["csv", "xlsx", "jsonl"]


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_every_deed_of_ours_has_words(language):
    with translation.override(language):
        assert all(str(label) for label in OWN.values())


# --- persons ---


def test_the_report_counts_what_there_is(chief):
    page = text_of(chief, PERSONS)
    assert "البيانات الشخصية" in page
    assert "1,095" in page or "1095" in page
    assert page.count('<td class="privacy__what">') == len(HOLDINGS)


def test_the_document_and_the_report_tell_the_same():
    part = DOCUMENT.read_text("utf-8").split("## Personal data")[1]
    assert re.findall(r"^\| `([\w-]+)` \|", part, re.M) == [holding.name for holding in HOLDINGS]


# The newsroom's own address.
HARMLESS = {"editions.edition.contact_email"}
PERSONAL = re.compile(r"email|(^|_)ip$|address_hash|user_agent|session")


def test_no_model_keeps_persons_unsaid():
    told = {label for holding in HOLDINGS for label in holding.models}
    kinds = (models.EmailField, models.GenericIPAddressField)
    untold = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if (isinstance(field, kinds) or PERSONAL.search(field.name)) and model._meta.label_lower not in told
    }
    assert untold - HARMLESS == set()
