"""Who may hold a page back, and who may let it go earlier than was promised."""

from typing import Any

from warraq.stories.models import NumberedPage

SETS, SHORTENS = "stories.add_embargo", "stories.change_embargo"


def may_set(user: Any, page: Any) -> bool:
    """Whoever may edit the page and has the right: holding back harms nobody."""
    return is_for(page) and user.has_perm(SETS) and page.permissions_for_user(user).can_edit()


def may_shorten(user: Any, page: Any) -> bool:
    """Letting a page go earlier may publish it, so that takes both rights."""
    return is_for(page) and user.has_perm(SHORTENS) and page.permissions_for_user(user).can_unschedule()


def may_list(user: Any) -> bool:
    return user.has_perm(SETS) or user.has_perm(SHORTENS)


def is_for(page: Any) -> bool:
    """Stories, dossiers, albums, videos and maps; an alias has the embargo of its original."""
    return issubclass(page.specific_class or type(page), NumberedPage) and not page.alias_of_id
