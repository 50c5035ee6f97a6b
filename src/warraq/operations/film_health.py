"""What can be wrong with the preparing of films."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from warraq.films.encoding import missing_codecs
from warraq.media.models import Encoding

from .health import Finding, right, wrong

LONG_WAIT = timedelta(hours=1)


def examine_films() -> Iterator[Finding]:
    """Can films be encoded, and are they?"""
    if missing := missing_codecs():
        text = f"PyAV here cannot write {' or '.join(missing)}: films stay as they came in"
        yield wrong(text, "install PyAV from its wheel: requirements/base.txt")
    else:
        yield right("films can be written as H.264 and AAC")
    failed = Encoding.objects.filter(state=Encoding.State.FAILED).order_by("-ended_at")
    if newest := failed.first():
        text = f"{failed.count()} films could not be prepared, last number {newest.video_id}: {newest.reason}"
        yield wrong(text, "send the film in anew, or try again with `warraq films again`")
    is_at_work = Encoding.objects.filter(state=Encoding.State.RUNNING).exists()
    before = timezone.now() - LONG_WAIT
    waiting = Encoding.objects.filter(state=Encoding.State.WAITING, asked_at__lt=before).count()
    if waiting and not is_at_work and settings.WARRAQ_FILMS.at_once:
        yield wrong(f"{waiting} films have waited for an hour", "is `warraq serve` or `warraq tasks` running?")
