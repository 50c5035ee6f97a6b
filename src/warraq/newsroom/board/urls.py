"""Addresses below /newsroom/board/."""

from django.urls import path

from . import history, saved, views

app_name = "board"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("<id:pk>/", views.BoardView.as_view(), name="front"),
    path("<id:pk>/act/", views.ActView.as_view(), name="act"),
    path("<id:pk>/state/", views.StateView.as_view(), name="state"),
    path("<id:pk>/found/", views.FoundView.as_view(), name="found"),
    path("<id:pk>/publish/", views.PublishView.as_view(), name="publish"),
    path("<id:pk>/preview/", views.PreviewView.as_view(), name="front_preview"),
    path("<id:pk>/history/", history.HistoryView.as_view(), name="history"),
    path("<id:pk>/history/<id:number>/", history.StepView.as_view(), name="step"),
    path("<id:pk>/saved/", saved.SavedView.as_view(), name="saved"),
    path("<id:pk>/end/", saved.EndView.as_view(), name="end"),
]
