"""The queue of comments: what a moderator sees, decides, takes back, and what stays hidden from others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from warraq.comments import moderation
from warraq.comments.models import Action, Ban, Comment, Decision, RejectReason, State
from warraq.newsroom.moderation.models import Assignment
from warraq.newsroom.roles import Role
from warraq.stories.models import StoryPage
from warraq.testing import make_edition, make_section, make_story, make_user

pytestmark = pytest.mark.django_db
QUEUE = "/newsroom/moderation/"


@dataclass
class Scene:
    """A story in the news, one among the articles, and one of another edition."""

    news: StoryPage = field(default_factory=make_story)
    article: StoryPage = field(default_factory=lambda: make_story(make_section("مقالات", "articles"), "مقال آخر"))
    english: StoryPage = field(
        default_factory=lambda: make_story(make_section("News", "news", make_edition("en")), "River report")
    )


@pytest.fixture(scope="module")
def shared_scene(made_once: Callable[..., Scene]) -> Scene:
    return made_once(Scene)


@pytest.fixture
def story(shared_scene: Scene, db: None) -> StoryPage:
    return StoryPage.objects.get(pk=shared_scene.news.pk)


@pytest.fixture
def article(shared_scene: Scene, db: None) -> StoryPage:
    return StoryPage.objects.get(pk=shared_scene.article.pk)


@pytest.fixture
def english(shared_scene: Scene, db: None) -> StoryPage:
    return StoryPage.objects.get(pk=shared_scene.english.pk)


def write(story: StoryPage, text: str = "شكرًا على هذا التحليل", state: State = State.WAITING, **fields: Any) -> Comment:
    fields = {"name": "ليلى", "posted_at": timezone.now()} | fields
    return Comment.objects.create(story=story, edition=story.edition, text=text, state=state, **fields)


@pytest.fixture
def moderator(db) -> Any:
    return make_user("moderator", Role.MODERATOR)


@pytest.fixture
def desk(client, moderator) -> Any:
    """A browser in which somebody is signed in who may moderate and nothing else."""
    client.force_login(moderator)
    return client


def rows(response: Any) -> list[Any]:
    return response.context["rows"]


def texts(client: Any, **filters: Any) -> list[str]:
    return [row.comment.text for row in rows(client.get(QUEUE, filters))]


def token(client: Any, comment: Comment, **filters: Any) -> str:
    """How the queue names a comment's row."""
    (found,) = [row.token for row in rows(client.get(QUEUE, filters)) if row.comment.pk == comment.pk]
    return found


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def test_the_queue_is_arabic_and_shows_what_waits(desk, story):
    write(story, "تعليق ينتظر", held_for=[{"reason": "link", "points": 2, "detail": "example.org"}], score=2)
    write(story, "تعليق منشور", State.APPROVED)
    page = desk.get(QUEUE)
    html = page.content.decode()
    assert [row.comment.text for row in rows(page)] == ["تعليق ينتظر"]
    assert 'dir="rtl"' in html
    assert "example.org" in html


# --- who may open what ---

ROADS = ["", "act/", "assign/", "undo/", "decisions/", "{pk}/", "{pk}/edit/", "{pk}/ban/"]


def test_others_of_the_newsroom_are_turned_away_from_every_road(client, story):
    comment = write(story)
    client.force_login(make_user("someone", Role.REPORTER, Role.PHOTO_EDITOR, Role.CONTRIBUTOR))
    for road in ROADS:
        address = QUEUE + road.format(pk=comment.pk)
        for answer in (client.get(address), client.post(address)):
            # Wagtail leads who is not allowed to the first page, with the reason.
            assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("wagtailadmin_home"))
        assert client.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
    assert state_of(comment) == State.WAITING


