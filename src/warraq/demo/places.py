"""Sections and standard pages."""

from datetime import datetime, timedelta

from warraq.stories.models import PagesIndex, SectionPage, StandardPage

from . import reading
from .bodies import stream
from .scene import Scene


def _opening(scene: Scene) -> datetime:
    """The site opened a few days before its first story."""
    return min(scene.moments.values()) - timedelta(days=3)


def make_sections(scene: Scene) -> None:
    """Sections whose address is taken are used as they are."""
    for section in scene.content.sections:
        there = SectionPage.objects.filter(edition=scene.editions[section.lang], slug=section.slug).first()
        scene.sections[section.lang, section.key] = there or _section(scene, section)


def _section(scene: Scene, section: reading.Section) -> SectionPage:
    page = SectionPage(
        title=section.title,
        slug=section.slug,
        description=section.description,
        search_description=section.description,
        show_in_menus=True,
        counterpart=scene.sections.get((reading.DEFAULT_LANGUAGE, section.counterpart)),
    )
    return scene.desk.add(scene.front(section.lang), page, _opening(scene))


def make_standard_pages(scene: Scene) -> None:
    for page in scene.content.pages:
        drawer = scene.place_for(PagesIndex, page.lang)
        if not drawer.get_children().filter(slug=page.slug).exists():
            made = StandardPage(
                title=page.title,
                slug=page.slug,
                standfirst=page.standfirst,
                search_description=page.standfirst,
                in_footer=page.footer,
                body=stream(scene, StandardPage, f"page-{page.lang}-{page.slug}", page.body),
                counterpart=_original(scene, page),
            )
            scene.desk.add(drawer, made, _opening(scene))


def _original(scene: Scene, page: reading.Page) -> StandardPage | None:
    default = scene.editions[reading.DEFAULT_LANGUAGE]
    return StandardPage.objects.filter(edition=default, slug=page.counterpart).first() if page.counterpart else None
