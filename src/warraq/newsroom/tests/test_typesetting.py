"""Punctuation proposed for a draft: nothing is set better but what an editor has ticked."""

import re

import pytest
from django.urls import reverse

from warraq import testing
from warraq.newsroom.checks.typesetting import accept, rows_of
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db
BODY = [
    ("paragraph", "<p>قال الحارس, <b>ثم</b> مضى</p>"),
    ("quote", {"text": 'وصل "الماء" اليوم', "speaker": "", "role": ""}),
]


@pytest.fixture
def draft(section) -> StoryPage:
    return testing.make_draft(section, title="وصل الماء, اليوم", body=BODY)


def latest(page: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_every_text_of_the_draft_is_looked_at(draft):
    assert [row.proposal.why for row in rows_of(draft)] == ["comma", "comma", "quotes"]


def test_only_what_is_ticked_is_changed(newsroom, draft):
    url = reverse("checks:typesetting", args=[draft.pk])
    keys = re.findall(r'name="accepted" value="(\w+)"', newsroom.get(url).content.decode())
    assert len(keys) == 3
    revisions = draft.revisions.count()
    newsroom.post(url, {"accepted": keys[1:]})
    now = latest(draft)
    assert now.title == "وصل الماء, اليوم"
    assert now.body[0].value.source == "<p>قال الحارس, <b>ثم</b> مضى</p>".replace(",", "،")
    assert now.body[1].value["text"] == "وصل «الماء» اليوم"
    assert draft.revisions.count() == revisions + 1


def test_what_has_changed_meanwhile_is_left_and_said(newsroom, draft):
    keys = {row.key for row in rows_of(draft)}
    draft.title = "عنوان آخر, جديد"
    draft.save_revision()
    answer = newsroom.post(reverse("checks:typesetting", args=[draft.pk]), {"accepted": sorted(keys)}, follow=True)
    assert "تغيّر النص" in answer.content.decode()
    assert latest(draft).title == "عنوان آخر, جديد"


def test_accepting_nothing_changes_nothing(draft):
    before = draft.body.get_prep_value()
    assert accept(draft, set()) == 0
    assert draft.body.get_prep_value() == before


def test_who_may_not_edit_the_page_may_not_set_it(client, draft):
    client.force_login(testing.make_user("guest", testing.Role.MODERATOR))
    url = reverse("checks:typesetting", args=[draft.pk])
    assert client.get(url).status_code in (302, 403)
    assert client.post(url, {"accepted": [row.key for row in rows_of(draft)]}).status_code in (302, 403)
    assert latest(draft).title == draft.title
