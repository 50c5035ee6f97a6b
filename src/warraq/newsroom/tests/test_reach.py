"""Rights by section and form, on every road."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from warraq import testing
from warraq.audit.models import Entry
from warraq.newsroom.models import Limit
from warraq.newsroom.reach.levels import Level, standing_of
from warraq.newsroom.roles import Role
from warraq.newsroom.workflow import queries
from warraq.people.models import User
from warraq.stories.models import StoryPage

from .forms import create, press, story_form

pytestmark = pytest.mark.django_db


def again(user):
    """The same person in the next request."""
    return User.objects.get(pk=user.pk)


def limit(holder, *forms, sections=()):
    owner = {"group": holder} if isinstance(holder, Group) else {"user": holder}
    made = Limit.objects.create(forms=list(forms), **owner)
    made.sections.set(sections)


def rights(page, user):
    return Page.objects.get(pk=page.pk).permissions_for_user(again(user))


@pytest.fixture
def opinion_editor(db):
    """Writes and publishes opinion, in all sections, by a role of the site's own."""
    group = Group.objects.create(name="محرر الرأي")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=right)
    limit(group, "opinion")
    user = testing.make_user("opinion")
    user.groups.add(group)
    return user


@pytest.fixture
def economist(db, section):
    """A section editor who is limited, in person, to one section."""
    user = testing.make_user("economist", Role.SECTION_EDITOR)
    limit(user, sections=[testing.make_section("اقتصاد", "economy")])
    return user


def test_a_role_limited_to_a_form_reaches_that_form_in_every_section(opinion_editor, section):
    opinion, news = testing.make_story(section, form="opinion"), testing.make_story(section, "خبر")
    assert rights(opinion, opinion_editor).can_edit()
    assert rights(opinion, opinion_editor).can_publish()
    for answer in ("can_edit", "can_publish", "can_unpublish", "can_delete", "can_copy", "can_lock"):
        assert not getattr(rights(news, opinion_editor), answer)(), answer


def test_a_section_is_a_place_to_write_in_and_no_more(opinion_editor, section):
    asked = rights(section, opinion_editor)
    assert asked.can_add_subpage()
    assert asked.can_publish_subpage()
    assert not any((asked.can_edit(), asked.can_publish(), asked.can_unpublish(), asked.can_delete()))


def test_pages_without_a_form_are_out_of_reach_of_who_is_limited_to_forms(opinion_editor):
    assert not rights(testing.make_dossier(), opinion_editor).can_edit()
    assert not rights(testing.make_front(), opinion_editor).can_edit()


def test_a_person_limited_to_a_section_does_nothing_elsewhere(economist, section):
    home = testing.make_story(testing.make_section("اقتصاد", "economy"), "سوق")
    away = testing.make_story(section, "خبر")
    assert rights(home, economist).can_publish()
    assert not rights(away, economist).can_edit()
    assert not rights(away, economist).can_publish()
    assert not rights(section, economist).can_add_subpage()
    assert not rights(home, economist).can_move_to(section)


def test_a_draft_of_another_form_counts_with_both(opinion_editor, section):
    story = testing.make_story(section, form="opinion")
    story.form = "news"
    story.save_revision()
    assert not rights(story, opinion_editor).can_publish()


def test_the_editor_refuses_another_form_and_keeps_the_text(client, opinion_editor, section):
    client.force_login(opinion_editor)
    response = create(client, section, "action-publish", story_form("خبر عاجل"))
    assert "صلاحياتك لا تشمل" in response.content.decode()
    assert "خبر عاجل" in response.content.decode()
    assert not StoryPage.objects.filter(title="خبر عاجل").exists()
    create(client, section, "action-publish", story_form("رأي في المد", form="opinion"))
    assert StoryPage.objects.get(title="رأي في المد").live


def test_an_opinion_is_not_turned_into_news_and_published(client, opinion_editor, section):
    story = testing.make_story(section, form="opinion")
    client.force_login(opinion_editor)
    press(client, story, "action-publish", story_form("تحوّل"))
    assert StoryPage.objects.get(pk=story.pk).form == "opinion"


def test_who_may_write_every_form_publishes_only_their_own(client, opinion_editor, section):
    opinion_editor.groups.add(Role.REPORTER.group())
    client.force_login(opinion_editor)
    response = create(client, section, "action-publish", story_form("خبر"))
    assert "لا تملك حق نشر" in response.content.decode()
    create(client, section, "", story_form("خبر"))
    assert StoryPage.objects.filter(title="خبر", live=False).exists()


def test_bulk_publishing_leaves_other_forms_alone(client, opinion_editor, section):
    drafts = [testing.make_draft(section, form, form=form) for form in ("opinion", "news")]
    client.force_login(opinion_editor)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(url + "?" + "&".join(f"id={page.pk}" for page in drafts))
    live = {page.title for page in StoryPage.objects.filter(live=True)}
    assert live == {"opinion"}


@pytest.mark.parametrize("road", ["unpublish", "delete", "copy", "move"])
def test_addresses_of_another_form_are_refused(client, opinion_editor, section, road):
    story = testing.make_story(section, "خبر")
    client.force_login(opinion_editor)
    assert client.post(reverse(f"wagtailadmin_pages:{road}", args=[story.pk])).status_code in (302, 403)
    kept = StoryPage.objects.get()
    assert kept.live
    assert kept.section == section


