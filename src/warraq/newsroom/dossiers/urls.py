"""Addresses below /newsroom/dossier-desk/."""

from django.urls import path

from . import views
from .timeline import TimelineView

app_name = "dossier_desk"
urlpatterns = [
    path("", views.DossierDeskView.as_view(), name="index"),
    path("<int:pk>/reviewed/", views.reviewed, name="reviewed"),
    path("<int:pk>/take/", views.take, name="take"),
    path("<int:pk>/timeline/", TimelineView.as_view(), name="timeline"),
    path("<int:pk>/timeline/<int:story>/", TimelineView.as_view(), name="event"),
]
