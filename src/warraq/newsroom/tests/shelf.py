"""One row more for each list of the newsroom, each with people, pages and files of its own."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Workflow

from warraq import testing
from warraq.audit.noting import note
from warraq.breaking.models import Strip
from warraq.comments.defence.models import ListedWord
from warraq.comments.models import Action, Ban, Comment, Decision, RejectReason, Rule, State
from warraq.fieldmaps.models import BorderStyle, TerritoryName
from warraq.front import working
from warraq.front.models import Arrangement, FrontStep
from warraq.galleries.models import VideoIndexPage, VideoPage
from warraq.media.models import Document, Encoding, Image, Video
from warraq.newsroom.models import Assignment, Notice
from warraq.newsroom.outside import making
from warraq.newsroom.roles import Role
from warraq.search.models import Spellings
from warraq.stories.models import Correction, Embargo, Removal, StoryPage

SOON = timedelta(hours=3)


class Shelf:
    """What rows of a list stand on, and for each list what makes one row more."""

    def __init__(self, editor: Any) -> None:
        self.editor = editor
        self.edition = testing.make_edition()
        self.section = testing.make_section()
        self.story = testing.make_story(self.section, "منسوب النهر", owner=editor)
        self.image = testing.make_image()
        self.front = testing.make_front()

    def person(self, number: int) -> Any:
        """Another one for each row: what is looked up row by row is looked up anew."""
        return testing.make_user(f"person{number}", Role.REPORTER)

    # --- pages ---

    def stories(self, number: int) -> None:
        keyword = testing.make_keyword(f"كلمة {number}")
        author = testing.make_author(f"ليلى {number}")
        owner = self.person(number)
        testing.make_story(self.section, f"خبر {number}", keywords=[keyword], authors=[author], owner=owner)

    def drafts_in_review(self, number: int) -> None:
        owner = self.person(number)
        Workflow.objects.get().start(testing.make_draft(self.section, f"مسودة {number}", owner=owner), owner)

    def locked(self, number: int) -> None:
        draft = testing.make_draft(self.section, f"مسودة {number}", owner=self.editor)
        user = self.person(number)
        StoryPage.objects.filter(pk=draft.pk).update(locked=True, locked_by=user, locked_at=timezone.now())

    def embargoes(self, number: int) -> None:
        draft = testing.make_draft(self.section, f"محظور {number}")
        user = self.person(number)
        Embargo.objects.create(page=draft, until=timezone.now() + SOON, reason="تقرير", by=user)

    def corrections(self, number: int) -> None:
        story = testing.make_story(self.section, f"خبر {number}")
        Correction.objects.create(story=story, kind="correction", date=date(2026, 1, 2), text="الرقم ١٢")

    def dossiers(self, number: int) -> None:
        story = testing.make_story(self.section, f"خبر {number}")
        dossier = testing.make_dossier(f"ملف {number}")
        story.filings.create(dossier=dossier)

    def albums(self, number: int) -> None:
        testing.make_album(f"ألبوم {number}", images=[self.image])

    def videos(self, number: int) -> None:
        page = VideoPage(title=f"فيديو {number}", film=self.films(number))
        testing.publish(VideoIndexPage.objects.get(edition=self.edition), page)

    def maps(self, number: int) -> None:
        testing.make_map(f"خريطة {number}")

    def versions(self, number: int) -> None:
        user = self.person(number)
        StoryPage.objects.get(pk=self.story.pk).save_revision(user=user, log_action=True)

    # --- files ---

    def pictures(self, number: int) -> None:
        user = self.person(number)
        now = timezone.now()
        image = testing.make_image(f"صورة {number}", uploaded_by_user=user, rights_end=now + SOON)
        image.get_rendition("max-165x165")
        image.get_rendition("max-100x100")
        Image.objects.filter(pk=image.pk).update(fault="missing", fault_since=now)

    def documents(self, number: int) -> None:
        user = self.person(number)
        Document.objects.create(title=f"وثيقة {number}", file="documents/a.pdf", uploaded_by_user=user)

    def films(self, number: int) -> Video:
        # The file of each would have to be one: what a list shows is told by the row.
        (film,) = Video.objects.bulk_create([Video(title=f"شريط {number}", file="films/a.mp4", poster=self.image)])
        Encoding.objects.create(video=film)
        return film

    # --- records ---

    def keywords(self, number: int) -> None:
        keyword = testing.make_keyword(f"كلمة {number}")
        self.story.story_keywords.create(keyword=keyword)

    def authors(self, number: int) -> None:
        testing.make_author(f"ليلى {number}")

    def spellings(self, number: int) -> None:
        Spellings.objects.create(text=f"اسم {number}\nName {number}")

    def removals(self, number: int) -> None:
        user = self.person(number)
        Removal.objects.create(number=10_000 + number, edition=self.edition, title=f"صفحة {number}", by=user)

    def territories(self, number: int) -> None:
        code = f"{chr(65 + number)}A"
        TerritoryName.objects.create(code=code, language="ar", name=f"بلد {number}")

    def borders(self, number: int) -> None:
        BorderStyle.objects.create(border=f"X{number}")

    # --- comments ---

    def comments(self, number: int, **fields: Any) -> Comment:
        story = testing.make_story(self.section, f"خبر {number}")
        known = {"fingerprint": f"{number:032}", "email_hash": f"{number:064}", "address_hash": f"{number:064}"}
        words = {"name": f"ليلى {number}", "text": f"تعليق {number}", "posted_at": timezone.now()}
        return Comment.objects.create(
            story=story, edition=self.edition, **{"state": State.WAITING} | known | words | fields
        )

    def decisions(self, number: int) -> None:
        user = self.person(number)
        comment = self.comments(number, state=State.REJECTED, decided_by=user)
        Decision.objects.create(comment=comment, story=comment.story_id, action=Action.REJECTED, by=user)

    def rules(self, number: int) -> None:
        Rule.objects.create(section=testing.make_section(f"قسم {number}", f"section-{number}"))

    def reasons(self, number: int) -> None:
        RejectReason.objects.create(edition=self.edition, title=f"سبب {number}", text="لا ينشر")

    def words(self, number: int) -> None:
        ListedWord.objects.create(phrase=f"كلمة {number}", edition=self.edition)

    def bans(self, number: int) -> None:
        user = self.person(number)
        Ban.objects.create(of=Ban.Of.EMAIL, hash=f"{number:064}", name="مزعج", by=user)

    def assignments(self, number: int) -> None:
        user = self.person(number)
        Assignment.objects.create(user=user, section=self.section)

    # --- people, and what happened ---

    def notices(self, number: int) -> None:
        draft = testing.make_draft(self.section, f"مسودة {number}")
        actor = self.person(number)
        Notice.objects.create(user=self.editor, kind="waiting", page=draft, title=draft.title, actor=actor)

    def deeds(self, number: int) -> None:
        note("auth.changed", actor=self.person(number), subject=self.story)

    def strips(self, number: int) -> None:
        user = self.person(number)
        story = testing.make_story(self.section, f"خبر {number}")
        Strip.objects.create(edition=self.edition, story=story, until=timezone.now() + SOON, by=user)

    def links(self, number: int) -> None:
        making.make(self.story, self.editor, f"قارئ {number}", timezone.now() + SOON)

    # --- fronts ---

    def steps(self, number: int) -> None:
        kind = FrontStep.Kind.PUBLISHED
        row = Arrangement.held(self.front)
        row.steps.create(number=number + 1, user=self.person(number), kind=kind, content=row.working)

    def saved_fronts(self, number: int) -> None:
        hour = timezone.now() + SOON * (number + 1)
        saved = working.save_as(self.front, self.person(number), f"ليلة {number}")
        working.set_hours(self.front, self.editor, saved, hour, hour + SOON)
