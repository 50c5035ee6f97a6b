"""Addresses below /newsroom/suggestions/."""

from django.urls import path

from . import views

app_name = "suggestions"
urlpatterns = [
    path("", views.index, name="index"),
    path("keyword/", views.keyword, name="keyword"),
    path("<int:pk>/", views.SavedView.as_view(), name="saved"),
]