def test_a_moderator_opens_the_queue_and_nothing_else_of_the_newsroom(desk, story):
    comment = write(story)
    menu = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "data-waiting" in menu
    for road in ("", "decisions/", "{pk}/", "{pk}/edit/", "{pk}/ban/"):
        assert desk.get(QUEUE + road.format(pk=comment.pk)).status_code == 200
    for name in ("stories:index", "refreshes:index", "archive:index", "wagtailsnippets_comments_rule:list"):
        assert desk.get(reverse(name)).status_code == 302
    assert desk.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).status_code == 302


def test_a_moderator_of_a_section_sees_and_decides_only_there(desk, moderator, story, article, english):
    here, there, abroad = write(story, "هنا"), write(article, "هناك"), write(english, "abroad")
    tokens = {row.comment.pk: row.token for row in rows(desk.get(QUEUE))}
    Assignment.objects.create(user=moderator, section=story.section)
    assert texts(desk) == ["هنا"]
    assert desk.get(f"{QUEUE}{there.pk}/").status_code == 404
    assert desk.post(f"{QUEUE}{there.pk}/ban/", {"of": "email"}).status_code == 404
    desk.post(f"{QUEUE}act/", {"approve": "selected", "row": list(tokens.values())})
    assert [state_of(comment) for comment in (here, there, abroad)] == ["approved", "waiting", "waiting"]
    Assignment.objects.create(user=moderator, edition=english.edition)
    assert texts(desk) == ["abroad"]


def test_only_the_editor_in_chief_says_who_moderates_where_and_by_which_rules(client, newsroom, moderator, story):
    lists = ["newsroom_assignment", "comments_rule", "comments_rejectreason", "defence_listedword"]
    for name in lists:
        assert newsroom.get(reverse(f"wagtailsnippets_{name}:list")).status_code == 200
        assert newsroom.get(reverse(f"wagtailsnippets_{name}:add")).status_code == 200
    add = reverse("wagtailsnippets_newsroom_assignment:add")
    assert "اختر طبعة أو قسمًا" in newsroom.post(add, {"user": moderator.pk}).content.decode()
    assert newsroom.post(add, {"user": moderator.pk, "section": story.section_id}).status_code == 302
    assert Assignment.objects.get().section == story.section
    client.force_login(moderator)
    assert [client.get(reverse(f"wagtailsnippets_{name}:list")).status_code for name in lists] == [302] * 4


def test_bans_are_listed_and_lifted_by_moderators_and_added_only_from_a_comment(desk, moderator):
    ban = Ban.objects.create(of=Ban.Of.EMAIL, hash="a" * 64, name="مزعج")
    assert "مزعج" in desk.get(reverse("wagtailsnippets_comments_ban:list")).content.decode()
    assert desk.get(reverse("wagtailsnippets_comments_ban:add")).status_code == 302
    desk.post(reverse("wagtailsnippets_comments_ban:delete", args=[ban.pk]))
    assert not Ban.objects.exists()


# --- what the queue shows ---


def test_who_waits_longest_is_heard_first_and_what_is_decided_comes_newest_first(desk, story):
    for text in ("أول", "ثان"):
        write(story, text)
        write(story, text, State.SPAM)
    assert texts(desk) == ["أول", "ثان"]
    assert texts(desk, order="newest") == ["ثان", "أول"]
    assert texts(desk, state="spam") == ["ثان", "أول"]


def test_texts_alike_are_one_row_with_their_number(desk, story):
    for number in range(5):
        write(story, f"ربح سريع {number}", fingerprint="f" * 32)
    write(story, "كلام آخر", fingerprint="e" * 32)
    write(story, "بلا بصمة")
    assert [(row.comment.text, row.alike.number) for row in rows(desk.get(QUEUE))] == [
        ("ربح سريع 0", 4),
        ("كلام آخر", 0),
        ("بلا بصمة", 0),
    ]


