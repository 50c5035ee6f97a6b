"""Takes the demonstration away with its files, and nothing an editor has made or still needs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Page, ReferenceIndex

from warraq.editions.models import Edition
from warraq.front.models import FrontPage
from warraq.front.working import leave_out
from warraq.media.models import Image
from warraq.media.models import Video as Film
from warraq.people.models import Author
from warraq.stories.models import StoryPage

from .fronts import put, stored
from .models import Newsroom, Thing
from .reads import remove_reads

Key = tuple[int, str]


@dataclass
class Removed:
    """How many objects went, and those that stayed because editors' work stands below or refers to them."""

    count: int = 0
    stayed: list[str] = field(default_factory=list)


def remove() -> Removed:
    """Remove the newsroom, or what an interrupted run has left of one."""
    result = Removed()
    for newsroom in Newsroom.objects.all():
        # From here on it is not a whole one: a removal that is interrupted is taken up again.
        Newsroom.objects.filter(pk=newsroom.pk).update(finished_at=None)
        _remove_one(newsroom, result)
    return result


def _remove_one(newsroom: Newsroom, result: Removed) -> None:
    made = {_key(item): (thing, item) for thing, item in _items(newsroom)}
    stays = _needed(newsroom, {key: item for key, (_, item) in made.items()})
    going = {key: pair for key, pair in made.items() if key not in stays}
    _undress(newsroom, {item.pk for _, item in going.values() if isinstance(item, Page)})
    for thing, item in sorted(going.values(), key=lambda pair: _order(pair[1])):
        if _has_children(item):
            result.stayed.append(str(item))
        else:
            _delete(thing, item)
            result.count += 1
    remove_reads(newsroom, {item.pk for _, item in going.values() if isinstance(item, StoryPage)})
    result.stayed += [str(made[key][1]) for key in sorted(stays)]
    newsroom.delete()


def _items(newsroom: Newsroom) -> Iterator[tuple[Thing, models.Model]]:
    """What was made and is still there."""
    things: dict[int, list[Thing]] = {}
    for thing in newsroom.things.all():
        things.setdefault(thing.content_type_id, []).append(thing)
    for type_id, of_type in things.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        found = model._default_manager.in_bulk([thing.object_id for thing in of_type])
        yield from ((thing, found[thing.object_id]) for thing in of_type if thing.object_id in found)


def _order(item: models.Model) -> tuple[int, int]:
    """Pages before what they refer to, the deepest first; of equals the newest first."""
    ranks = {Author: 1, Film: 1, Image: 2}
    return (-item.depth, -item.pk) if isinstance(item, Page) else (ranks.get(type(item), 1), -item.pk)


def _has_children(item: models.Model) -> bool:
    return isinstance(item, Page) and Page.objects.filter(depth=item.depth + 1, path__startswith=item.path).exists()


def _delete(thing: Thing, item: models.Model) -> None:
    files = list(_files(item))
    with transaction.atomic():
        # Numbers in the tree have changed since the page was read.
        type(item)._default_manager.get(pk=item.pk).delete()
        thing.delete()
    for file in files:
        # Wagtail leaves this to a background task, which may not be running.
        file.storage.delete(file.name)


def _files(item: models.Model) -> Iterator[Any]:
    if isinstance(item, Image):
        yield item.file
        yield from (rendition.file for rendition in item.renditions.all())


# --- what editors still need ---------------------------------------------------------------------------


def _key(item: models.Model) -> Key:
    model = Page if isinstance(item, Page) else type(item)
    return ContentType.objects.get_for_model(model).pk, str(item.pk)


def _needed(newsroom: Newsroom, made: dict[Key, models.Model]) -> set[Key]:
    """What pages and records of others refer to, and the records which that in turn cannot do without."""
    fronts = {_key(front) for front in FrontPage.objects.all()}
    _index_references(_work_of_editors(newsroom, made))
    found = {key for key, item in made.items() if _sources(item) - made.keys() - fronts}
    _index_references(made[key] for key in found)
    while more := {
        key for key, item in made.items() if key not in found and not isinstance(item, Page) and _sources(item) & found
    }:
        _index_references(made[key] for key in more)
        found |= more
    return found


def _sources(item: models.Model) -> set[Key]:
    rows = ReferenceIndex.get_references_to(item)
    return set(rows.values_list("base_content_type_id", "object_id"))


def _work_of_editors(newsroom: Newsroom, made: dict[Key, models.Model]) -> Iterator[models.Model]:
    """Whatever could refer to the demonstration: pages edited since, people and films with its pictures."""
    edited = Page.objects.filter(latest_revision_created_at__gte=newsroom.started_at)
    images = [item.pk for item in made.values() if isinstance(item, Image)]
    found = [
        *edited.specific(),
        *Author.objects.filter(photo__in=images),
        *Film.objects.filter(poster__in=images),
    ]
    return (item for item in found if _key(item) not in made)


def _index_references(items: Iterable[models.Model]) -> None:
    # Kept up by a background task, which may be behind.
    for item in items:
        ReferenceIndex.create_or_update_for_object(item)


# --- editions and fronts -------------------------------------------------------------------------------


@transaction.atomic
def _undress(newsroom: Newsroom, pages: set[int]) -> None:
    """Give editions and fronts their former words back, where nobody has changed them since."""
    for name, fields in newsroom.before.items():
        kind, _, code = name.partition(":")
        if kind == "edition":
            _restore_edition(code, fields)
        else:
            _restore_front(code, fields, pages)
    newsroom.before = {}
    newsroom.save()


def _restore_edition(code: str, fields: dict[str, list[Any]]) -> None:
    edition = Edition.objects.filter(code=code).first()
    if edition:
        _put_back(edition, fields)
        edition.save()


def _restore_front(code: str, fields: dict[str, list[Any]], pages: set[int]) -> None:
    front = FrontPage.objects.filter(locale__language_code=code).first()
    if front is None:
        return
    _put_back(front, fields)
    # An editor may have arranged it anew; what shows sections, maps and stories that go has nothing to show.
    leave_out(front, pages)
    front.save_revision().publish()


def _put_back(thing: models.Model, fields: dict[str, list[Any]]) -> None:
    for field_name, (before, after) in fields.items():
        if stored(thing, field_name) == after:
            put(thing, field_name, before)
