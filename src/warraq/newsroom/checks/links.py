"""Links within the site that lead nowhere: pages, documents, addresses of the site's own hosts."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page

from warraq.media.models import Document

from .findings import Finding

CHOSEN = {"related": "page", "album": "page", "video": "page", "map": "page"}
NUMBER = re.compile(r"/(\d{1,15})(?:/|$)")
FILES = ("/media/", "/documents/", "/static/", "/newsroom/")


def links(page: Any) -> Iterator[Finding]:
    """One question for all pages and one for all documents, however many links there are."""
    found = list(_links(page))
    pages = {int(word) for kind, word, *_rest in found if kind == "page"}
    live = set(Page.objects.filter(pk__in=pages, live=True).values_list("pk", flat=True)) if pages else set()
    documents = {int(word) for kind, word, *_rest in found if kind == "document"}
    there = set(Document.objects.filter(pk__in=documents).values_list("pk", flat=True)) if documents else set()
    for kind, word, text, block in found:
        if kind == "page" and int(word) not in live:
            yield Finding(
                "body", _("“%(text)s” leads to a page that readers cannot open.") % {"text": text}, block, word
            )
        elif kind == "document" and int(word) not in there:
            yield Finding("body", _("“%(text)s” leads to a document that is gone.") % {"text": text}, block, word)
        elif kind == "path" and not _answers(word):
            words = _("“%(text)s” leads to %(address)s, where nothing answers.")
            yield Finding("body", words % {"text": text, "address": f"\u2066{word}\u2069"}, block, word)


def _links(page: Any) -> Iterator[tuple[str, str, str, str]]:
    """(kind, number or path, words of the link, block)"""
    for block in page.body:
        number = block.id or ""
        if block.block_type in CHOSEN:
            chosen = block.value.get("page")
            if chosen is not None:
                yield "page", str(chosen.pk), str(chosen), number
        elif block.block_type in ("paragraph", "fact_box"):
            rich = block.value if block.block_type == "paragraph" else block.value.get("text")
            yield from ((*link, number) for link in _in_rich_text(getattr(rich, "source", "")))


def _in_rich_text(html: str) -> Iterator[tuple[str, str, str]]:
    if "<a" not in html:
        return
    for link in BeautifulSoup(html, "html.parser").find_all("a"):
        text, kind, number = link.get_text(" ", strip=True), link.get("linktype"), str(link.get("id", ""))
        if kind in ("page", "document") and number.isdecimal():
            yield kind, number, text
        elif not kind and (path := _own_path(link.get("href", ""))):
            match = NUMBER.search(path)
            is_page = match and not path.startswith(FILES)
            yield ("page", match[1], text) if is_page else ("path", path, text)


def _own_path(address: str) -> str:
    """The path of an address of this site; empty for others, for anchors and for mail."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    own = {urlsplit(settings.WARRAQ_BASE_URL).hostname, *settings.ALLOWED_HOSTS}
    if parts.scheme not in ("", "http", "https") or (parts.hostname and parts.hostname not in own):
        return ""
    return unquote(parts.path) if parts.path.startswith("/") else ""


def _answers(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    # The last pattern takes any word: then a section or a page of that address must be there.
    slug = match.kwargs.get("slug")
    if slug is None or match.kwargs.keys() != {"slug"}:
        return True
    return Page.objects.filter(slug=slug, live=True).exists()
