"""The stories, oldest first, so that each finds the related ones that were there before it."""

from datetime import datetime, timedelta

from warraq.dossiers.models import Filing
from warraq.stories.models import Byline, Correction, StoryKeyword, StoryPage

from . import reading
from .bodies import stream
from .scene import Scene
from .shots import story_shot


def make_stories(scene: Scene) -> None:
    corrections = {correction.story: correction for correction in scene.content.corrections}
    for story in sorted(scene.content.stories, key=lambda story: scene.moments[story.key]):
        scene.stories[story.key] = _make(scene, story, corrections.get(story.key))


def _make(scene: Scene, story: reading.Story, correction: reading.Correction | None) -> StoryPage:
    moment = scene.moments[story.key]
    page = _page(scene, story)
    page.bylines = [
        Byline(author=scene.authors[story.lang, credit.author], role=credit.role, sort_order=number)
        for number, credit in enumerate(story.authors)
    ]
    page.story_keywords = [
        StoryKeyword(keyword=scene.keywords[story.lang, name], sort_order=number)
        for number, name in enumerate(story.keywords)
    ]
    page.filings = [Filing(dossier=scene.dossiers[key], sort_order=number) for number, key in enumerate(story.dossiers)]
    draft = scene.desk.draft(scene.sections[story.lang, story.section], page, moment)
    if not correction:
        return scene.desk.publish(draft)
    return _correct(scene, scene.desk.publish(draft), correction, moment)


def _page(scene: Scene, story: reading.Story) -> StoryPage:
    picture = story.picture
    return StoryPage(
        title=story.headline,
        form=story.form,
        kicker=story.kicker,
        short_headline=story.short_headline,
        standfirst=story.standfirst,
        place=story.place,
        agency=story.agency,
        lead_picture=scene.images[story_shot(story.key)] if picture else None,
        lead_caption=picture.caption if picture else "",
        body=stream(scene, StoryPage, story.key, story.body),
        counterpart=scene.stories.get(story.counterpart),
    )


def _correct(scene: Scene, page: StoryPage, correction: reading.Correction, moment: datetime) -> StoryPage:
    """Published again, days later, with the correction."""
    corrected_at = moment + timedelta(days=correction.days_after)
    day = corrected_at.astimezone(scene.zone(page.edition.code)).date()
    page.corrections = [Correction(kind=correction.kind, date=day, text=correction.text)]
    return scene.desk.publish(page, corrected_at)
