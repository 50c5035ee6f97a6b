"""Lists of the newsroom ask the database as much for many rows as for few."""

import re
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .shelf import Shelf

pytestmark = pytest.mark.django_db
FEW, MORE = 2, 6
VALUE = re.compile(r"'[^']*'|\b\d+\b|\?(?:, \?)+")
# What makes a row, and the lists it stands in. Left out: Wagtail's reports of workflows and of locked pages, which look
# up page after page; they hold what is being worked on, not the archive.
LISTS: dict[str, list[str]] = {
    "stories": ["stories:index", "stories:index?state=live", "wagtailadmin_explore section", "reads:stories"],
    "drafts_in_review": ["stories:index", "wagtailadmin_reports:workflow_tasks"],
    "locked": ["stories:index"],
    "embargoes": ["embargo:index", "stories:index?state=embargo"],
    "corrections": ["corrections:index"],
    "dossiers": ["dossiers:index", "dossier_desk:index"],
    "albums": ["albums:index"],
    "videos": ["videos:index"],
    "maps": ["maps:index"],
    "versions": ["wagtailadmin_pages:history story", "wagtailadmin_reports:site_history"],
    "pictures": [
        "wagtailimages:index",
        "wagtailimages:index?layout=list",
        "wagtailimages_chooser:choose",
        "rights:index",
        "picture_problems:index",
    ],
    "documents": ["wagtaildocs:index", "wagtaildocs_chooser:choose"],
    "films": ["wagtailsnippets_media_video:list", "wagtailsnippetchoosers_media_video:choose"],
    "keywords": ["wagtailsnippets_stories_keyword:list", "wagtailsnippetchoosers_stories_keyword:choose"],
    "authors": ["wagtailsnippets_people_author:list", "wagtailsnippetchoosers_people_author:choose"],
    "spellings": ["wagtailsnippets_search_spellings:list"],
    "removals": ["wagtailsnippets_stories_removal:list"],
    "borders": ["wagtailsnippets_fieldmaps_borderstyle:list"],
    "territories": ["wagtailsnippets_fieldmaps_territoryname:list"],
    "comments": ["moderation:queue"],
    "decisions": ["moderation:decisions", "moderation:queue?state=rejected"],
    "rules": ["wagtailsnippets_comments_rule:list"],
    "reasons": ["wagtailsnippets_comments_rejectreason:list"],
    "words": ["wagtailsnippets_defence_listedword:list"],
    "bans": ["wagtailsnippets_comments_ban:list"],
    "assignments": ["wagtailsnippets_newsroom_assignment:list"],
    "person": ["wagtailusers_users:index", "reach:index"],
    "notices": ["notices:index"],
    "deeds": ["audit_trail:index"],
    "strips": ["breaking:index"],
    "links": ["outside:links story"],
    "steps": ["board:history front"],
    "saved_fronts": ["board:saved front"],
}


def address(shelf: Shelf, name: str) -> str:
    name, _mark, query = name.partition("?")
    name, _space, of = name.partition(" ")
    return reverse(name, args=[getattr(shelf, of).pk] if of else []) + (f"?{query}" if query else "")


def asked(client: Any, url: str) -> Counter[str]:
    """How often each statement was asked, whatever it was asked about."""
    client.get(url)  # what a process remembers
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200, response.headers
    return Counter(VALUE.sub("?", query["sql"]) for query in queries)


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_asks_as_much_for_many_rows_as_for_few(newsroom, editor, kind):
    shelf = Shelf(editor)
    urls = [address(shelf, name) for name in LISTS[kind]]
    for number in range(FEW):
        getattr(shelf, kind)(number)
    few = {url: asked(newsroom, url) for url in urls}
    for number in range(FEW, FEW + MORE):
        getattr(shelf, kind)(number)
    many = {url: asked(newsroom, url) for url in urls}
    for url in urls:
        assert many[url].total() <= few[url].total(), f"{url} asks more: {dict(many[url] - few[url])}"
