"""Which choosers are open to whoever writes, and which show records that are not theirs to see."""

import pytest
from django.urls import reverse

from warraq import testing
from warraq.newsroom.roles import Role

pytestmark = pytest.mark.django_db
KEPT_BACK = ["comments_ban", "comments_rule", "comments_rejectreason", "defence_listedword", "newsroom_assignment"]


def opens(client, name, role):
    client.force_login(testing.make_user(role.name.lower(), role))
    return client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("kind", ["stories_keyword", "people_author", "media_video"])
def test_writers_choose_what_stories_are_made_of(client, kind):
    assert opens(client, f"wagtailsnippetchoosers_{kind}:choose", Role.CONTRIBUTOR)


@pytest.mark.parametrize("kind", KEPT_BACK)
def test_records_of_moderation_are_chosen_by_who_looks_after_them(client, kind):
    assert opens(client, f"wagtailsnippetchoosers_{kind}:choose", Role.EDITOR_IN_CHIEF)
    client.force_login(testing.make_reporter())
    for view in ("choose", "choose_results", "chosen_multiple"):
        assert client.get(reverse(f"wagtailsnippetchoosers_{kind}:{view}")).status_code == 403


def test_steps_of_workflows_are_chosen_by_who_may_set_them_up(client):
    assert not opens(client, "wagtailadmin_workflows:task_chooser", Role.REPORTER)
    assert opens(client, "wagtailadmin_workflows:task_chooser", Role.OPERATOR)
