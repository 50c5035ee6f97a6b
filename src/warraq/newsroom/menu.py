"""What is left out of the newsroom's menu and first page, because it does not grow with a site."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

# They count or list every page of the site on each visit.
DO_NOT_SCALE = {"aging-pages", "page-types-usage"}


def leave_out_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in DO_NOT_SCALE]


def leave_out_counts(request: HttpRequest, items: list[Any]) -> None:
    items.clear()
