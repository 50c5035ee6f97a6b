"""Dossiers: drafts first, for stories to be filed in; published when their stories are there."""

from datetime import datetime, timedelta

from warraq.dossiers.models import Actor, DossierIndexPage, DossierPage, FirstRead, TimelineEntry

from . import reading
from .markup import rich
from .scene import Scene
from .schedule import opening_hour


def draft_dossiers(scene: Scene) -> None:
    for dossier in scene.content.dossiers:
        parent = scene.place_for(DossierIndexPage, dossier.lang)
        scene.dossiers[dossier.key] = scene.desk.draft(parent, _page(scene, dossier), _opened(scene, dossier))


def _opened(scene: Scene, dossier: reading.Dossier) -> datetime:
    """An hour before its first story."""
    filed = [scene.moments[story.key] for story in scene.content.stories if dossier.key in story.dossiers]
    return min(filed, default=scene.now) - timedelta(hours=1)


def _page(scene: Scene, dossier: reading.Dossier) -> DossierPage:
    reviewed = opening_hour(scene.now, dossier.reviewed_days_ago, scene.zone(dossier.lang)).date()
    page = DossierPage(
        title=dossier.title,
        address_slug=dossier.slug,
        summary=f"<p>{rich(dossier.summary)}</p>" if dossier.summary else "",
        reviewed_on=reviewed if dossier.summary else None,
        lead_picture=scene.images[f"dossier-{dossier.key}"],
        state=dossier.state,
        counterpart=scene.dossiers.get(dossier.counterpart),
    )
    page.timeline = [
        TimelineEntry(date=event.date, precision=event.precision, text=event.text) for event in dossier.timeline
    ]
    page.actors = [
        Actor(name=actor.name, role=actor.role, sort_order=number) for number, actor in enumerate(dossier.actors)
    ]
    return page


def publish_dossiers(scene: Scene) -> None:
    """Now that stories exist, with those to begin with."""
    for dossier in scene.content.dossiers:
        page = scene.dossiers[dossier.key]
        page.first_reads = [
            FirstRead(story=scene.stories[key], sort_order=number) for number, key in enumerate(dossier.start_here)
        ]
        reviewed = opening_hour(scene.now, dossier.reviewed_days_ago, scene.zone(dossier.lang))
        scene.dossiers[dossier.key] = scene.desk.publish(page, max(page.published_at, reviewed))
