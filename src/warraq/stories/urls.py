"""Addresses of stories, authors, keywords and standard pages within an edition."""

from django.urls import path

from . import charts, views

site_patterns = [path("s/<id:pk>", views.short_link, name="short_link")]

# Before the sections, which take any word.
list_patterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<int:year>/", views.corrections),
]
edition_patterns = [
    path("authors/<str:slug>/", views.author, name="author"),
    path("charts/<id:pk>/<uuid:name>.csv", charts.table, name="chart_table"),
    path("charts/<id:pk>/<uuid:name>.png", charts.picture, name="chart_picture"),
    path("keywords/<id:pk>/", views.keyword),
    path("keywords/<id:pk>/<str:slug>/", views.keyword, name="keyword"),
    path("pages/<str:slug>/", views.standard_page, name="standard_page"),
    path("<str:section>/<id:pk>/", views.story),
    path("<str:section>/<id:pk>/<str:slug>/", views.story, name="story"),
]
