"""Addresses below /newsroom/films/."""

from django.urls import path, re_path

from . import uploads
from .again import again
from .state import state
from .strip import PosterView
from .texts import LANGUAGE, TextView

app_name = "films"
urlpatterns = [
    path("uploads/", uploads.create, name="uploads"),
    path("uploads/<uuid:number>/", uploads.upload, name="upload"),
    path("<int:pk>/state/", state, name="state"),
    path("<int:pk>/again/", again, name="again"),
    path("<int:pk>/poster/", PosterView.as_view(), name="poster"),
    re_path(rf"^(?P<pk>\d{{1,18}})/(?P<kind>\w+)/(?P<language>(?:{LANGUAGE}))/$", TextView.as_view(), name="text"),
]
