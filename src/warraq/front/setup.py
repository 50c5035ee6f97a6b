"""Makes what an empty site needs: its editions, their front pages and the fixed pages below them."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Locale, Page, Site

from warraq.dossiers.models import DossierIndexPage
from warraq.editions.models import Edition
from warraq.fieldmaps.models import FieldMapIndexPage
from warraq.galleries.models import AlbumIndexPage, VideoIndexPage
from warraq.stories.models import PagesIndex

from .models import FrontPage

FIXED = (
    (DossierIndexPage, "dossiers", gettext_noop("Dossiers")),
    (AlbumIndexPage, "albums", gettext_noop("Albums")),
    (VideoIndexPage, "videos", gettext_noop("Videos")),
    (FieldMapIndexPage, "maps", gettext_noop("Maps")),
    (PagesIndex, "pages", gettext_noop("Standard pages")),
)


@transaction.atomic
def ensure_editions() -> None:
    """Idempotent: makes what is missing of every edition in `warraq.toml`, changes nothing that is there."""
    editions = [_ensure_edition(table) for table in settings.SITE.editions]
    root = Page.get_first_root_node() or _make_root(editions[0])
    default: FrontPage | None = None
    for edition in editions:
        front = _ensure_front(root, edition, default)
        default = default or front
        _ensure_fixed_pages(front)
    _ensure_site(default)
    _remove_welcome_page()


def _ensure_edition(table: Any) -> Edition:
    locale, _made = Locale.objects.get_or_create(language_code=table.code)
    values = {
        "code": table.code,
        "name": table.name,
        "tagline": table.tagline,
        "region": table.region,
        "months": table.months,
        "digits": table.digits,
        "hijri": table.hijri,
        "jalali": table.jalali,
        "full_text_feeds": settings.WARRAQ_FULL_TEXT_FEEDS,
        "time_zone": table.time_zone or settings.SITE.time_zone,
    }
    edition = Edition.objects.filter(locale=locale).first()
    if edition is None:
        edition = Edition(locale=locale, **values)
        edition.save()
    return edition


def _make_root(edition: Edition) -> Page:
    return Page.add_root(instance=Page(title="الموقع", slug="root", locale=edition.locale))


def _ensure_front(root: Page, edition: Edition, default: FrontPage | None) -> FrontPage:
    front = FrontPage.objects.filter(locale=edition.locale).first()
    if front is None:
        front = FrontPage(title=edition.name, slug=edition.code, locale=edition.locale)
        if default:
            # Wagtail knows the roots of other languages as translations of the site's root.
            front.translation_key = default.translation_key
        root.refresh_from_db()
        _publish_below(root, front)
    return front


def _ensure_fixed_pages(front: FrontPage) -> None:
    with translation.override(front.locale.language_code):
        for model, slug, name in FIXED:
            if not model.objects.child_of(front).exists():
                front.refresh_from_db()
                _publish_below(front, model(title=gettext(name), slug=slug, locale=front.locale))


def _publish_below(parent: Page, page: Any) -> None:
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()


def _ensure_site(front: FrontPage | None) -> None:
    address = urlsplit(settings.WARRAQ_BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    port = address.port or (443 if address.scheme == "https" else 80)
    wanted = (address.hostname or "localhost", port, front.pk if front else None)
    if (site.hostname, site.port, site.root_page_id) != wanted:
        site.hostname, site.port, site.root_page_id = wanted
        site.save()


def _remove_welcome_page() -> None:
    # Wagtail's first migration leaves a page of the base type, which nobody can edit or wants to see.
    for page in Page.objects.filter(depth=2, slug="home", content_type__model="page"):
        page.delete()
