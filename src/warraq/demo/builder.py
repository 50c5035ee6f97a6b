"""Makes the demonstration newsroom: pictures, people, places, stories, then the fronts that show them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from warraq.editions.models import Edition
from warraq.front.models import FrontPage
from warraq.stories.models import SectionPage, StoryPage

from . import articles, files, fronts, galleries, maps, people, places, reads, stock
from .models import Newsroom
from .reading import DEFAULT_LANGUAGE, read
from .removal import remove
from .scene import Scene
from .schedule import story_moments
from .shots import poster_shot, shots
from .studio import Reel, Studio

SEED = 861
STEPS = (
    fronts.dress_editions,
    people.make_authors,
    people.make_keywords,
    places.make_sections,
    places.make_standard_pages,
    galleries.make_albums,
    galleries.make_videos,
    maps.make_maps,
    files.draft_dossiers,
    articles.make_stories,
    files.publish_dossiers,
    fronts.compose_fronts,
    reads.make_reads,
)
Progress = Callable[[str, int, int], None]


class CannotBuild(Exception):
    """Why there will be no demonstration, in a sentence for the operator."""


def build(
    force: bool = False,
    studio: Studio | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Newsroom | None:
    """The newsroom made, or None when there is one already. What an interrupted run left is made anew."""
    if Newsroom.objects.filter(finished_at__isnull=False).exists():
        return None
    remove()
    _require_room(force)
    say = progress or (lambda *_: None)
    scene = _scene(now or timezone.now())
    # Every save would ask a background task to look for references anew, several times for each page.
    with disable_reference_index_auto_update():
        _fill_stock(scene, studio or Studio(), say)
        for number, step in enumerate(STEPS, start=1):
            step(scene)
            say("pages", number, len(STEPS))
    return _finish(scene.newsroom)


def _finish(newsroom: Newsroom) -> Newsroom:
    """Ask once for the references of everything made, and call it whole."""
    fronts_page = ContentType.objects.get_for_model(FrontPage)
    made = newsroom.things.values_list("content_type__app_label", "content_type__model", "object_id")
    shown = [(fronts_page.app_label, fronts_page.model, pk) for pk in FrontPage.objects.values_list("pk", flat=True)]
    for app_label, model, pk in [*made, *shown]:
        update_reference_index_task.enqueue(app_label, model, str(pk))
    newsroom.finished_at = timezone.now()
    newsroom.save()
    return newsroom


def _require_room(force: bool) -> None:
    if not Edition.objects.filter(code=DEFAULT_LANGUAGE).exists():
        raise CannotBuild("The demo is written in Arabic, and this site has no Arabic edition (see warraq.toml).")
    if not force and (SectionPage.objects.exists() or StoryPage.objects.exists()):
        raise CannotBuild(
            "This site already has sections or stories, so the demo was not added. "
            "To add it all the same, beside what is there: warraq demo --force"
        )


def _scene(now: datetime) -> Scene:
    content = read()
    written = {site.lang for site in content.sites}
    editions = {edition.code: edition for edition in Edition.objects.filter(code__in=written)}
    content = content.only(set(editions))
    zones = {code: edition.zone for code, edition in editions.items()}
    newsroom = Newsroom.objects.create(seed=SEED, started_at=now)
    return Scene(content, newsroom, now, editions, story_moments(content, now, SEED, zones))


def _fill_stock(scene: Scene, studio: Studio, say: Progress) -> None:
    """Pictures and films, each taken in as soon as it is ready. A film waits for its poster."""
    wanted, reels = shots(scene.content), []
    total = len(wanted) + len(scene.content.videos)
    with TemporaryDirectory(prefix="warraq-demo-") as folder:
        for number, piece in enumerate(studio.produce(wanted, scene.content.videos, Path(folder)), start=1):
            if isinstance(piece, Reel):
                reels.append(piece)
            else:
                scene.images[piece.shot.name] = stock.keep_picture(scene.newsroom, piece)
            say("pictures and films", number, total)
        for reel in reels:
            poster = scene.images[poster_shot(reel.video.key)]
            scene.films[reel.video.key] = stock.keep_film(scene.newsroom, reel, poster)
