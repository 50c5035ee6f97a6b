"""Builders for tests: a small cast and the pages it works on, made through the roads the newsroom uses."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Pillow
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from warraq.dossiers.models import DossierIndexPage, DossierPage, Filing
from warraq.editions.models import Edition
from warraq.fieldmaps.models import FieldMapIndexPage, FieldMapPage, MapEvent
from warraq.front.models import FrontPage
from warraq.galleries.models import AlbumIndexPage, AlbumPage, AlbumPicture
from warraq.media.models import Image, Video
from warraq.newsroom.roles import Role
from warraq.people.models import Author, User
from warraq.stories.models import (
    Byline,
    Correction,
    Keyword,
    PagesIndex,
    SectionPage,
    StandardPage,
    StoryKeyword,
    StoryPage,
)

TEXT = "يقيس المرصد منسوب الماء في النهر كل صباح منذ سبعين عامًا."
PASSWORD = "correct-horse-battery"


# --- people ---


def prove(client: Client) -> None:
    """Let a client that is signed in have typed its password just now, as dangerous acts want it."""
    client.post("/newsroom/reauthenticate/", {"password": PASSWORD})


def make_user(username: str = "reporter", *roles: Role, **fields: Any) -> User:
    """Someone of the newsroom with these roles; without any, a stranger who has an account."""
    user = get_user_model().objects.create_user(username, f"{username}@example.org", PASSWORD, **fields)
    user.groups.set([role.group() for role in roles])
    return user


def make_reporter() -> User:
    return make_user("reporter", Role.REPORTER)


def make_editor() -> User:
    return make_user("editor", Role.EDITOR_IN_CHIEF)


def make_stranger() -> User:
    return make_user("stranger")


def make_author(name: str = "ليلى النجّار", edition: Edition | None = None, **fields: Any) -> Author:
    return Author.objects.create(name=name, edition=edition or make_edition(), **fields)


# --- places ---


def make_edition(code: str = "ar", **fields: Any) -> Edition:
    """The edition of this code; those of `warraq.toml` are already there after `migrate`."""
    locale, _made = Locale.objects.get_or_create(language_code=code)
    edition, _made = Edition.objects.get_or_create(locale=locale, defaults={"code": code, "name": code} | fields)
    return edition


def make_front(edition: Edition | None = None) -> FrontPage:
    edition = edition or make_edition()
    return FrontPage.objects.filter(edition=edition).first() or publish(
        Page.get_first_root_node(), FrontPage(title=edition.name, slug=edition.code, locale=edition.locale)
    )


def make_section(title: str = "أخبار", slug: str = "news", edition: Edition | None = None) -> SectionPage:
    """The section with this slug in the edition, made where it is missing."""
    edition = edition or make_edition()
    return SectionPage.objects.filter(edition=edition, slug=slug).first() or publish(
        make_front(edition), SectionPage(title=title, slug=slug, show_in_menus=True)
    )


# --- pages ---


def publish(parent: Page, page: Any) -> Any:
    """Put a new page below its parent and publish it as an editor does: a draft, a revision, publication."""
    with _references_once(page):
        _draft(parent, page)
        page.get_latest_revision().publish()
    return type(page).objects.get(pk=page.pk)


def draft(parent: Page, page: Any) -> Any:
    """Put a new page below its parent as a draft with a first revision."""
    with _references_once(page):
        return _draft(parent, page)


def _draft(parent: Page, page: Any) -> Any:
    parent = Page.objects.get(pk=parent.pk)
    page.live = False
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision()
    return page


@contextmanager
def _references_once(page: Page) -> Iterator[None]:
    """Look for the page's references at the end; each save of the page and of what it holds would look anew."""
    with disable_reference_index_auto_update():
        yield
    update_reference_index_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))


def paragraphs(*texts: str) -> list[tuple[str, Any]]:
    """A body of plain paragraphs, as `StoryPage(body=…)` takes it."""
    return [("paragraph", f"<p>{text}</p>") for text in texts]


def new_story(
    title: str = "منسوب النهر يعود إلى معدله",
    keywords: Iterable[Keyword] = (),
    authors: Iterable[Author] = (),
    dossiers: Iterable[DossierPage] = (),
    **fields: Any,
) -> StoryPage:
    """A complete story that nobody has saved yet."""
    story = StoryPage(title=title, **{"body": paragraphs(TEXT)} | fields)
    story.story_keywords = [StoryKeyword(keyword=keyword, sort_order=n) for n, keyword in enumerate(keywords)]
    story.bylines = [Byline(author=author, sort_order=n) for n, author in enumerate(authors)]
    story.filings = [Filing(dossier=dossier, sort_order=n) for n, dossier in enumerate(dossiers)]
    return story


