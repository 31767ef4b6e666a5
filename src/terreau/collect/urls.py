"""Addresses of imports: each state of an import has its own."""

from django.urls import path

from terreau.collect.views import columns, correcting, done, files, imports, plan, progress, quality

app_name = "collect"

COLLECT = "portefeuilles/<slug:portfolio>/collecte/"
RUN = f"{COLLECT}<int:run>/"
PROJECT = "portefeuilles/<slug:portfolio>/projets/<slug:slug>/corriger/"

urlpatterns = [
    path(COLLECT, imports.index, name="imports"),
    path(f"{COLLECT}nouveau/", imports.start, name="start"),
    path(RUN, imports.run, name="run"),
    path(f"{RUN}fichiers/", files.files, name="files"),
    path(f"{RUN}fichiers/<int:file>/retirer/", files.remove, name="remove"),
    path(f"{RUN}lire/", files.read, name="read"),
    path(f"{RUN}lecture/", progress.progress, name="progress"),
    path(f"{RUN}arreter/", progress.stop, name="stop"),
    path(f"{RUN}colonnes/", columns.columns, name="columns"),
    path(f"{RUN}colonnes/<int:table>/", columns.table, name="table"),
    path(f"{RUN}preparer/", progress.plan_again, name="plan_again"),
    path(f"{RUN}plan/", plan.plan, name="plan"),
    path(f"{RUN}repondre/", plan.respond, name="respond"),
    path(f"{RUN}repondre/le-meme/", plan.respond_same, name="respond_same"),
    path(f"{RUN}appliquer/", plan.apply, name="apply"),
    path(f"{RUN}abandonner/", imports.abandon, name="abandon"),
    path(f"{RUN}bilan/", done.done, name="done"),
    path(f"{RUN}defaire/", done.undo, name="undo"),
    path(f"{RUN}qualite/", quality.quality, name="quality"),
    path(f"{RUN}qualite/classeur.xlsx", quality.quality_workbook, name="quality_workbook"),
    path(PROJECT, correcting.correct_project, name="correct"),
    path(f"{PROJECT}<str:field>/defaire/", correcting.take_correction_back, name="take_back"),
]
