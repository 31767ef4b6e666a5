"""Addresses of the desk: each question, each list and each state has its own."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from terreau.identify.desk.model import Asked
from terreau.identify.views import cases, desk, history, sure

app_name = "identify"


class AskedConverter(StringConverter):
    """One of the three questions of the desk."""

    regex = "|".join(Asked)


class CaseConverter(StringConverter):
    """The end of a key, with hyphens: « 12-40 », « 7-seat-0f3a… »."""

    regex = "[0-9]+(?:-[0-9a-z]+)*"


register_converter(AskedConverter, "asked")
register_converter(CaseConverter, "case")

DESK = "portefeuilles/<slug:portfolio>/identification/"

urlpatterns = [
    path(DESK, desk.desk, name="desk"),
    path(f"{DESK}chercher/", desk.search, name="search"),
    path(f"{DESK}recherche/", desk.searching, name="searching"),
    path(f"{DESK}defaire/", history.undo, name="undo"),
    path(f"{DESK}defaire/ensemble/", history.undo_together, name="undo_together"),
    path(f"{DESK}reponses/", history.history, name="history"),
    path(f"{DESK}tres-sures/", sure.sure, name="sure"),
    path(f"{DESK}<asked:asked>/", cases.queue, name="queue"),
    path(f"{DESK}<asked:asked>/<case:case>/", cases.case, name="case"),
]
