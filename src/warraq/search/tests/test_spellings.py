"""Names in several spellings, as editors keep them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from warraq.changes.models import Change
from warraq.newsroom.roles import Role
from warraq.search.models import LONGEST_SPELLING, MOST_SPELLINGS, Spellings, groups_of_editors
from warraq.testing import make_user

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_search_spellings:add"


def test_an_editor_adds_a_name(newsroom):
    newsroom.post(reverse(ADD), {"text": "غوتيريش\r\n  Guterres \r\n\r\nغوتيريش", "note": ""})
    assert groups_of_editors() == (("غوتيريش", "Guterres"),)
    assert Change.objects.filter(subject=Spellings.objects.get().object_key).exists()


@pytest.mark.parametrize(("role", "may"), [(Role.SECTION_EDITOR, True), (Role.REPORTER, False)])
def test_who_may_add_a_name(client, role, may):
    client.force_login(make_user("somebody", role))
    client.post(reverse(ADD), {"text": "غوتيريش\nGuterres", "note": ""})
    assert Spellings.objects.exists() == may


@pytest.mark.parametrize(
    "text",
    ["", "غوتيريش", "غوتيريش\nغوتيريش", "a\n" + "b" * (LONGEST_SPELLING + 1)]
    + ["\n".join(map(str, range(MOST_SPELLINGS + 1)))],
)
def test_what_is_no_name_in_several_spellings_is_refused(text):
    with pytest.raises(ValidationError):
        Spellings(text=text).full_clean()


def test_a_name_is_called_by_its_spellings():
    assert str(Spellings(text="غوتيريش\nGuterres")) == "غوتيريش = Guterres"