def test_moving_into_a_section_out_of_reach_is_refused(client, economist, section):
    story = testing.make_story(testing.make_section("اقتصاد", "economy"), "سوق")
    client.force_login(economist)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[story.pk, section.pk]))
    assert StoryPage.objects.get(pk=story.pk).section.slug == "economy"


def test_an_approval_is_bound_to_sections_and_forms(economist, section, reporter):
    away, home = section, testing.make_section("اقتصاد", "economy")
    steps = {}
    for place in (away, home):
        story = testing.make_draft(place, place.title, owner=reporter)
        story.get_workflow().start(story, reporter)
        steps[place.slug] = queries.step_of(story)
        may = bool(story.current_workflow_task.get_actions(story, again(economist)))
        assert may == (place == home)
    assert list(queries.waiting_for(again(economist))) == [steps["economy"]]


def test_somebody_without_limits_costs_one_question_more_for_any_number_of_pages(
    section, reporter, django_assert_max_num_queries
):
    pages = [testing.make_draft(section, str(number)) for number in range(5)]
    reporter = again(reporter)
    pages = list(Page.objects.filter(pk__in=[page.pk for page in pages]))
    with django_assert_max_num_queries(5):
        assert [page.permissions_for_user(reporter).can_publish() for page in pages] == [False] * 5


# --- the screen ---


@pytest.fixture
def proven(newsroom):
    """The editor-in-chief, who has typed the password just now."""
    testing.prove(newsroom)
    return newsroom


def test_the_screen_says_in_arabic_what_each_role_may_do(newsroom, opinion_editor, economist):
    html = newsroom.get(reverse("reach:index")).content.decode()
    for words in ("محرر الرأي", "رأي", "يكتب ويحرّر وينشر", "الموقع كله", "economist", "اقتصاد", "مراجعة المحرر"):
        assert words in html, words


def test_a_role_is_narrowed_to_a_section_and_a_form(proven, section, reporter):
    group = Role.REPORTER.group()
    data = {"level": "writes", "sections": [section.pk], "forms": ["news", "report"]}
    assert proven.post(reverse("reach:role", args=[group.pk]), data).status_code == 302
    standing = standing_of(group)
    assert (standing.level, [place.pk for place in standing.sections]) == (Level.WRITES, [section.pk])
    assert rights(testing.make_draft(section), reporter).can_edit()
    assert not rights(testing.make_draft(section, form="opinion"), reporter).can_edit()
    assert not rights(testing.make_draft(testing.make_section("ثقافة", "culture")), reporter).can_edit()
    assert '"writes"' in Entry.objects.get(action="auth.reach_changed").data


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_saving_what_is_shown_changes_nothing(proven, role):
    group = role.group()

    def all_rights():
        own = set(group.permissions.values_list("codename", flat=True))
        return own, set(group.page_permissions.values_list("page", "permission__codename"))

    before, url = all_rights(), reverse("reach:role", args=[group.pk])
    form = proven.get(url).context["form"]
    proven.post(url, {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()})
    assert all_rights() == before


def test_a_power_is_given_and_taken(proven):
    group = Role.SECTION_EDITOR.group()
    url = reverse("reach:role", args=[group.pk])
    power = Permission.objects.get(content_type__app_label="audit", codename="view_entry")
    proven.post(url, {"level": "publishes", "powers": [power.pk]})
    assert group.permissions.filter(pk=power.pk).exists()
    assert not group.permissions.filter(codename="moderate_comment").exists()
    assert group.permissions.filter(codename="access_admin").exists()
    stranger = Permission.objects.get(codename="delete_user")
    assert proven.post(url, {"level": "publishes", "powers": [stranger.pk]}).status_code == 200
    assert not group.permissions.filter(pk=stranger.pk).exists()


def test_a_person_is_limited_and_set_free(proven, section, reporter):
    url = reverse("reach:person", args=[reporter.pk])
    proven.post(url, {"sections": [section.pk], "forms": ["opinion"]})
    limited = Limit.objects.get(user=reporter)
    assert (limited.forms, list(limited.sections.all())) == (["opinion"], [section])
    assert proven.post(url, {"forms": ["poem"]}).status_code == 200
    proven.post(url, {})
    assert not Limit.objects.exists()


def test_rights_want_a_fresh_proof(newsroom, reporter):
    url = reverse("reach:person", args=[reporter.pk])
    assert "reauthenticate" in newsroom.post(url, {"forms": ["opinion"]}).url
    assert not Limit.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR_IN_CHIEF, Role.OPERATOR)])
def test_others_neither_see_nor_set_rights(client, role, reporter):
    client.force_login(testing.make_user("someone", role))
    testing.prove(client)
    urls = ["index"], ["role", Role.REPORTER.group().pk], ["person", reporter.pk]
    for name, *args in urls:
        url = reverse(f"reach:{name}", args=args)
        assert {client.get(url).status_code, client.post(url, {"forms": ["news"]}).status_code} <= {302, 403, 405}
    assert not Limit.objects.exists()
