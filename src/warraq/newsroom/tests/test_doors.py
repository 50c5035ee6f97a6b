"""Every address of the newsroom against every role: `doors.txt` says who comes in, and nobody else does.

An address that stands in no row fails here: decide who may open it, and write it down.
"""

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client

from warraq import testing
from warraq.newsroom.roles import Role

from .addresses import Scene, all_addresses

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("doors.txt")
# They end the session; Wagtail's own alarm is meant to fail, and its import fails without the step before.
LEFT_OUT = {"account_logout", "wagtailadmin_logout", "wagtailadmin_error_test", "wagtailredirects:process_import"}
OUTSIDE = ("/newsroom/login/", "/newsroom/")


@cache
def rows() -> dict[str, dict[str, str]]:
    """Of each pattern of names who comes in: `+`, or `.` for who does not."""
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    who = lines[0]
    assert who == ["anybody", "account", *(role.name.lower() for role in Role)]
    return {name: dict(zip(who, marks, strict=True)) for name, *marks in lines[1:]}


def row_for(name: str) -> str | None:
    """The row of exactly this name, or the longest pattern that fits."""
    if name in rows():
        return name
    return max((pattern for pattern in rows() if fnmatchcase(name, pattern)), key=len, default=None)


@pytest.fixture(scope="module")
def scene(made_once: Any) -> Scene:
    return made_once(Scene)


@pytest.fixture(autouse=True)
def _files_of_the_scene(settings: Any, scene: Scene, _files_of_their_own: None) -> None:
    settings.MEDIA_ROOT = scene.media


@pytest.fixture(autouse=True)
def _views_are_asked_and_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether somebody comes in is decided before the page is drawn, which would take most of the time."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", property(lambda self: ""))


def test_every_address_has_a_row_and_every_row_an_address():
    names = {address.name for address in all_addresses()}
    used = {name: row_for(name) for name in names}
    missing = sorted(name for name, row in used.items() if row is None)
    assert not missing, f"new addresses: write into {TABLE.name} who may open them: {missing}"
    assert sorted(set(rows()) - set(used.values())) == []


def ask(client: Client, method: str, url: str) -> str:
    """`in`, `out`, `405` or `error`; what it has changed is undone."""
    with transaction.atomic():
        try:
            response = getattr(client, method)(url)
        finally:
            transaction.set_rollback(True)
    if response.status_code >= 500:
        return "error"
    if response.status_code == 405:
        return "405"
    is_sent_away = response.status_code in (301, 302) and response.url.partition("?")[0] in OUTSIDE
    return "out" if is_sent_away or response.status_code in (403, 404) else "in"


def answer(client: Client, url: str) -> str:
    """By GET, or by POST where that is all there is: `+` for in, `.` for out."""
    came = ask(client, "get", url)
    if came == "405":
        came = ask(client, "post", url)
    # What takes neither, such as the pieces of a film, has tests of its own.
    return {"in": "+", "out": ".", "405": "."}.get(came, came)


def differences(client: Client, scene: Scene, who: str) -> dict[str, str]:
    """Addresses that answer otherwise than their row says, with what came instead."""
    found = {}
    for address in all_addresses():
        if address.name in LEFT_OUT:
            continue
        url = address.filled(scene.values_for(address))
        expected, came = rows()[row_for(address.name)][who], answer(client, url)
        if came != expected:
            found[f"{address.name} {url}"] = f"{came} instead of {expected}"
    return found


def signed_in(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    testing.prove(client)
    return client


def test_nobody_comes_in_without_an_account(scene):
    assert differences(Client(raise_request_exception=False), scene, "anybody") == {}


def test_an_account_without_a_role_opens_nothing_but_itself(scene):
    assert differences(signed_in(testing.make_user("stranger")), scene, "account") == {}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_each_role_opens_what_its_column_says(scene, role):
    user = testing.make_user("someone", role)
    assert differences(signed_in(user), scene, role.name.lower()) == {}
