"""Structured data (schema.org) of home, lists, authors and the way from home to a page."""

from collections.abc import Iterable
from typing import Any

from .addresses import absolute
from .structured import CONTEXT, author_data, images_of, present, publisher_data
from .words import description_of, one_line


def site_data(page: Any) -> list[dict[str, Any]]:
    """The site and who publishes it, on home."""
    edition = page.edition
    contact = {"@type": "ContactPoint", "email": edition.contact_email, "contactType": "editorial"}
    publisher = {"@context": CONTEXT} | publisher_data(edition)
    publisher |= present({"description": one_line(edition.about)})
    website = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "url": absolute(edition.url),
        "name": edition.name,
        "description": description_of(page),
        "inLanguage": edition.code,
        "publisher": {"@id": publisher["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute(edition.path("/search/")) + "?q={words}"},
            "query-input": "required name=words",
        },
    }
    return [present(website), publisher | ({"contactPoint": contact} if edition.contact_email else {})]


def collection_data(page: Any, items: Iterable[Any]) -> dict[str, Any]:
    """A section, a dossier or a list of dossiers, albums or videos, with what it shows."""
    described = {"name": one_line(page.title), "description": description_of(page), "url": page.url}
    return _collection(page.edition, items, **described)


def keyword_data(keyword: Any, items: Iterable[Any]) -> dict[str, Any]:
    """The stories about something."""
    about = {"@type": _TYPE_OF_KEYWORD.get(keyword.kind, "Thing"), "name": keyword.name}
    described = {"name": keyword.name, "description": one_line(keyword.description), "url": keyword.url}
    return _collection(keyword.edition, items, **described) | {"about": about}


_TYPE_OF_KEYWORD = {"place": "Place", "person": "Person", "organisation": "Organization"}


def listing_data(listing: Any, edition: Any, items: Iterable[Any]) -> dict[str, Any]:
    """The stories of a month, or the most read."""
    return _collection(edition, items, name=listing.title, description=listing.description, url=listing.url)


def _collection(edition: Any, items: Iterable[Any], name: str, description: str, url: str) -> dict[str, Any]:
    listed = [
        {"@type": "ListItem", "position": position, "name": one_line(item.title), "url": absolute(item.url)}
        for position, item in enumerate(items, start=1)
    ]
    return present(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "url": absolute(url),
            "name": name,
            "description": description,
            "inLanguage": edition.code,
            "publisher": publisher_data(edition),
            "mainEntity": {"@type": "ItemList", "itemListElement": listed} if listed else None,
        }
    )


def author_page_data(author: Any) -> dict[str, Any]:
    """The page about who writes here."""
    more = {"description": one_line(author.bio), "image": images_of(author.photo)}
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": absolute(author.url),
        "inLanguage": author.edition.code,
        "mainEntity": present(author_data(author) | more),
    }


def page_data(page: Any) -> dict[str, Any]:
    """A page that is no news, such as one about the site."""
    return present(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "url": absolute(page.url),
            "name": one_line(page.title),
            "description": description_of(page),
            "inLanguage": page.edition.code,
            "publisher": publisher_data(page.edition),
        }
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way from home: (name, address) of every step."""
    items = [
        {"@type": "ListItem", "position": position, "name": one_line(name), "item": absolute(address)}
        for position, (name, address) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}
