"""Addresses of fronts, archives and of the pages whose first word is a kind."""

from django.urls import path

from warraq.fieldmaps import views as maps

from . import views

edition_patterns = [
    path("", views.home, name="home"),
    path("dossiers/", views.dossier_index),
    path("dossiers/<id:pk>/", views.dossier),
    path("dossiers/<id:pk>/<str:slug>/", views.dossier, name="dossier"),
    path("albums/", views.album_index),
    path("albums/<id:pk>/", views.album),
    path("albums/<id:pk>/<str:slug>/", views.album, name="album"),
    path("videos/", views.video_index),
    path("videos/<id:pk>/", views.video),
    path("videos/<id:pk>/<str:slug>/", views.video, name="video"),
    path("maps/", views.map_index),
    path("maps/<id:pk>/", maps.fieldmap),
    path("maps/<id:pk>/map.png", maps.picture, name="map_picture"),
    path("maps/<id:pk>/<str:slug>/", maps.fieldmap, name="fieldmap"),
    path("embed/maps/<id:pk>/", maps.framed, name="framed_map"),
    path("<str:slug>/", views.section, name="section"),
    path("<str:slug>/archive/<int:year>/<int:month>/", views.archive, name="archive"),
]