def test_pages_follow_one_another_and_show_no_text_twice(desk, story):
    for number in range(60):
        write(story, f"تعليق {number}", fingerprint="f" * 32 if number % 2 else "")
    found, address = [], QUEUE
    while address:
        page = desk.get(address)
        found += [row.comment.text for row in rows(page)]
        address = page.context["onward"]
    assert found == ["تعليق 0", "تعليق 1", *(f"تعليق {number}" for number in range(2, 60, 2))]


def test_filters_narrow_the_queue(desk, story, article):
    link = write(story, "انظر الرابط", held_for=[{"reason": "link", "points": 2}], email_hash="a" * 64)
    write(article, "رأي في المقال", email_hash="a" * 64, fingerprint="f" * 32)
    write(article, "كلام لغيره", held_for=[{"reason": "short", "points": 1}])
    assert texts(desk, story=story.pk) == ["انظر الرابط"]
    assert texts(desk, section=article.section_id) == ["رأي في المقال", "كلام لغيره"]
    assert texts(desk, why="link") == ["انظر الرابط"]
    assert texts(desk, author=link.pk) == ["انظر الرابط", "رأي في المقال"]
    assert texts(desk, edition=make_edition("en").pk) == []


def test_a_search_finds_words_in_every_spelling_and_form(desk, story):
    write(story, "زرتُ المـدرسة الجديدة أمس")
    write(story, "لا صلة له", name="سامر")
    for asked in ("مدرسه", "المدارس", "«المدرسة الجديدة»", "ليلي"):
        assert texts(desk, q=asked) == ["زرتُ المـدرسة الجديدة أمس"]
    assert texts(desk, q="المدرسة القديمة") == []


def test_what_makes_no_sense_in_an_address_is_no_error(desk, story):
    write(story)
    huge = "9" * 30
    for query in ("section=x", "after=-1", "state=gone", f"story={huge}", f"author={huge}", f"after={huge}", "q=%00"):
        assert desk.get(f"{QUEUE}?{query}").status_code == 200


def test_a_row_tells_what_its_author_has_written_before(desk, story):
    for state in (State.APPROVED, State.APPROVED, State.REJECTED, State.WAITING):
        write(story, state=state, email_hash="a" * 64)
    (row,) = rows(desk.get(QUEUE))
    assert (str(row.author.approved), str(row.author.refused), row.others) == ("2", "1", 3)


def test_the_queue_asks_as_much_for_a_full_page_as_for_one_row(desk, story, django_assert_max_num_queries):
    parent = write(story, state=State.APPROVED)
    for number in range(40):
        write(
            story,
            f"تعليق {number}",
            parent=parent,
            answers=parent,
            fingerprint=f"{number:032}",
            email_hash=f"{number:064}" if number % 2 else "",
            address_hash=f"{number:064}",
        )
    desk.get(QUEUE)
    with django_assert_max_num_queries(24):
        desk.get(QUEUE)


# --- deciding ---


def act(client: Any, action: str, *tokens: str, **more: Any) -> Any:
    data = {action: "selected", "row": list(tokens)} | more
    return client.post(f"{QUEUE}act/", data, headers={"Accept": "application/json"}).json()


@pytest.mark.parametrize(("action", "state"), [("approve", State.APPROVED), ("spam", State.SPAM)])
def test_a_button_of_a_row_decides_about_that_row_alone(desk, story, moderator, action, state):
    one, other = write(story), write(story)
    answer = desk.post(f"{QUEUE}act/", {action: token(desk, one), "row": [token(desk, other)], "next": f"{QUEUE}?q=x"})
    assert answer.headers["Location"] == f"{QUEUE}?q=x"
    assert (state_of(one), state_of(other)) == (state, State.WAITING)
    assert Decision.objects.get().by == moderator


