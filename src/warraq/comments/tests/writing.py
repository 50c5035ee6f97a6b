"""A reader at the form, for tests: sends it as a browser does, with the number of a form that was shown in time."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from warraq.comments import judging
from warraq.comments.models import Comment, State
from warraq.stories.models import StoryPage

FORM = "application/x-www-form-urlencoded"
ALIEN = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}


def address_of(story: StoryPage) -> str:
    return story.edition.path(f"/_/comments/{story.pk}/")


def old_ticket(story: StoryPage, seconds: float = 60) -> dict[str, str]:
    """The number of a form that has been open for so long."""
    with patch("django.core.signing.time.time", return_value=timezone.now().timestamp() - seconds):
        return judging.ticket_for(story)


def send(client: Client, story: StoryPage, headers: dict[str, str] | None = None, **fields: Any) -> HttpResponse:
    """Send the form, with a number unless `ticket` says another or None."""
    carried = old_ticket(story) if judging.TICKET not in fields else {}
    given = {"name": "ليلى", "text": "ملاحظة قيّمة"} | carried | fields
    body = urlencode({name: value for name, value in given.items() if value is not None})
    headers = {"Sec-Fetch-Site": "same-origin"} | (headers or {})
    return client.post(address_of(story), body, content_type=FORM, headers=headers)


def post(client: Client, address: str, headers: dict[str, str] | None = None, **fields: Any) -> HttpResponse:
    return client.post(address, urlencode(fields), content_type=FORM, headers=headers)


def write(story: StoryPage, state: State = State.APPROVED, **fields: Any) -> Comment:
    """A comment that is there already."""
    fields = {"name": "ليلى", "text": "ملاحظة", "posted_at": timezone.now()} | fields
    return Comment.objects.create(story=story, edition=story.edition, state=state, **fields)


def long_ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)
