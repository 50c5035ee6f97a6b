"""What the keys of a page stand for, in words: `story:42` is a headline that leads to its editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from warraq.changes.models import Change
from warraq.changes.recording import Recorded

LISTS = {
    "ages": _("what grows too old for the front"),
    "albums": _("list of albums"),
    "arrangement": _("what stands on the front"),
    "authors": _("list of authors"),
    "breaking": _("strip of breaking news"),
    "card": _("share card"),
    "comments": _("readers' comments"),
    "corrections": _("list of corrections"),
    "dossiers": _("list of dossiers"),
    "keywords": _("list of keywords"),
    "maps": _("list of maps"),
    "menu": _("the menu"),
    "most-read-day": _("most read of the day"),
    "most-read-month": _("most read of the month"),
    "most-read-week": _("most read of the week"),
    "pages": _("list of standard pages"),
    "recent": _("newest stories"),
    "related": _("related stories of the page"),
    "sections": _("list of sections"),
    "stories": _("list of stories"),
    "videos": _("list of videos"),
}
WHOLES = {
    "basemap": _("borders and names of all maps"),
    "commentrules": _("rules for comments"),
    "site": _("the whole site"),
}
KINDS = {
    Change.Kind.PUBLISHED: _("Put online"),
    Change.Kind.UNPUBLISHED: _("Taken offline"),
    Change.Kind.DELETED: _("Deleted"),
    Change.Kind.MOVED: _("Moved"),
    Change.Kind.EDITED: _("Edited"),
    Change.Kind.IMPORTED: _("Imported"),
    Change.Kind.DUE: _("By the clock"),
    Change.Kind.REFINED: _("Refined"),
}


@dataclass(frozen=True)
class Name:
    """`text` is empty where the key names nothing that is there; `url` leads to its editor, for who may use it."""

    key: str
    kind: str = ""
    text: str = ""
    list: str = ""
    url: str = ""


def names_of(keys: Iterable[str], user: Any) -> dict[str, Name]:
    """Every key with its name; one query for each kind of record, however many keys there are."""
    keys = list(keys)
    records = _records(keys)
    finder = AdminURLFinder(user)
    return {key: _name(key, records, finder) for key in keys}


def _name(key: str, records: dict[str, Model], finder: AdminURLFinder) -> Name:
    kind, number, name = _parts(key)
    if kind in WHOLES:
        return Name(key, text=str(WHOLES[kind]))
    record = records.get(f"{kind}:{number}")
    word = _list(name)
    if record is None:
        return Name(key, list=word)
    title = record.get_admin_display_title() if isinstance(record, Page) else str(record)
    return Name(key, str(record._meta.verbose_name), title, word, finder.get_edit_url(record) or "")


def _list(name: str) -> str:
    """A list in words; one of a month, `stories-2026-11`, with its month."""
    if name in LISTS:
        return str(LISTS[name])
    whole, _dash, part = name.partition("-")
    return f"{LISTS.get(whole, whole)} {part}".strip()


def _records(keys: list[str]) -> dict[str, Model]:
    wanted: dict[str, set[int]] = {}
    for kind, number, _name in map(_parts, keys):
        if kind in _models() and number.isdecimal():
            wanted.setdefault(kind, set()).add(int(number))
    found = {}
    for kind, numbers in wanted.items():
        rows = _models()[kind]._default_manager.in_bulk(numbers)
        found |= {f"{kind}:{number}": row for number, row in rows.items()}
    return found


def _parts(key: str) -> tuple[str, str, str]:
    kind, _colon, rest = key.partition(":")
    number, _colon, name = rest.partition(":")
    # Of a story's comments it is said which story they stand below.
    return ("story", number, "comments") if kind == "comments" else (kind, number, name)


@cache
def _models() -> dict[str, type[Model]]:
    """The record each kind of key is about; what is kept as part of another record goes by that one's kind."""
    models = [model for model in apps.get_models() if issubclass(model, Recorded) and hasattr(model, "key_kind")]
    return {model.key_kind: model for model in models if model.object_key is Recorded.object_key}
