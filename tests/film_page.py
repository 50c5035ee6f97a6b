"""A video with a short film of its own, prepared at once, for the tests of a running site. Prints its address."""

import os

import django


def publish() -> str:
    """With Arabic captions over the first seconds, and chapters."""
    from django.core.files.base import ContentFile
    from django.db import transaction

    from warraq import testing
    from warraq.galleries.models import VideoIndexPage, VideoPage
    from warraq.media import making
    from warraq.media.models import Encoding, Video, VideoCaptions

    texts = {
        "captions": "00:00.000 --> 00:01.500\nقبل الشروق\n\n00:02.000 --> 00:05.500\nتصل القوارب\n",
        "chapters": "00:00.000 --> 00:03.000\nالفجر\n\n00:03.000 --> 00:06.000\nالقوارب\n",
    }
    # Nobody else is to begin with it: it is not among those that wait.
    with transaction.atomic():
        film = testing.make_film("القوارب", seconds=6)
        Encoding.objects.update_or_create(video=film, defaults={"state": Encoding.State.FAILED})
    for kind, text in texts.items():
        file = ContentFile(f"WEBVTT\n\n{text}".encode(), name=f"{kind}.vtt")
        VideoCaptions.objects.create(video=film, kind=kind, file=file)
    making.make(Encoding.objects.get(video=film))
    parent = VideoIndexPage.objects.get(edition=testing.make_edition())
    return testing.publish(parent, VideoPage(title="القوارب", film=Video.objects.get(pk=film.pk))).url


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warraq.conf.settings")
    django.setup()
    print(publish())
