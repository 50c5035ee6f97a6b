"""Addresses below /newsroom/versions/."""

from django.urls import path

from . import views
from .fix_views import FixView

app_name = "versions"
urlpatterns = [
    path("<int:pk>/fix/", FixView.as_view(), name="fix"),
    path("<int:pk>/restore/", views.restore, name="restore"),
]