def test_a_rejection_asks_for_a_reason_without_scripts(desk, story):
    comment = write(story)
    named = token(desk, comment)
    page = desk.post(f"{QUEUE}act/", {"reject": named})
    assert "خارج الموضوع" in page.content.decode()
    assert state_of(comment) == State.WAITING
    desk.post(f"{QUEUE}act/", {"reject": "selected", "row": [named], "reason": "off_topic"})
    comment.refresh_from_db()
    assert (comment.state, comment.reject_reason) == (State.REJECTED, "لا صلة له بموضوع المادة.")


def test_a_reason_is_told_in_the_language_of_the_comment_s_edition(desk, story, english):
    arabic, other = write(story), write(english)
    act(desk, "reject", *[row.token for row in rows(desk.get(QUEUE))], reason="advertising")
    arabic.refresh_from_db()
    other.refresh_from_db()
    assert (arabic.reject_reason, other.reject_reason) == ("فيه ترويج لسلعة أو خدمة.", "It advertises something.")


def test_reasons_an_edition_has_written_stand_for_the_usual_ones(desk, story):
    own = RejectReason.objects.create(edition=story.edition, title="ألفاظ", text="هذّب عبارتك.")
    comment = write(story)
    page = desk.get(QUEUE)
    assert [offered.title for offered in page.context["reasons"]] == ["ألفاظ"]
    act(desk, "reject", rows(page)[0].token, reason=str(own.pk))
    comment.refresh_from_db()
    assert comment.reject_reason == "هذّب عبارتك."


def test_a_reason_of_another_edition_rejects_nothing(desk, story):
    foreign = RejectReason.objects.create(edition=make_edition("en"), title="Rude", text="Be kind.")
    comment = write(story)
    answer = act(desk, "reject", token(desk, comment), reason=str(foreign.pk))
    assert len(answer["changed"]) == 1
    assert state_of(comment) == State.WAITING


def test_several_rows_and_all_alike_are_decided_together(desk, story):
    alike = [write(story, fingerprint="f" * 32) for _number in range(30)]
    single = write(story, "كلام آخر")
    tokens = [row.token for row in rows(desk.get(QUEUE))]
    late = write(story, fingerprint="f" * 32)
    answer = act(desk, "spam", *tokens)
    assert "31" in answer["text"]
    assert {state_of(comment) for comment in [*alike, single]} == {State.SPAM}
    # Nobody has seen it.
    assert state_of(late) == State.WAITING


def test_what_another_moderator_has_decided_meanwhile_is_left_and_said(desk, story, editor):
    comment, own = write(story), write(story, "آخر")
    tokens = [row.token for row in rows(desk.get(QUEUE))]
    moderation.reject([comment.pk], editor, "خارج الموضوع")
    answer = act(desk, "approve", *tokens)
    assert (state_of(comment), state_of(own)) == (State.REJECTED, State.APPROVED)
    assert list(answer["changed"]) == [tokens[0]]
    assert "editor" in answer["changed"][tokens[0]]


def test_words_their_author_has_corrected_meanwhile_are_not_approved_unseen(desk, story):
    comment = write(story)
    named = token(desk, comment)
    Comment.objects.filter(pk=comment.pk).update(text="كلام آخر تمامًا", corrected_at=timezone.now())
    act(desk, "approve", named)
    assert state_of(comment) == State.WAITING


def test_tokens_that_are_none_do_nothing(desk, story):
    comment = write(story)
    for named in ("", "x", "1:2:3", "0:waiting-0:", "9" * 40 + ":waiting-0:", f"{comment.pk}:waiting-0:\n"):
        assert desk.post(f"{QUEUE}act/", {"approve": named}).status_code == 302
    assert state_of(comment) == State.WAITING


def test_comments_are_given_to_a_moderator_who_finds_them(client, newsroom, moderator, story):
    one, other = write(story, "للمشرف"), write(story, "للجميع")
    data = {"row": [token(newsroom, one)], "to": moderator.pk}
    assert "moderator" in newsroom.post(f"{QUEUE}assign/", data, follow=True).content.decode()
    client.force_login(moderator)
    assert texts(client, mine="on") == ["للمشرف"]
    assert texts(client) == ["للمشرف", "للجميع"]
    Assignment.objects.create(user=moderator, section=story.section)
    assert client.post(f"{QUEUE}assign/", {"row": [token(client, other)], "to": moderator.pk}).status_code == 302
    assert Comment.objects.get(pk=other.pk).assigned_to is None