def make_story(
    section: SectionPage | None = None, title: str = "منسوب النهر يعود إلى معدله", **fields: Any
) -> StoryPage:
    """A published story; `keywords`, `authors` and `dossiers` take lists, other names are the page's own."""
    return publish(section or make_section(), new_story(title, **fields))


def make_draft(
    section: SectionPage | None = None, title: str = "منسوب النهر يعود إلى معدله", **fields: Any
) -> StoryPage:
    """A story with one revision that has never been published; `body=[]` makes it incomplete."""
    return draft(section or make_section(), new_story(title, **fields))


def correct(story: StoryPage, text: str, kind: str = Correction.Kind.CORRECTION, on: date = date(2026, 1, 2)) -> None:
    """Publish a story again, as an editor does, with one dated note more."""
    page = StoryPage.objects.get(pk=story.pk)
    page.corrections.add(Correction(kind=kind, date=on, text=text))
    page.save_revision().publish()


def withdraw(story: StoryPage, text: str) -> None:
    correct(story, text, Correction.Kind.WITHDRAWAL)


def make_keyword(name: str = "المياه", edition: Edition | None = None, **fields: Any) -> Keyword:
    return Keyword.objects.create(name=name, edition=edition or make_edition(), **fields)


def make_dossier(title: str = "ملف الأنهار", edition: Edition | None = None, **fields: Any) -> DossierPage:
    parent = DossierIndexPage.objects.get(edition=edition or make_edition())
    return publish(parent, DossierPage(title=title, **fields))


def make_album(title: str = "ضفاف", images: Iterable[Image] | None = None, **fields: Any) -> AlbumPage:
    """A published album of one picture, or of those given."""
    album = AlbumPage(title=title, **fields)
    chosen = [make_image()] if images is None else images
    album.pictures = [AlbumPicture(image=image, sort_order=number) for number, image in enumerate(chosen)]
    return publish(AlbumIndexPage.objects.get(edition=make_edition()), album)


def make_map(title: str = "مسار الطيور", events: Iterable[MapEvent] | None = None, **fields: Any) -> FieldMapPage:
    """A published map of one event, or of those given; `layers` and `areas` take lists."""
    children = {name: fields.pop(name, []) for name in ("layers", "areas")}
    parent = FieldMapIndexPage.objects.get(edition=fields.pop("edition", None) or make_edition())
    page = FieldMapPage(title=title, **{"standfirst": "أين شوهدت الطيور ومتى.", "countries": "IQ SY"} | fields)
    page.events = [make_event()] if events is None else list(events)
    for name, rows in children.items():
        setattr(page, name, rows)
    return publish(parent, page)


def make_event(place: str = "الموصل", day: str = "2026-03-05", **fields: Any) -> MapEvent:
    """An event that nobody has saved yet; the gazetteer knows where it is."""
    defaults = {"text": "شوهد سرب من اللقالق.", "source": "مرصد الطيور", "source_url": "https://example.org/1"}
    return MapEvent(place=place, date=date.fromisoformat(day), **defaults | fields)


def make_standard_page(title: str = "من نحن", slug: str = "about", **fields: Any) -> StandardPage:
    parent = PagesIndex.objects.get(locale=make_edition().locale)
    return publish(parent, StandardPage(title=title, slug=slug, **{"body": paragraphs(TEXT)} | fields))


# --- files ---


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """A real picture file; `options` go to Pillow."""
    out = BytesIO()
    Pillow.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def make_image(title: str = "ضفة النهر", description: str = "قارب قرب ضفة النهر عند الفجر", **fields: Any) -> Image:
    file = ContentFile(picture_bytes(), name="bank.jpg")
    return Image.objects.create(title=title, description=description, file=file, **fields)


def make_film(title: str = "البحيرة عند الفجر", seconds: float = 3, **fields: Any) -> Video:
    """A short real film, whose sizes are still to be made; `poster=None` leaves it without a poster."""
    from warraq.films.tests.sample import film_bytes  # noqa: PLC0415 - only tests that make films need its parts

    file = ContentFile(film_bytes(seconds=seconds), name="lake.mp4")
    poster = fields.pop("poster") if "poster" in fields else make_image()
    return Video.objects.create(title=title, file=file, poster=poster, **fields)
