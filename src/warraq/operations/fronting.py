"""Tells the process in front what it needs to know of the site: it reads no setting itself."""

from django.conf import settings
from django.utils import translation

from warraq.editions.unavailable import unavailable_page
from warraq.pagestore.serving.config import MEGABYTE, FrontConfig

from . import places
from .server import THREADS


def write() -> None:
    """Write its file; needs no database."""
    spool = settings.DATA / "spool"
    spool.mkdir(parents=True, exist_ok=True)
    config = FrontConfig(
        store=str(settings.WARRAQ_STORE),
        socket=str(places.socket(settings.DATA)),
        static=str(settings.STATIC_ROOT),
        media=str(settings.MEDIA_ROOT),
        spool=str(spool),
        status=str(places.status(settings.DATA)),
        hosts=list(dict.fromkeys(settings.ALLOWED_HOSTS)),
        memory=settings.SITE.memory_mb * MEGABYTE,
        trusted_proxies=list(settings.SITE.trusted_proxies),
        metrics_from=list(settings.SITE.metrics_from),
        largest_upload=settings.SITE.upload_mb * MEGABYTE,
        # However many readers ask for what is not stored, the newsroom finds a thread.
        readers_at_once=max(1, THREADS - 2),
        newsroom_at_once=THREADS,
        tells_keys=bool(settings.WARRAQ_CDN_KEYS),
        posts={"/_/read": ("warraq.readership.beacon:make", settings.WARRAQ_READS)},
        unavailable=_unavailable(),
    )
    config.write(places.front_config(settings.DATA))
    place = places.unavailable(settings.DATA)
    place.mkdir(exist_ok=True)
    for code, page in config.unavailable.items():
        (place / f"{code or settings.LANGUAGE_CODE}.html").write_text(page, "utf-8")


def _unavailable() -> dict[str, str]:
    """The page that says "not now", in the language of each edition's addresses."""
    pages = {}
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        with translation.override(code):
            pages["" if code == settings.LANGUAGE_CODE else code] = unavailable_page(code)
    return pages
