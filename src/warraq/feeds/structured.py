"""Structured data (schema.org) of stories, videos and albums: pure functions from a page to a dictionary.

They read what the page's template reads as well and ask the database for nothing more.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from warraq.comments.reading import Shown, conversation_of
from warraq.stories.models import StoryPage

from .addresses import absolute
from .pictures import Shot, share_shot, whole_shot
from .words import description_of, one_line

COMMENTS = 10  # the newest, for search engines: the page itself has more
CONTEXT = "https://schema.org"
PLACES_NAMED = 12
Form = StoryPage.Form
# schema.org knows no interview and no fact check as kinds of article; a ClaimReview would need a rated claim.
TYPE_OF_FORM = {
    Form.NEWS: "NewsArticle",
    Form.REPORT: "ReportageNewsArticle",
    Form.ANALYSIS: "AnalysisNewsArticle",
    Form.OPINION: "OpinionNewsArticle",
    Form.INTERVIEW: "NewsArticle",
    Form.EXPLAINER: "BackgroundNewsArticle",
    Form.FACTCHECK: "NewsArticle",
}


def present(data: dict[str, Any]) -> dict[str, Any]:
    """The dictionary without what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def story_data(page: StoryPage, dossiers: Iterable[Any] = ()) -> dict[str, Any]:
    """The article a story is, of the type its form says."""
    edition = page.edition
    talk = conversation_of(page) if page.listed_at else None
    return present(
        {
            "@context": CONTEXT,
            "@type": TYPE_OF_FORM[Form(page.form)],
            "mainEntityOfPage": {"@type": "WebPage", "@id": absolute(page.url)},
            "url": absolute(page.url),
            "headline": one_line(page.title),
            "alternativeHeadline": one_line(page.short_headline),
            "description": description_of(page),
            "image": images_of(page.lead()),
            "datePublished": moment_of(page, page.published_at),
            "dateModified": moment_of(page, page.updated_at or page.published_at),
            "author": [author_data(byline.author) for byline in page.credits] or [publisher_data(edition)],
            "publisher": publisher_data(edition),
            "articleSection": page.section.title,
            "genre": str(page.get_form_display()),
            "dateline": page.place,
            "keywords": [keyword.name for keyword in page.topics],
            "inLanguage": edition.code,
            "isAccessibleForFree": True,
            "creativeWorkStatus": "Withdrawn" if page.withdrawal else "",
            "correction": [_correction(row) for row in page.errata if row.kind != row.Kind.UPDATE],
            "isPartOf": [_part_of(dossier) for dossier in dossiers],
            "commentCount": talk.count if talk and talk.is_shown else None,
            "comment": [_comment(page, shown) for shown in talk.latest[:COMMENTS]] if talk else [],
        }
    )


def _comment(page: StoryPage, shown: Shown) -> dict[str, Any]:
    return {
        "@type": "Comment",
        "url": f"{absolute(page.url)}#comment-{shown.pk}",
        "author": {"@type": "Person", "name": shown.name},
        "datePublished": moment_of(page, shown.posted_at),
        "text": shown.text,
    }


def _correction(row: Any) -> dict[str, Any]:
    return {"@type": "CorrectionComment", "text": row.text, "datePublished": row.date.isoformat()}


def _part_of(dossier: Any) -> dict[str, Any]:
    return {"@type": "CollectionPage", "name": dossier.title, "url": absolute(dossier.url)}


def author_data(author: Any) -> dict[str, Any]:
    """Who wrote it: a person, or the agency or desk that stands in their place."""
    kind = "Organization" if author.is_agency else "Person"
    role = "" if author.is_agency else author.role
    return present({"@type": kind, "name": author.name, "url": absolute(author.url), "jobTitle": role})


def publisher_data(edition: Any) -> dict[str, Any]:
    """The site itself; one and the same in every edition."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#publisher"),
        "name": edition.name,
        "url": absolute(edition.url),
    }


def images_of(image: Any) -> list[dict[str, Any]]:
    """The picture whole and cut for sharing, as far as they have been made."""
    shots = [whole_shot(image), share_shot(image)] if image else []
    return [image_data(image, shot) for shot in shots if shot]


def image_data(image: Any, shot: Shot, caption: str = "") -> dict[str, Any]:
    size = {"url": shot.url, "contentUrl": shot.url, "width": shot.width, "height": shot.height}
    return present({"@type": "ImageObject"} | size | {"caption": caption or image.caption, "creditText": image.credit})


def album_data(page: Any) -> dict[str, Any]:
    """A gallery with its pictures in order."""
    shots = [(shown, whole_shot(shown.image)) for shown in page.shown]
    pictures = [image_data(shown.image, shot, shown.caption) for shown, shot in shots if shot]
    return _published(page, "ImageGallery") | present({"image": pictures})


def map_data(page: Any) -> dict[str, Any]:
    """A map with the places its newest events name."""
    places = dict.fromkeys(event.place for event in reversed(page.happened))
    named = [{"@type": "Place", "name": name} for name in list(places)[:PLACES_NAMED]]
    return _published(page, "Map") | present({"spatialCoverage": named})


def video_data(page: Any) -> dict[str, Any]:
    """A film with what is said in it."""
    film = page.film
    cover = page.lead()
    shots = [share_shot(cover), whole_shot(cover)] if cover else []
    return _published(page, "VideoObject") | present(
        {
            "thumbnailUrl": [shot.url for shot in shots if shot],
            "uploadDate": moment_of(page, page.published_at),
            "duration": duration(film.seconds),
            "contentUrl": absolute(film.url),
            "encodingFormat": film.media_type,
            "width": film.width,
            "height": film.height,
            "transcript": film.transcript,
            "creditText": film.credit,
        }
    )


def _published(page: Any, kind: str) -> dict[str, Any]:
    """What any page with a date and an author says of itself."""
    return present(
        {
            "@context": CONTEXT,
            "@type": kind,
            "mainEntityOfPage": {"@type": "WebPage", "@id": absolute(page.url)},
            "url": absolute(page.url),
            "name": one_line(page.title),
            "description": description_of(page),
            "datePublished": moment_of(page, page.published_at),
            "dateModified": moment_of(page, page.updated_at or page.published_at),
            "author": author_data(page.author) if getattr(page, "author", None) else publisher_data(page.edition),
            "publisher": publisher_data(page.edition),
            "inLanguage": page.edition.code,
            "isAccessibleForFree": True,
        }
    )


def moment_of(page: Any, moment: datetime | None) -> str:
    """The moment on the clocks of the page's edition, with their distance from UTC."""
    return moment.astimezone(page.edition.zone).isoformat(timespec="seconds") if moment else ""


def duration(seconds: float) -> str:
    """ISO 8601, such as `PT1M5S`."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "H"), (minutes, "M"), (rest, "S")]
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)
