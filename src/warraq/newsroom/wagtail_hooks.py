"""Everything Warraq adds to Wagtail's newsroom, each named where it lives."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from . import menu, merging, paragraph_directions, pasting, records, rich_text, starting
from .archive import hooks as archive
from .board import hooks as board
from .breaking import hooks as breaking
from .checks import hooks as checks
from .corrections import hooks as corrections
from .desk import hooks as desk
from .dossiers import hooks as dossiers
from .dossiers.filing import FileBulkAction
from .embargo import hooks as embargo
from .explorer import NewsroomPageViewSet
from .films import hooks as films
from .foresight import hooks as foresight
from .kept import hooks as kept
from .letters import show_cleaned_letters
from .listings import LISTINGS
from .maps import hooks as maps
from .moderation import hooks as moderation
from .moderation import records as moderation_records
from .notices import hooks as notices
from .notices.account import leave_to_notices
from .outside import hooks as outside
from .pictures import hooks as pictures
from .pictures.bulk import IN_PLACE_OF_WAGTAILS
from .pictures.captions import CaptionBulkAction
from .prints import hooks as prints
from .privacy import hooks as privacy
from .reach import hooks as reach
from .readership import hooks as readership
from .refreshes import hooks as refreshes
from .refusals import REFUSED, PublishComplete, RefusedFormatter
from .removals import hooks as removals
from .rights import hooks as rights
from .sharing import hooks as sharing
from .suggestions import hooks as suggestions
from .trail import hooks as trail
from .versions import hooks as versions
from .workflow import hooks as workflow

records.register()
leave_to_notices()
moderation_records.register()

hooks.register("insert_global_admin_js", starting.script)
# After Wagtail's own, so that links to pages are ours.
hooks.register("register_rich_text_features", rich_text.register, order=10)
hooks.register("register_rich_text_features", paragraph_directions.register, order=10)
hooks.register("insert_editor_js", paragraph_directions.script)
hooks.register("insert_global_admin_css", paragraph_directions.sheet)
hooks.register("insert_editor_js", pasting.script)
hooks.register("insert_global_admin_css", pasting.sheet)
hooks.register("construct_reports_menu", menu.leave_out_reports)
# After Wagtail and its packages have put their counts in.
hooks.register("construct_homepage_summary_items", menu.leave_out_counts, order=100)
hooks.register("register_snippet_listing_buttons", merging.merge_button)
hooks.register("register_admin_urls", refreshes.admin_urls)
hooks.register("register_reports_menu_item", refreshes.menu_item)
hooks.register("register_page_header_buttons", refreshes.header_button)
hooks.register("insert_global_admin_js", refreshes.script)
hooks.register("register_admin_urls", readership.admin_urls)
hooks.register("register_reports_menu_item", readership.now_item)
hooks.register("register_reports_menu_item", readership.stories_item)
hooks.register("register_reports_menu_item", readership.again_item)
hooks.register("register_page_header_buttons", readership.header_button)
hooks.register("register_icons", readership.icons)
hooks.register("insert_global_admin_css", readership.sheet)
hooks.register("register_admin_urls", maps.admin_urls)
hooks.register("register_page_header_buttons", maps.header_button)
hooks.register("insert_editor_js", maps.script)
hooks.register("register_admin_urls", films.admin_urls)
hooks.register("insert_editor_js", films.script)
hooks.register("insert_global_admin_css", films.sheet)
hooks.register("register_admin_urls", prints.admin_urls)
hooks.register("register_page_header_buttons", prints.header_button)
hooks.register("register_admin_urls", archive.admin_urls)
hooks.register("register_reports_menu_item", archive.menu_item)
hooks.register("register_log_actions", archive.log_actions)
hooks.register("register_admin_urls", board.admin_urls)
hooks.register("register_admin_menu_item", board.menu_item)
hooks.register("register_page_header_buttons", board.header_button)
hooks.register("register_permissions", board.rights)
hooks.register("register_admin_urls", moderation.admin_urls)
hooks.register("register_admin_menu_item", moderation.menu_item)
hooks.register("register_reports_menu_item", moderation.report_menu_item)
hooks.register("insert_global_admin_css", moderation.sheet)
hooks.register("register_page_header_buttons", moderation.header_button)
hooks.register("register_admin_urls", corrections.admin_urls)
hooks.register("register_reports_menu_item", corrections.menu_item)
hooks.register("register_admin_urls", desk.admin_urls)
hooks.register("insert_global_admin_css", desk.sheet)
hooks.register("register_admin_urls", dossiers.admin_urls)
hooks.register("register_admin_menu_item", dossiers.menu_item)
hooks.register("insert_global_admin_js", dossiers.script)
hooks.register("register_bulk_action", FileBulkAction)
hooks.register("register_admin_urls", embargo.admin_urls)
hooks.register("register_reports_menu_item", embargo.menu_item)
hooks.register("register_page_header_buttons", embargo.header_button)
hooks.register("register_icons", embargo.icons)
hooks.register("register_log_actions", embargo.log_actions)
# After all others: its answer is the last word.
hooks.register("after_publish_page", embargo.tell_that_it_waits, order=100)
hooks.register("register_admin_urls", checks.admin_urls)
hooks.register("register_settings_menu_item", checks.menu_item)
hooks.register("insert_editor_js", checks.script)
hooks.register("insert_global_admin_js", checks.shortcuts)
hooks.register("insert_global_admin_css", checks.sheet)
hooks.register("register_admin_urls", kept.admin_urls)
hooks.register("insert_global_admin_js", kept.script)
hooks.register("insert_global_admin_css", kept.sheet)
hooks.register("insert_editor_js", kept.editor_script)
for moment in ("after_create_page", "after_edit_page", "after_publish_page"):
    hooks.register(moment, kept.note_saved)
    hooks.register(moment, checks.note_override)
hooks.register("register_admin_urls", foresight.admin_urls)
hooks.register("register_admin_urls", breaking.admin_urls)
hooks.register("register_admin_menu_item", breaking.menu_item)
hooks.register("register_reports_menu_item", foresight.menu_item)
hooks.register("register_admin_urls", suggestions.admin_urls)
hooks.register("insert_editor_js", suggestions.script)
hooks.register("after_publish_page", suggestions.warn_of_lookalikes)
hooks.register("register_admin_urls", sharing.admin_urls)
hooks.register("register_admin_urls", rights.admin_urls)
hooks.register("register_reports_menu_item", rights.menu_item)
# The earlier of two addresses stands; Wagtail's own have the order 0.
hooks.register("register_admin_urls", pictures.in_place_of_wagtails, order=-1)
hooks.register("register_admin_urls", pictures.admin_urls)
hooks.register("register_reports_menu_item", pictures.menu_item)
hooks.register("insert_global_admin_css", pictures.sheet)
hooks.register("register_bulk_action", CaptionBulkAction)
for action in IN_PLACE_OF_WAGTAILS:
    hooks.register("register_bulk_action", action, order=10)
hooks.register("register_admin_urls", trail.admin_urls)
hooks.register("register_reports_menu_item", trail.menu_item)
hooks.register("register_admin_urls", privacy.admin_urls)
hooks.register("register_reports_menu_item", privacy.menu_item)
hooks.register("register_log_actions", workflow.log_actions)
hooks.register("register_admin_urls", outside.admin_urls)
hooks.register("register_log_actions", outside.log_actions)
hooks.register("register_permissions", outside.permissions)
hooks.register("register_page_header_buttons", outside.header_button)
hooks.register("insert_global_admin_css", outside.sheet)
hooks.register("register_admin_urls", versions.admin_urls)
hooks.register("register_log_actions", versions.log_actions)
hooks.register("insert_global_admin_css", versions.sheet)
hooks.register("before_edit_page", versions.tell_what_is_out)
hooks.register("register_admin_urls", workflow.admin_urls)
hooks.register("register_settings_menu_item", workflow.settings_item)
hooks.register("before_edit_page", workflow.tell_who_has_it)
hooks.register("insert_editor_js", workflow.script)
hooks.register("register_admin_urls", reach.admin_urls)
hooks.register("register_settings_menu_item", reach.settings_item)
hooks.register("register_admin_urls", notices.admin_urls)
hooks.register("register_admin_menu_item", notices.menu_item)
hooks.register("register_account_menu_item", notices.account_item)
hooks.register("insert_global_admin_js", notices.script)
hooks.register("insert_global_admin_css", notices.sheet)
hooks.register("before_unpublish_page", removals.take_leave)
hooks.register("before_delete_page", removals.take_leave)
hooks.register("after_delete_page", removals.write_farewell)
# The later of two bulk actions of one name stands; Wagtail's own has the order 0.
hooks.register("register_bulk_action", PublishComplete, order=10)


@hooks.register("register_admin_viewset")
def flat_listings() -> list[Any]:
    return [listing() for listing in LISTINGS]


# After Wagtail's own for the same pages.
@hooks.register("register_admin_viewset", order=10)
def explorer() -> NewsroomPageViewSet:
    return NewsroomPageViewSet()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(REFUSED)(RefusedFormatter)


# A published page is read again before `after_edit_page` and no longer knows what was cleaned.
@hooks.register("before_publish_page")
@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_of_cleaned_letters(request: HttpRequest, page: Any) -> None:
    show_cleaned_letters(request, page)


@hooks.register("insert_global_admin_css")
def own_sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/newsroom.css"))
