"""Addresses below /newsroom/reads/."""

from django.urls import path

from . import reports, views

app_name = "reads"
urlpatterns = [
    path("now/", views.NowView.as_view(), name="now"),
    path("now/results/", views.NowResultsView.as_view(), name="now_results"),
    path("stories/", reports.StoriesReport.as_view(), name="stories"),
    path("stories/results/", reports.StoriesReport.as_view(results_only=True), name="stories_results"),
    path("stories/<int:pk>/", views.StoryView.as_view(), name="story"),
    path("again/", reports.AgainReport.as_view(), name="again"),
    path("again/results/", reports.AgainReport.as_view(results_only=True), name="again_results"),
]
