"""A role that needs a second factor opens no page of the newsroom without it; dangerous acts ask who one is."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from warraq import testing
from warraq.accounts.middleware import OPEN
from warraq.accounts.requirement import ROLES, has_second_factor, needs_second_factor
from warraq.audit.models import Entry
from warraq.conf import signing_in
from warraq.conf.site import describe
from warraq.conf.words import ROLES as WORDS
from warraq.newsroom.roles import Role
from warraq.people.models import User

from .conftest import is_inside, sign_in

NUMBERS = {"int": 1, "str": "x", "slug": "x", "path": "x", "uuid": "0b4f2f0a-6c2e-4b5b-9d7a-1d2c3b4a5f60"}


def newsroom_addresses() -> dict[str, str]:
    """Every address below /newsroom/, with something put in for its parts, by the name of its view."""
    found: dict[str, str] = {}

    def walk(patterns: Any, before: str, names: str) -> None:
        for pattern in patterns:
            route = before + _filled(pattern)
            if isinstance(pattern, URLResolver):
                space = f"{names}{pattern.namespace}:" if pattern.namespace else names
                walk(pattern.url_patterns, route, space)
            elif isinstance(pattern, URLPattern) and route.startswith("newsroom/"):
                found.setdefault(f"{names}{pattern.name or route}", f"/{route}")

    walk(get_resolver().url_patterns, "", "")
    return found


def _filled(pattern: Any) -> str:
    route = str(pattern.pattern)
    if "<" in route and "(?P" not in route:
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: str(NUMBERS.get(found[1] or "str", "x")), route)
    return re.sub(r"\(\?P<\w+>[^)]*\)|[\^$\\]", lambda found: "1" if found[0].startswith("(") else "", route)


@pytest.fixture
def boss(required):
    """Who may give out accounts, and has only a password."""
    user = testing.make_user("boss", Role.EDITOR_IN_CHIEF, is_superuser=True)
    client = Client()
    sign_in(client, "boss")
    client.user = user
    return client


def test_no_page_of_the_newsroom_opens_without_the_second_factor(boss):
    addresses = newsroom_addresses()
    assert len(addresses) > 150
    entered = []
    for name, path in addresses.items():
        # What is open before one has signed in is open here, too.
        if name in OPEN or name.startswith(("mfa_", "wagtailadmin_log")) or "/password_reset/" in path:
            continue
        for method in ("get", "post"):
            answer = getattr(boss, method)(path)
            if (answer.status_code, answer.headers.get("Location")) != (302, "/newsroom/second-factor/"):
                entered.append((name, path, method, answer.status_code, answer.headers.get("Location")))
    assert entered == []


def test_scripts_are_told_in_words(boss):
    answer = boss.get("/newsroom/api/main/pages/", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "عامل" in answer.json()["error"]


def test_the_way_to_set_one_up_is_open(boss):
    for path in ("second-factor/", "second-factor/totp/activate/", "sessions/", "jsi18n/", "sprite/"):
        assert boss.get(f"/newsroom/{path}").status_code == 200, path


def test_with_the_second_factor_the_newsroom_is_open(client, chief, app_code, required):
    sign_in(client, "chief")
    assert not is_inside(client)
    client.post("/newsroom/second-factor/authenticate/", {"code": app_code()})
    assert is_inside(client)


def test_recovery_codes_alone_are_no_second_factor(chief, required):
    Authenticator.objects.filter(user=chief, type="totp").delete()
    assert not has_second_factor(chief)


def test_who_gives_out_accounts_needs_one_whatever_the_group_is_called(settings):
    user = testing.make_user("operator", Role.OPERATOR)
    group = Role.OPERATOR.group()
    group.name = "فريق آخر"
    group.save()
    settings.WARRAQ_SECOND_FACTOR = ("operator",)
    assert needs_second_factor(type(user).objects.get(pk=user.pk))


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ((), set()),
        (("everyone",), {"chief", "reporter", "mighty"}),
        (("operator", "editor-in-chief"), {"chief", "mighty"}),
        (("reporter",), {"reporter", "mighty"}),
        (("group:مراسل",), {"reporter", "mighty"}),
    ],
)
def test_the_site_says_which_roles_need_one(chief, reporter, settings, words, who):
    mighty = testing.make_user("mighty", is_superuser=True)
    settings.WARRAQ_SECOND_FACTOR = words
    assert {user.username for user in (chief, reporter, mighty) if needs_second_factor(user)} == who


def test_the_words_of_the_site_file_are_the_roles_there_are():
    assert set(WORDS) == set(ROLES) | {"everyone"}


EDITIONS = {"editions": [{"code": "ar", "name": "ورّاق"}]}


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({}, ()),
        ({"base_url": "http://localhost:8000"}, ()),
        ({"base_url": "https://www.example.org"}, signing_in.USUAL),
        ({"allowed_hosts": ["example.org"]}, signing_in.USUAL),
    ],
)
def test_without_a_word_it_is_needed_where_others_can_come(tmp_path, site, expected):
    assert signing_in.second_factor(describe(tmp_path, EDITIONS | {"site": site})) == expected


def test_a_site_may_say_nobody_needs_one(tmp_path):
    tables = {"site": {"base_url": "https://www.example.org"}, "newsroom": {"second_factor": []}}
    assert signing_in.second_factor(describe(tmp_path, EDITIONS | tables)) == ()


def test_the_last_factor_of_a_role_that_needs_one_stays(client, chief, app_code, required):
    sign_in(client, "chief")
    client.post("/newsroom/second-factor/authenticate/", {"code": app_code()})
    client.post("/newsroom/second-factor/totp/deactivate/")
    assert has_second_factor(chief)


# --- acts that can do harm ---


@pytest.fixture
def stale(client, editor):
    """An editor-in-chief who signed in long ago."""
    client.force_login(editor)
    return client


@pytest.mark.parametrize("view", ["wagtailusers_users:add", "wagtailusers_groups:add", "audit_trail:lines"])
def test_a_dangerous_act_asks_who_one_is(stale, view):
    assert stale.get(reverse(view))["Location"].startswith("/newsroom/reauthenticate/")
    # However often one asks.
    assert stale.get(reverse(view))["Location"].startswith("/newsroom/reauthenticate/")


@pytest.mark.parametrize(("deed", "is_asked"), [("delete", True), ("publish", False)])
def test_deleting_in_bulk_asks_who_one_is(stale, section, deed, is_asked):
    answer = stale.get(f"/newsroom/bulk/wagtailcore/page/{deed}/", {"id": section.pk})
    assert (answer.headers.get("Location", "").startswith("/newsroom/reauthenticate/")) == is_asked


@pytest.mark.parametrize("path", ["users/", "groups/", "reports/locked/", "pages/"])
def test_looking_asks_nothing(stale, path):
    assert stale.get(f"/newsroom/{path}").status_code == 200


def test_what_was_sent_goes_on_after_the_right_password(stale):
    form = {"username": "layla", "first_name": "ليلى", "last_name": "ن", "email": "l@example.org"}
    form |= {"password1": "long-and-quiet-river", "password2": "long-and-quiet-river"}
    answer = stale.post(reverse("wagtailusers_users:add"), form)
    wrong = stale.post(answer["Location"], {"password": "no", "next": _next(answer)})
    assert wrong.status_code == 200
    stale.post("/newsroom/reauthenticate/", {"password": testing.PASSWORD, "next": _next(answer)})
    assert User.objects.filter(username="layla").exists()


def _next(answer):
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def test_who_has_just_signed_in_is_not_asked(client, editor):
    sign_in(client, "editor")
    assert client.get(reverse("wagtailusers_groups:add")).status_code == 200


# --- helping a colleague ---


@pytest.fixture
def helper(client, editor):
    sign_in(client, "editor")
    return client


def test_an_editor_in_chief_takes_away_a_lost_second_factor(helper, chief):
    inside = Client()
    inside.force_login(chief)
    path = f"/newsroom/accounts/{chief.pk}/reset-factor/"
    assert chief.username in helper.get(path).content.decode()
    helper.post(path)
    assert not has_second_factor(chief)
    assert not is_inside(inside)
    assert Entry.objects.filter(action="auth.factor_reset", actor_name="editor", subject_id=str(chief.pk)).exists()


def test_nobody_takes_away_their_own_or_a_superusers(helper, editor, chief):
    chief.is_superuser = True
    chief.save()
    for user in (editor, chief):
        helper.post(f"/newsroom/accounts/{user.pk}/reset-factor/")
    assert has_second_factor(chief)


def test_a_reporter_takes_away_nobodys(client, reporter, chief):
    sign_in(client, "reporter")
    client.post(f"/newsroom/accounts/{chief.pk}/reset-factor/")
    assert has_second_factor(chief)
