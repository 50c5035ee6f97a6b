"""What Wagtail would word once for all, in the language of the site: here it is in that of whoever looks."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from warraq import testing
from warraq.people.models import User
from warraq.stories.models import Keyword

ARABIC = {"الرئيسية", "قصاصات", "حُدّث", "اختيار طبعة", "تحرير طبعة", "اختر صفحة (مادة)"}
SCREENS = [
    ("wagtailsnippets_stories_keyword:list", {"Home", "Updated"}),
    ("wagtailsnippets_stories_keyword:add", {"Home", "Choose edition"}),
    ("wagtailsnippets_comments_rule:list", {"Home", "Snippets"}),
    ("breaking:index", {"Choose a page (Story)"}),
]


@pytest.fixture
def english(client, db):
    user = User.objects.create_superuser("chief", password=testing.PASSWORD)
    UserProfile.objects.create(user=user, preferred_language="en")
    Keyword.objects.create(name="نهر", edition=testing.make_edition())
    client.force_login(user)
    return client


@pytest.mark.parametrize(("view", "words"), SCREENS, ids=[view for view, _words in SCREENS])
def test_lists_and_choosers_speak_the_language_of_whoever_looks(english, view, words):
    shown = english.get(reverse(view)).content.decode()
    assert {word for word in words if word not in shown} == set()
    assert {word for word in ARABIC if word in shown} == set()
