"""Fronts that held slots and rails, brought up to date: readers see what they saw, and the demo can still go."""

import json
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from warraq import testing
from warraq.demo.models import Newsroom
from warraq.front.models import Arrangement, FrontPage

RAILS = [
    {
        "id": "demo-0",
        "type": "stories",
        "value": {"title": "علوم", "section": 7, "form": "", "look": "list", "count": 3},
    },
    {
        "id": "demo-1",
        "type": "stories",
        "value": {"title": "", "section": 8, "form": "opinion", "look": "views", "count": 4},
    },
    {"id": "demo-2", "type": "map", "value": {"title": "", "page": 9}},
    {"id": "demo-3", "type": "gallery", "value": {"title": "", "count": 4}},
]
UNTIL = datetime(2030, 1, 1, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def before(transactional_db):
    """The models and tables of the version before fronts were arranged on a board."""
    apps = MigrationLoader(connection).project_state(("front", "0002_arrangements")).apps
    front, slot = apps.get_model("front", "FrontPage"), apps.get_model("front", "FrontSlot")
    rails = front._meta.get_field("rails")
    with connection.schema_editor() as editor:
        editor.create_model(slot)
        editor.add_field(front, rails)
    yield apps
    with connection.schema_editor() as editor:
        editor.remove_field(front, rails)
        editor.delete_model(slot)


def step(name: str, function: str, apps: Any) -> None:
    getattr(import_module(f"warraq.{name}"), function)(apps, None)


def test_slots_and_rails_become_an_arrangement_and_what_the_demo_noted_of_them_is_said_of_it(before):
    fronts = [testing.make_front(testing.make_edition(code)) for code in ("ar", "en")]
    section = testing.make_section()
    lead, first, second = (testing.make_draft(section, title=f"مسودة {number}").pk for number in range(3))
    slots = before.get_model("front", "FrontSlot").objects
    for front in fronts:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE front_frontpage SET rails = %s WHERE page_ptr_id = %s", [json.dumps(RAILS), front.pk]
            )
        slots.create(front_id=front.pk, place="lead", story_id=lead, sort_order=0)
        for number, (story, until) in enumerate([(first, UNTIL), (second, None), (first, None)], start=1):
            slots.create(front_id=front.pk, place="pick", story_id=story, until=until, sort_order=number)
    title = {"title": ["", "س"]}
    # The second was arranged by an editor, after the demo.
    notes = {"front:ar": title | {"rails": [[], RAILS]}, "front:en": title | {"rails": [[], RAILS[:-1]]}}
    newsroom = Newsroom.objects.create(seed=1, started_at=timezone.now(), before=notes)

    step("front.migrations.0003_arrange_fronts", "arrange", before)
    after = MigrationLoader(connection).project_state(("demo", "0002_notes_of_fronts")).apps
    step("demo.migrations.0002_notes_of_fronts", "name_arrangements", after)

    rows = [Arrangement.objects.get(page=FrontPage.objects.get(pk=front.pk)) for front in fronts]
    top, picks, sciences, views, map_, gallery = rows[0].published["parts"]
    assert rows[0].published == rows[0].working == rows[1].published
    assert [pin["story"] for pin in top["pins"]] == [lead]
    assert [(pin["story"], bool(pin["until"])) for pin in picks["pins"]] == [(first, True), (second, False)]
    assert (sciences["title"], sciences["count"], sciences["look"], sciences["rule"]["section"]) == (
        "علوم",
        3,
        "list",
        7,
    )
    assert views["rule"]["forms"] == ["opinion"]
    assert (map_["kind"], map_["page"]) == ("map", 9)
    assert (gallery["kind"], gallery["count"]) == ("gallery", 4)
    newsroom.refresh_from_db()
    assert newsroom.before == {"front:ar": title | {"arranged": [None, rows[0].published]}, "front:en": title}
