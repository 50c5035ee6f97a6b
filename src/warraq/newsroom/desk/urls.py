"""Addresses below /newsroom/desk/; the desk itself is the newsroom's first page."""

from django.urls import path

from . import lines, views, waiting

app_name = "desk"
urlpatterns = [
    path("version/", views.version, name="version"),
    path("choose/", views.choose, name="choose"),
    path("panel/<slug:name>/", views.panel, name="panel"),
    path("steps/<int:pk>/hold/", waiting.hold, name="hold"),
    path("lines/add/", lines.add, name="add"),
    path("lines/<int:pk>/", lines.EditLineView.as_view(), name="edit"),
    path("lines/<int:pk>/mark/", lines.mark, name="mark"),
    path("lines/<int:pk>/start/", lines.start, name="start"),
]
