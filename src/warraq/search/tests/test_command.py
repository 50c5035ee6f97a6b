"""`warraq search`, as an operator types it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from warraq.operations.database_health import examine_contents
from warraq.search.places import stamp_of
from warraq.search.writer import Writer
from warraq.testing import make_story

pytestmark = pytest.mark.django_db


def said(*words: str, code: int = 0) -> str:
    out, ended = StringIO(), 0
    try:
        call_command("search", *words, stdout=out, stderr=StringIO())
    except SystemExit as end:
        ended = end.code
    assert ended == code
    return out.getvalue()


def doctor() -> str:
    return "\n".join(f"{finding.mark} {finding.text}" for finding in examine_contents())


def test_an_index_is_built_described_asked_and_verified():
    make_story(title="جسر جديد فوق النهر")
    assert "there is no index" in said("status", code=1)
    assert "the worker builds it" in doctor()
    assert "records in" in said("build")
    assert "story 1" in said("status")
    assert "records can be searched" in doctor()
    assert "[جسر] جديد" in said("find", "الجسر")
    assert "0 found" in said("find", "زبرجدطخ")
    assert ", 0 differ" in said("verify")


def test_an_index_that_differs_is_told(place):
    story, other = make_story(title="جسر"), make_story(title="نفق")
    said("build")
    writer = Writer(place.current(), stamp_of(place.current()))
    writer.drop([other.object_key])
    writer.commit()
    writer.close()
    type(story).objects.filter(pk=story.pk).update(listed_at=None)
    told = said("verify", code=1)
    assert f"story:{story.pk}: extra" in told
    assert f"story:{other.pk}: missing" in told
    assert "2 differ" in told


def test_without_an_index_nothing_can_be_asked():
    for words in (["find", "جسر"], ["verify"]):
        with pytest.raises(CommandError):
            call_command("search", *words)
