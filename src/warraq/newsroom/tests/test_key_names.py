"""What the keys of a page stand for is said in words, never by the key."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

import warraq
from warraq import testing
from warraq.newsroom.refreshes.names import LISTS, names_of
from warraq.readership.models import Window
from warraq.readership.queries import most_read_key

CODE = Path(warraq.__file__).parent
NAMED = re.compile(r"list_key\([^()]*?,\s*\"([a-z-]+)\"\)")


def test_every_list_that_the_code_names_has_words():
    files = [file for file in CODE.rglob("*.py") if "tests" not in file.parts]
    named = {name for file in files for name in NAMED.findall(file.read_text("utf-8"))}
    assert {"stories", "menu", "breaking"} <= named
    assert named - LISTS.keys() == set()
    assert {most_read_key(1, 0, window).rpartition(":")[2] for window in Window.values} - LISTS.keys() == set()


@pytest.mark.django_db
def test_comments_are_said_by_their_story_and_what_is_no_record_by_its_words(editor):
    story = testing.make_story()
    keys = [f"comments:{story.pk}", f"story:{story.pk}:related", f"section:{story.section_id}:stories-2026-11"]
    with override("ar"):
        told = {key: names_of([key, "commentrules:all"], editor)[key] for key in keys}
        assert names_of(["commentrules:all"], editor)["commentrules:all"].text == "قواعد التعليقات"
        assert [(name.text, str(name.list)) for name in told.values()] == [
            (story.title, "تعليقات القرّاء"),
            (story.title, "المواد ذات الصلة بالصفحة"),
            (story.section.title, "قائمة المواد 2026-11"),
        ]
