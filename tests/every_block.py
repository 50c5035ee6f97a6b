"""One story with everything a story can have, added to a demo site: `python -m tests.every_block`.

The demo has most of it spread over its stories; a document and an embed it cannot have without a network. Of the
demo's pictures most stay without their AVIF files, as in a site's first minutes.
"""

import datetime
import os
from typing import Any

import django

ALT = "جدول قياس عند الضفة"
FOREIGN = '<p>يسميه تقرير <bdi lang="en">River Gauges, 2nd ed. (2019)</bdi> «السجل الطويل».</p><ul><li>أول</li></ul>'
PLAYER = "https://www.youtube.com/watch?v=warraq0test"
CHART = {
    "title": "المنسوب في ثلاث سنوات",
    "kind": "stacked",
    "table": {"data": [["السنة", "الجسر", "المصب"], ["2021", "٩", "7"], ["2022", "11", "-"], ["2023", "١٤٫٥", "9"]]},
    "unit": "سنتيمتر",
    "source": "المرصد",
    "note": "أرقام مختلقة للتوضيح.",
    "description": "",
}
TITLE = "سجل الضفة: كل ما تحمله مادة واحدة"


def body(image: Any, album: Any, video: Any, map_page: Any, story: Any, document: Any) -> list[tuple[str, Any]]:
    """Every block at least once."""
    cells = {
        "data": [["المحطة", "2022", "2023"], ["الجسر", "11", "14"], ["المصب", "8", "9"]],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
    }
    sources = [{"title": "سجل المرصد", "url": "https://example.org/gauge"}, {"title": "مقابلة", "url": ""}]
    return [
        ("key_points", {"points": ["ارتفع المنسوب ثلاثة سنتيمترات.", "بقيت المحطة الثانية صامتة."]}),
        ("paragraph", "<p>يقيس المرصد منسوب الماء في النهر كل صباح منذ سبعين عامًا.</p>"),
        ("subhead", "كيف يُقرأ السجل؟"),
        ("paragraph", FOREIGN),
        ("quote", {"text": "من يقرأ النهر يقرأ المدينة.", "speaker": "ليلى عساف", "role": "مهندسة"}),
        ("fact_box", {"title": "ما المرصد؟", "text": "<p>مقياس عند الجسر القديم.</p>"}),
        ("picture", {"image": image, "alt": ALT, "caption": "المقياس في الصباح."}),
        ("album", {"page": album}),
        ("video", {"page": video}),
        ("map", {"page": map_page}),
        ("related", {"page": story}),
        ("document", {"document": document, "description": "أرقام السنوات العشر الأخيرة."}),
        ("table", {"caption": "المنسوب في محطتين", "table": cells, "source": "المرصد"}),
        ("chart", CHART),
        ("embed", {"url": PLAYER, "title": "جولة في المرصد"}),
        ("sources", {"items": sources}),
    ]


def publish() -> str:
    """Publish it in the first Arabic section; its address."""
    from django.core.files.base import ContentFile

    from warraq import testing
    from warraq.dossiers.models import DossierPage
    from warraq.fieldmaps.models import FieldMapPage
    from warraq.galleries.models import AlbumPage, VideoPage
    from warraq.media.models import Document
    from warraq.people.models import Author
    from warraq.stories.models import Correction, Keyword, SectionPage, StoryPage

    def first(model: type, **where: Any) -> Any:
        return model.objects.filter(edition__code="ar", **where).order_by("pk").first()

    story = first(StoryPage, live=True, lead_picture__isnull=False)
    shown = [first(kind, live=True) for kind in (AlbumPage, VideoPage, FieldMapPage)]
    document = Document.objects.create(title="سجل المنسوب", file=ContentFile(b"year,level\n2023,14\n", "gauge.csv"))
    page = testing.new_story(
        TITLE,
        kicker="مياه",
        standfirst="مادة واحدة فيها كل ما تعرفه الصفحة من قطع.",
        form="report",
        keywords=[first(Keyword)],
        authors=list(Author.objects.filter(edition__code="ar")[:2]),
        dossiers=[first(DossierPage, live=True)],
        lead_picture=story.lead_picture,
        lead_alt=ALT,
        body=body(story.lead_picture, *shown, story, document),
    )
    page.corrections = [Correction(date=datetime.date(2024, 3, 1), text="كان الرقم ناقصًا صفرًا.")]
    return testing.publish(first(SectionPage, live=True), page).url


def leave_most_pictures_without_avif() -> None:
    """Encoding all of them takes a processor longer than most of the tests that run meanwhile."""
    from django_tasks_db.models import DBTaskResult

    from warraq.media.tasks import make_background_renditions

    waiting = DBTaskResult.objects.ready().filter(task_path=make_background_renditions.module_path)
    kept = [row.pk for row in waiting.order_by("enqueued_at")[::10]]
    DBTaskResult.objects.filter(pk__in=waiting.values("pk")).exclude(pk__in=kept).delete()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warraq.conf.settings")
    django.setup()
    leave_most_pictures_without_avif()
    print(publish())
