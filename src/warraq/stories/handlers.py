"""Keeps what is derived from pages in step with them, in the same transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction

from .embargoes import follow_copies, store_with
from .menu import keep_in_menu
from .models import PublicPage, SectionPage, StandardPage


def privacy_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page that becomes private leaves every list with the pages below it, and comes back with them."""
    for page in instance.page.get_descendants(inclusive=True).live().specific():
        if isinstance(page, PublicPage):
            page.save(clean=False)


def connect() -> None:
    follow_copies()
    post_save.connect(store_with, dispatch_uid="warraq.embargo.first")
    keep_in_menu(SectionPage, StandardPage)
    post_save.connect(privacy_changed, sender=PageViewRestriction, dispatch_uid="warraq.privacy.save")
    post_delete.connect(privacy_changed, sender=PageViewRestriction, dispatch_uid="warraq.privacy.delete")