def test_nothing_is_given_to_who_may_not_moderate(newsroom, story, reporter):
    comment = write(story)
    newsroom.post(f"{QUEUE}assign/", {"row": [token(newsroom, comment)], "to": reporter.pk})
    assert Comment.objects.get().assigned_to is None


# --- taking back ---


def test_decisions_are_taken_back_one_after_the_other(desk, story):
    comment = write(story)
    act(desk, "reject", token(desk, comment), reason="insult")
    act(desk, "approve", token(desk, comment, state="rejected"))
    desk.post(f"{QUEUE}undo/")
    comment.refresh_from_db()
    assert (comment.state, comment.reject_reason[:4]) == (State.REJECTED, "فيه ")
    answer = desk.post(f"{QUEUE}undo/")
    comment.refresh_from_db()
    assert (comment.state, comment.reject_reason, comment.decided_by) == (State.WAITING, "", None)
    assert answer.headers["Location"].endswith(f"#comment-{comment.pk}")
    assert "لا قرار للتراجع عنه" in desk.post(f"{QUEUE}undo/", follow=True).content.decode()


def test_nothing_is_taken_back_that_somebody_else_has_decided_since(desk, story, editor):
    comment = write(story)
    act(desk, "approve", token(desk, comment))
    moderation.mark_spam([comment.pk], editor)
    desk.post(f"{QUEUE}undo/")
    assert state_of(comment) == State.SPAM


def test_a_moderator_takes_back_only_their_own(desk, client, story, moderator):
    comment = write(story)
    act(desk, "approve", token(desk, comment))
    client.logout()
    client.force_login(make_user("another", Role.MODERATOR))
    client.post(f"{QUEUE}undo/")
    assert state_of(comment) == State.APPROVED


# --- editing and banning ---


def test_an_edit_shows_its_difference_before_it_is_saved(desk, story):
    comment = write(story, "كلام فظ عن الكاتب")
    form = {"text": "كلام عن الكاتب", "version": comment.version, "reason": "حذف لفظ"}
    page = desk.post(f"{QUEUE}{comment.pk}/edit/", form | {"show": ""}).content.decode()
    assert "<del>" in page
    assert Comment.objects.get().text == "كلام فظ عن الكاتب"
    desk.post(f"{QUEUE}{comment.pk}/edit/", form | {"approve": ""})
    comment.refresh_from_db()
    assert (comment.text, comment.state, comment.edited_at is None) == ("كلام عن الكاتب", State.APPROVED, False)
    assert "<del>" in desk.get(f"{QUEUE}{comment.pk}/").content.decode()
    desk.post(f"{QUEUE}undo/")
    desk.post(f"{QUEUE}undo/")
    comment.refresh_from_db()
    assert (comment.text, comment.state) == ("كلام فظ عن الكاتب", State.WAITING)


def test_an_edit_of_words_that_changed_meanwhile_is_refused(desk, story):
    comment = write(story)
    form = {"text": "نص المشرف", "version": comment.version, "save": ""}
    Comment.objects.filter(pk=comment.pk).update(text="نص القارئ", corrected_at=timezone.now())
    assert "تغيّر هذا التعليق" in desk.post(f"{QUEUE}{comment.pk}/edit/", form).content.decode()
    assert Comment.objects.get().text == "نص القارئ"


