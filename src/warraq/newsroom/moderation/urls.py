"""Addresses below /newsroom/moderation/; Wagtail's own comments on drafts have the word to themselves."""

from django.urls import path

from . import one, report, views

app_name = "moderation"
urlpatterns = [
    path("", views.QueueView.as_view(), name="queue"),
    path("act/", views.ActView.as_view(), name="act"),
    path("assign/", views.AssignView.as_view(), name="assign"),
    path("undo/", views.UndoView.as_view(), name="undo"),
    path("decisions/", report.DecisionsView.as_view(), name="decisions"),
    path("decisions/results/", report.DecisionsView.as_view(results_only=True), name="decisions_results"),
    path("<int:pk>/", one.CommentView.as_view(), name="comment"),
    path("<int:pk>/edit/", one.EditView.as_view(), name="edit"),
    path("<int:pk>/ban/", one.BanView.as_view(), name="ban"),
]
