"""What an edition says about itself and how its front is laid out; what stood there before is kept."""

from typing import Any

from django.db import models, transaction

from warraq.front.models import FrontPage, FrontSlot

from .models import Newsroom
from .reading import Site
from .scene import Scene

RAILS = FrontPage._meta.get_field("rails")


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
            _set(scene.newsroom, f"front:{site.lang}", front, {"rails": _rails(scene, site)})
            front.slots = [*front.slots.all(), *_slots(scene, site)]
            scene.desk.publish(front, scene.now)


def _slots(scene: Scene, site: Site) -> list[FrontSlot]:
    chosen = [("lead", site.lead), *(("pick", key) for key in site.picks)]
    return [
        FrontSlot(place=place, story=scene.stories[key], sort_order=number)
        for number, (place, key) in enumerate(chosen)
    ]


def _rails(scene: Scene, site: Site) -> list[dict[str, Any]]:
    rails = []
    for number, rail in enumerate(site.rails):
        value = {"title": "", **{name: part for name, part in rail.items() if name != "type"}}
        if rail["type"] == "stories":
            value |= {"section": scene.sections[site.lang, rail["section"]].pk, "form": ""}
        if rail["type"] == "map":
            value["page"] = scene.maps[rail["page"]].pk
        rails.append({"type": rail["type"], "value": value, "id": f"demo-{number}"})
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
    """A field's value in the form the note keeps."""
    value = getattr(thing, field)
    return list(value.get_prep_value()) if field == RAILS.name else value


def put(thing: models.Model, field: str, value: Any) -> None:
    setattr(thing, field, RAILS.stream_block.to_python(value) if field == RAILS.name else value)