def test_a_ban_takes_what_waits_of_the_author_along_and_can_be_taken_back(desk, story):
    first = write(story, email_hash="a" * 64, address_hash="b" * 64)
    second, network = write(story, email_hash="a" * 64), write(story, address_hash="b" * 64)
    assert "1." in desk.get(f"{QUEUE}{first.pk}/ban/").content.decode()
    desk.post(f"{QUEUE}{first.pk}/ban/", {"of": ["email"], "days": "7"})
    assert [state_of(comment) for comment in (first, second, network)] == ["spam", "spam", "waiting"]
    (ban,) = Ban.objects.all()
    assert 6 <= (ban.until - timezone.now()).days <= 7
    desk.post(f"{QUEUE}undo/")
    assert [state_of(comment) for comment in (first, second)] == ["waiting", "waiting"]
    assert not Ban.objects.exists()


def test_a_ban_needs_something_to_know_the_author_by(desk, story):
    comment = write(story)
    assert "لم يبق ما يُعرف به" in desk.get(f"{QUEUE}{comment.pk}/ban/").content.decode()
    desk.post(f"{QUEUE}{comment.pk}/ban/", {"of": ["email"], "days": "0"})
    assert not Ban.objects.exists()


# --- elsewhere in the newsroom ---


def test_the_first_page_shows_what_waits_to_moderators_alone(client, newsroom, reporter, story):
    write(story, "تعليق ينتظر دوره")
    assert "تعليق ينتظر دوره" in newsroom.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(reporter)
    assert "تعليق ينتظر دوره" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_of_stories_and_the_editor_count_a_story_s_comments(newsroom, story):
    for state in (State.WAITING, State.APPROVED, State.APPROVED):
        write(story, state=state)
    cell = newsroom.get(reverse("stories:index")).content.decode()
    assert f"{QUEUE}?story={story.pk}" in cell
    assert "واحد ينتظر" in cell
    editor = newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert f"{QUEUE}?story={story.pk}&amp;state=approved" in editor
    page = newsroom.get(QUEUE, {"story": story.pk})
    assert page.context["story_counts"] == {"waiting": 1, "approved": 2}


def test_the_report_tells_who_decided_what(desk, story, moderator):
    comment = write(story, "=cmd|' /C calc'!A0")
    moderation.edit(comment.pk, moderator, "نص نظيف", "=1+1")
    moderation.approve([comment.pk], moderator)
    page = desk.get(reverse("moderation:decisions")).content.decode()
    assert story.title in page
    table = b"".join(desk.get(reverse("moderation:decisions"), {"export": "csv"}).streaming_content).decode()
    assert table.startswith("\ufeff")
    assert "'=1+1" in table
    assert "'=cmd" in table
    assert len(table.strip().splitlines()) == 3
    only = desk.get(reverse("moderation:decisions"), {"action": Action.APPROVED}).content.decode()
    assert "نص نظيف" not in only


def test_hostile_words_are_words_on_every_screen(newsroom, story, moderator):
    words = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></textarea><svg/onload=alert(1)>{{7*7}}\u202e"
    parent = write(story, words, State.APPROVED, name=words[:60])
    comment = write(story, words, name=words[:60], parent=parent, answers=parent, email_hash="a" * 64)
    other = write(story, words, name=words[:60], email_hash="a" * 64, held_for=[{"reason": words, "detail": words}])
    moderation.edit(other.pk, moderator, f"{words}.", words)
    moderation.reject([other.pk], moderator, words)
    screens = ["", "?state=rejected", "{pk}/", "{pk}/edit/", "{pk}/ban/", "decisions/", f"?q={words[:5]}"]
    pages = [newsroom.get(QUEUE + screen.format(pk=comment.pk)) for screen in screens]
    pages += [newsroom.get(f"{QUEUE}{other.pk}/"), newsroom.get(reverse("wagtailadmin_home"))]
    pages += [newsroom.post(f"{QUEUE}act/", {"reject": f"{comment.pk}:{comment.version}:"})]
    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200
        for tag in ("<script>alert", "<img src=x", "<svg/onload", "<b onmouseover"):
            assert tag not in html
