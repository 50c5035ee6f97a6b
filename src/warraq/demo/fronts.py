"""What an edition says about itself and how its front is laid out; what stood there before is kept."""

from typing import Any

from django.db import models, transaction

from warraq.front import arranged
from warraq.front.arranged import MAP, STORIES, Arranged, Part, Pin
from warraq.front.models import Arrangement
from warraq.front.working import arrange, disarrange

from .models import Newsroom
from .reading import Site
from .scene import Scene

ARRANGED = "arranged"  # what a front holds, beside its fields


def dress_editions(scene: Scene) -> None:
    """The words of every edition and the title of its front."""
    for site in scene.content.sites:
        with transaction.atomic():
            edition, front = scene.editions[site.lang], scene.front(site.lang)
            words = {
                "name": site.name,
                "tagline": site.tagline,
                "about": site.about,
                "contact_email": site.contact,
            }
            _set(scene.newsroom, f"edition:{site.lang}", edition, words)
            edition.save()
            _set(
                scene.newsroom,
                f"front:{site.lang}",
                front,
                {"title": site.name, "search_description": site.description},
            )
            scene.desk.publish(front, scene.now)


def compose_fronts(scene: Scene) -> None:
    """Lead, picks and rails."""
    for site in scene.content.sites:
        with transaction.atomic():
            front = scene.front(site.lang)
            lead, *picks = [Pin(scene.stories[key].pk) for key in (site.lead, *site.picks)]
            content = arranged.home(_rails(scene, site), [lead], picks)
            _set(scene.newsroom, f"front:{site.lang}", front, {ARRANGED: content.as_json()})


def _rails(scene: Scene, site: Site) -> list[Part]:
    rails = []
    for number, rail in enumerate(site.rails):
        values = dict(rail)
        kind = values.pop("type")
        if kind == STORIES:
            values["section"] = scene.sections[site.lang, values["section"]].pk
        if kind == MAP:
            values["page"] = scene.maps[values["page"]].pk
        rails.append(arranged.rail(kind, f"demo-{number}", **values))
    return rails


def _set(newsroom: Newsroom, name: str, thing: models.Model, values: dict[str, Any]) -> None:
    """Set fields of something that was there; for removal, note what they held and what they hold now."""
    kept = newsroom.before.setdefault(name, {})
    for field, value in values.items():
        before = stored(thing, field)
        put(thing, field, value)
        kept[field] = [before, stored(thing, field)]
    newsroom.save()


def stored(thing: models.Model, field: str) -> Any:
    """A field's value in the form the note keeps; None for a front that nobody has arranged."""
    if field != ARRANGED:
        return getattr(thing, field)
    return Arrangement.objects.filter(page=thing.pk).values_list("published", flat=True).first()


def put(thing: models.Model, field: str, value: Any) -> None:
    if field != ARRANGED:
        setattr(thing, field, value)
    elif value is None:
        disarrange(thing)
    else:
        arrange(thing, Arranged.from_json(value))
