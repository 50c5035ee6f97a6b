"""The demonstration's road to publication: the newsroom's own, then dated back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from .models import Newsroom


class Desk:
    """Adds, publishes and remembers pages."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom

    @transaction.atomic
    def draft(self, parent: Page, page: Any, published_at: datetime) -> Any:
        """A page that is not live yet, so that others can name it."""
        page.live = False
        page.locale = parent.locale
        page.published_at = page.first_published_at = published_at
        parent.refresh_from_db(fields=["path", "depth", "numchild"])
        parent.add_child(instance=page)
        self.newsroom.remember(page)
        return page

    @transaction.atomic
    def publish(self, page: Any, at: datetime | None = None) -> Any:
        """Publish what the page says now, as of that moment; without one, as of its first publication."""
        revision = page.save_revision()
        revision.publish()
        moment = at or page.published_at
        # Wagtail stamps the present; readers and editors are to see when it is said to have happened.
        # No list is ordered by these columns, so nothing has to be derived from them anew.
        Page.objects.filter(pk=page.pk).update(last_published_at=moment, latest_revision_created_at=moment)
        Revision.objects.filter(pk=revision.pk).update(created_at=moment)
        live = type(page).objects.get(pk=page.pk)
        self._tell_counterpart(live)
        return live

    def _tell_counterpart(self, page: Any) -> None:
        """The other page names this one in the database already; its newest revision has to say so too."""
        other = page.counterpart
        if other and other.live and other.get_latest_revision().content.get("counterpart") != page.pk:
            self.publish(type(page).objects.get(pk=other.pk), other.last_published_at)

    def add(self, parent: Page, page: Any, published_at: datetime) -> Any:
        """A new page, live at once."""
        return self.publish(self.draft(parent, page, published_at))
