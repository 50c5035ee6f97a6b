"""The words around every page: sections and other places in the masthead, standard pages in the footer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save

from warraq.changes.keys import list_key, object_key
from warraq.changes.pages import is_bookkeeping
from warraq.changes.recording import depends_on

# Noted by every page: Wagtail keeps sites and locales in caches, so that a render may not be seen to read them.
EVERY_PAGE = object_key("site", "all")
# Lists that stand beside the sections: (model of the list's page, model of what it lists), added by their apps.
_places: list[tuple[type, type]] = []


@dataclass(frozen=True)
class MenuItem:
    """A link of the menu; `key` tells which one is the current page, `holds` which kind stands in it."""

    key: str
    title: str
    url: str
    holds: str = ""


@dataclass(frozen=True)
class Menu:
    sections: list[MenuItem]
    places: list[MenuItem]
    pages: list[MenuItem]


def add_place(index: type, listed: type) -> None:
    """Let the menu show a list's page while there is something to list."""
    _places.append((index, listed))
    keep_in_menu(index, listed)


def keep_in_menu(*models: type) -> None:
    """Refresh an edition's menu whenever a page of these kinds is written or deleted."""
    for model in models:
        for name, signal in (("save", post_save), ("delete", post_delete)):
            signal.connect(_page_changed, sender=model, dispatch_uid=f"warraq.menu.{model.__name__}.{name}")


def _page_changed(sender: type, instance: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    if not is_bookkeeping(update_fields):
        refresh_menu(instance.edition)


def menu_of(edition: Any) -> Menu:
    """The menus of an edition, from the edition's own row."""
    depends_on(EVERY_PAGE, list_key("edition", edition.pk, "menu"))
    rows = {name: edition.menu.get(name, []) for name in ("sections", "places", "pages")} if edition.menu else {}
    return Menu(**{name: [_item(edition, row) for row in rows.get(name, [])] for name in Menu.__annotations__})


def _item(edition: Any, row: list[str]) -> MenuItem:
    key, title, address, holds = row
    return MenuItem(key, title, edition.path(address), holds)


def refresh_menu(edition: Any) -> None:
    """Write the menus into the edition's row, in the transaction that changes one of their pages."""
    sections = edition.sectionpages.listed().filter(show_in_menus=True).order_by("path")
    pages = edition.standardpages.listed().filter(in_footer=True).order_by("path")
    menu = {
        "sections": [[page.object_key, page.title, page.address, ""] for page in sections],
        "places": [row for index, listed in _places for row in _place(edition, index, listed)],
        "pages": [[page.object_key, page.title, page.address, ""] for page in pages],
    }
    rows = type(edition).objects.filter(pk=edition.pk)
    if rows.values_list("menu", flat=True).first() != menu:
        rows.update(menu=menu)
        edition.log_menu()


def _place(edition: Any, index: type, listed: type) -> list[list[str]]:
    page = index.objects.filter(edition=edition, listed_at__isnull=False).first()
    if page is None or not listed.objects.filter(edition=edition, listed_at__isnull=False).exists():
        return []
    return [[page.key_kind, page.title, page.address, listed.key_kind]]
