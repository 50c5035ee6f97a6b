"""Addresses below /newsroom/archive/."""

from django.urls import path

from . import views

app_name = "archive"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("state/", views.examination_state, name="state"),
    path("kinds/<str:kind>/", views.KindView.as_view(), name="kind"),
    path("repair/", views.PreviewView.as_view(), name="preview"),
    path("repairs/<int:pk>/", views.RepairView.as_view(), name="repair"),
    path("repairs/<int:pk>/state/", views.repair_state, name="repair_state"),
    path("repairs/<int:pk>/undo/", views.UndoView.as_view(), name="undo"),
    path("keywords/", views.KeywordsView.as_view(), name="keywords"),
]
