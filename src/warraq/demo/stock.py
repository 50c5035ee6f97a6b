"""Takes finished pictures and films into the newsroom's own collections."""

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import Truncator
from wagtail.images.models import Filter
from wagtail.utils.file import hash_filelike

from warraq.media.models import Image, Rendition, VideoCaptions
from warraq.media.models import Video as Film
from warraq.media.renditions import keep_list

from .models import Newsroom
from .reading import Video
from .studio import Print, Reel


@transaction.atomic
def keep_picture(newsroom: Newsroom, finished: Print) -> Image:
    """A picture with its renditions in one transaction, so that the site does not make them again."""
    words = finished.shot.picture
    with finished.file.open("rb") as stream:
        image = Image(
            title=Truncator(finished.shot.title).chars(200),
            description=words.alt,
            caption=words.caption,
            credit=words.credit,
            file=File(stream, name=finished.file.name),
            file_size=finished.file.stat().st_size,
            file_hash=hash_filelike(stream),
        )
        image.save()
    newsroom.remember(image)
    _keep_renditions(image, finished)
    return image


def _keep_renditions(image: Image, finished: Print) -> None:
    Rendition.objects.bulk_create(
        Rendition(
            image=image,
            filter_spec=spec,
            focal_point_key=Filter(spec=spec).get_cache_key(image),
            file=ContentFile(path.read_bytes(), name=path.name),
        )
        for spec, path in finished.renditions.items()
    )
    keep_list(image)


@transaction.atomic
def keep_film(newsroom: Newsroom, reel: Reel, poster: Image) -> Film:
    """A film with its poster, captions, chapters and transcript; its sizes are made when the site runs."""
    video = reel.video
    with reel.file.open("rb") as stream:
        film = Film(
            title=video.title,
            file=File(stream, name=reel.file.name),
            poster=poster,
            credit=poster.credit,
            transcript=video.transcript,
        )
        film.save()
    _keep_captions(film, video)
    newsroom.remember(film)
    return film


def _keep_captions(film: Film, video: Video) -> None:
    for captions in video.captions:
        with captions.file.open("rb") as stream:
            VideoCaptions.objects.create(
                video=film,
                kind=captions.kind,
                language=captions.lang,
                label=captions.label,
                file=File(stream, name=captions.file.name),
            )
