"""Addresses of the public site: every state of a page has its own."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from terreau.explore import views

app_name = "explore"


class Sha256Converter(StringConverter):
    """The SHA-256 of a document, in hexadecimal."""

    regex = "[0-9a-f]{64}"


register_converter(Sha256Converter, "sha256")

urlpatterns = [
    path("", views.start, name="start"),
    path("portefeuilles/<slug:portfolio>/", views.home, name="home"),
    path("portefeuilles/<slug:portfolio>/ambitions/<path:notation>/", views.sheet, name="sheet"),
    path(
        "portefeuilles/<slug:portfolio>/ambitions/<path:notation>/fiche.<str:extension>",
        views.sheet_file,
        name="sheet_file",
    ),
    path("portefeuilles/<slug:portfolio>/projets/", views.projects, name="projects"),
    path("portefeuilles/<slug:portfolio>/projets/<slug:slug>/", views.project, name="project"),
    path("portefeuilles/<slug:portfolio>/acteurs/", views.actors, name="actors"),
    path("portefeuilles/<slug:portfolio>/acteurs/<slug:slug>/", views.actor, name="actor"),
    path(
        "portefeuilles/<slug:portfolio>/documents/<sha256:sha256>/", views.document, name="document"
    ),
    path(
        "portefeuilles/<slug:portfolio>/documents/<sha256:sha256>/original",
        views.original,
        name="original",
    ),
]
