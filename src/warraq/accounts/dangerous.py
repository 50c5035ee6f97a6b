"""Acts before which one shows once more who one is: whoever sits down at an unlocked computer cannot do them."""

from django.urls import ResolverMatch

# Views by their full name, or by all of a namespace.
NAMESPACES = {
    "wagtailusers_users": "accounts",
    "wagtailusers_groups": "rights of roles",
    "wagtailsites": "host names of the site",
    "reach": "rights of roles and people",
}
VIEWS = {
    "audit_trail:lines": "what everybody has done, to take along",
    "accounts:reset_factor": "opens an account to its password alone",
}
# Looked at often, and nothing is changed there.
HARMLESS = {"wagtailusers_users:index", "wagtailusers_users:index_results"}
HARMLESS |= {"wagtailusers_groups:index", "wagtailusers_groups:index_results", "reach:index"}
BULK = {"delete", "assign_role", "set_active_state"}


def is_dangerous(match: ResolverMatch) -> bool:
    """Does the view of this address need a fresh proof?"""
    if match.view_name == "wagtail_bulk_action":
        return match.kwargs.get("action") in BULK
    if match.view_name in HARMLESS:
        return False
    return match.view_name in VIEWS or bool(NAMESPACES.keys() & match.namespaces)
