"""Something on every desk of a demo site, so that pictures of its screens show more than empty lists.

Prints the addresses of screens to which no list leads, as JSON: {name: path}. Run twice, it adds everything twice.
"""

import json
import os
from datetime import timedelta
from typing import Any

import django
from django.db import transaction

TITLE = "المنسوب عند الجسر القديم يرتفع، وتقرير River Gauges (2019) يتوقع المزيد!"
SPAM = "ساعات رخيصة buy now https://watches.example/؟a=1"


def keep_busy() -> dict[str, str]:
    from django.contrib.auth.models import Permission
    from django.utils import timezone

    from warraq import testing
    from warraq.breaking.models import Strip
    from warraq.newsroom.models import PlannedStory
    from warraq.newsroom.roles import Role
    from warraq.people.models import User
    from warraq.stories.models import Embargo, SectionPage, StoryPage

    now = timezone.now()
    editor = User.objects.get(username="editor")
    reporter = User.objects.filter(username="hadi").first() or testing.make_user(
        "hadi", Role.REPORTER, first_name="هادي", last_name="عساف"
    )
    reporter.user_permissions.add(Permission.objects.get(codename="add_reviewlink"))
    section = SectionPage.objects.filter(edition__code="ar", live=True).order_by("pk").first()
    news = StoryPage.objects.filter(edition__code="ar", live=True).order_by("pk").first()
    river = StoryPage.objects.filter(edition__code="en", live=True).order_by("pk").first()

    story = testing.make_draft(section, TITLE, owner=reporter, lead_picture=news.lead_picture, body=news.body)
    story.body.append(("paragraph", "<p>وأضاف أن القياس أُعيد مرتين.</p>"))
    story.save_revision(user=reporter)
    waiting = submitted(story, reporter, now)
    kept_back = testing.make_draft(section, "تقرير المرصد السنوي", owner=editor)
    Embargo.objects.create(page=kept_back, until=now + timedelta(days=2), reason="خطاب المرصد، 12/3", by=editor)
    kept_back.go_live_at = now + timedelta(days=3)
    kept_back.save_revision(user=editor, approved_go_live_at=kept_back.go_live_at)

    lines = [(PlannedStory.State.IDEA, None, -1), (PlannedStory.State.WRITING, reporter, 3), ("assigned", editor, 30)]
    for state, owner, hours in lines:
        PlannedStory.objects.create(
            edition=section.edition,
            section=section,
            title=f"متابعة: {news.title}",
            owner=owner,
            due_at=now + timedelta(hours=hours),
            needs_photo=True,
            needs_map=owner is None,
            note="يُنتظر رد المرصد.",
            state=state,
            made_by=editor,
        )
    for number, page in enumerate((news, river)):
        Strip.objects.create(edition=page.edition, story=page, priority=1 + number, until=now + timedelta(hours=5))
    commented(news, river, editor, now)
    return {
        "review": read_outside(story, editor, now),
        **{f"{name}-{kind}": path for kind, page in (("draft", waiting), ("live", news)) for name, path in of(page)},
        "embargoed": f"/newsroom/embargo/{kept_back.pk}/",
        "english-edit": f"/newsroom/pages/{river.pk}/edit/",
    }


def of(page: Any) -> list[tuple[str, str]]:
    """What can be seen of a page, apart from what readers see."""
    screens = {
        name: f"/newsroom/pages/{page.pk}/{name}/"
        for name in ("edit", "history", "usage", "delete", "unpublish", "move", "copy")
    }
    if not page.live:
        del screens["unpublish"]
    screens |= {name: f"/newsroom/{name}/{page.pk}/" for name in ("embargo", "outside", "prints")}
    first, last = page.revisions.order_by("pk").first(), page.revisions.order_by("pk").last()
    screens["compare"] = f"/newsroom/pages/{page.pk}/revisions/compare/{first.pk}...{last.pk}/"
    screens["revert"] = f"/newsroom/pages/{page.pk}/revisions/{first.pk}/revert/"
    return list(screens.items())


def submitted(story: Any, reporter: Any, now: Any) -> Any:
    """In workflow, late; the editor has been told."""
    from warraq.newsroom.models import Notice, Step
    from warraq.newsroom.notices.models import Kind
    from warraq.people.models import User

    story.get_workflow().start(story, reporter)
    Step.objects.filter(page=story.pk).update(due_at=now - timedelta(hours=2))
    for kind in Kind.values:
        Notice.objects.create(
            user=User.objects.get(username="editor"),
            kind=kind,
            page_id=story.pk,
            title=story.title,
            step="مراجعة المحرر",
            actor=reporter,
            comment="أعد القياس (2019)." if kind == "returned" else "",
            due_at=now + timedelta(hours=3),
        )
    return story


def read_outside(story: Any, editor: Any, now: Any) -> str:
    from warraq.newsroom.models import ReviewAnswer
    from warraq.newsroom.outside.making import make

    made = make(story, editor, "د. Peter Marsh", now + timedelta(days=7))
    block = story.body[0]
    words = {"place": str(block.id), "name": "Peter", "text": "القياس صحيح.", "quote": "وأضاف أن القياس أُعيد"}
    for kind in ReviewAnswer.Kind.values:
        ReviewAnswer.objects.create(link=made.link, revision=story.get_latest_revision(), kind=kind, **words)
    return made.address


def commented(news: Any, river: Any, editor: Any, now: Any) -> None:
    """Waiting, held, decided; rules, words, reasons and a ban."""
    from warraq.comments import moderation
    from warraq.comments.models import Comment, RejectReason, Rule

    held = [{"reason": "links", "points": 3.0, "detail": "watches.example"}, {"reason": "hasty", "points": 1.0}]
    rows = [(news, "ليلى", "شكرًا على هذا التحليل", []), (news, "Watch Shop", SPAM, held), (river, "Ann", "Well!", [])]
    comments = [
        Comment.objects.create(
            story=story,
            edition=story.edition,
            name=name,
            text=text,
            held_for=reasons,
            score=sum(row["points"] for row in reasons),
            posted_at=now - timedelta(hours=number * 9),
            email=f"{number}@example.org",
            email_hash=f"{number:064}",
        )
        for number, (story, name, text, reasons) in enumerate(rows * 2)
    ]
    RejectReason.objects.create(edition=news.edition, title="خارج الموضوع", text="لا صلة للتعليق بالمادة.")
    Rule.objects.update_or_create(section=news.section, form="", defaults={"closes_after_days": 14})
    moderation.approve([comments[3].pk], editor)
    moderation.reject([comments[5].pk], editor, "off topic")
    moderation.ban([comments[4].pk], editor, "إعلانات", ["email"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warraq.conf.settings")
    django.setup()
    with transaction.atomic():
        print(json.dumps(keep_busy()))
