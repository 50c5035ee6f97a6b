"""What the newsroom's own pages would send: form data of stories and albums, and the press of a button."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from warraq.stories.models import SectionPage, StoryPage
from warraq.testing import TEXT

EMPTY_PANELS = ("bylines", "story_keywords", "filings", "pinned", "corrections")


def story_form(title: str = "قمر صناعي يرصد المد", text: str = TEXT, **fields: Any) -> dict[str, Any]:
    """The editor's form of a story; an empty `text` leaves the body without a block."""
    body = [("paragraph", rich_text(f"<p>{text}</p>"))] if text else []
    data = {
        "title": title,
        "slug": "",
        "form": "news",
        "body": streamfield(body),
        "comments": inline_formset([]),
    }
    data |= {name: inline_formset([]) for name in EMPTY_PANELS}
    return nested_form_data(data | fields)


def press(client: Client, page: StoryPage, button: str, data: dict[str, Any]) -> Any:
    """Send the editor's form with one of its buttons; no button saves a draft."""
    pressed = {button: "1"} if button else {}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | pressed)


def create(client: Client, section: SectionPage, button: str, data: dict[str, Any]) -> Any:
    pressed = {button: "1"} if button else {}
    url = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    return client.post(url, data | pressed)
