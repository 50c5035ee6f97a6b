"""The address of the newsroom's first page. Before Wagtail's own, under which it cannot be put by a hook."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from .views import DeskView

urlpatterns = [path("", never_cache(require_admin_access(DeskView.as_view())))]
