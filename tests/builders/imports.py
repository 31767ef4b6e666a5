"""An import made page by page, as a browser without a script would, the worker's part done here."""

import datetime as dt

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from terreau.accounts.models import Agent, Membership
from terreau.accounts.people import account_of
from terreau.collect.models import ImportRun
from terreau.collect.runs.stages import work
from terreau.portfolio.models import Portfolio
from tests.builders.html import ReadPage, read_page

WORKED_AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
HOME = "/portefeuilles/essai/"
COLLECT = f"{HOME}collecte/"
State = ImportRun.State

LAUREATS = (
    "N° dossier;Nom du projet;Structure;Commune;Montant voté;Année\n"
    "D-101;Le Fournil partagé;Les Mitrons;Limoges;12 500,00;2024\n"
    "D-102;Radio Vallée;Ondes claires;Tulle;8 000;2024\n"
    "D-103;;;Guéret;3 000;2024\n"
)


def with_role(name: str, role: str, portfolio: Portfolio) -> Agent:
    agent = Agent.objects.create(kind=Agent.Kind.PERSON, name=name)
    Membership.objects.create(agent=agent, role=role, scope=portfolio.access_scope)
    return agent


def signed_in(agent: Agent) -> Client:
    client = Client()
    client.force_login(account_of(agent))
    return client


def page_of(client: Client, address: str) -> ReadPage:
    answer = client.get(address)
    assert answer.status_code in {200, 422}, (address, answer.status_code, answer.headers)
    return read_page(f"http://testserver{address}", answer.content)


def drop(client: Client, *files: tuple[str, bytes], folder: str = "") -> ImportRun:
    """Begin an import and send it files, as a form without a script does."""
    begun = client.post(f"{COLLECT}nouveau/")
    run = ImportRun.objects.get(pk=int(begun.url.split("/")[4]))
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post(begun.url, {"files": sent, "folder": folder})
    assert answer.status_code == 302
    return run


def at(run: ImportRun, end: str) -> str:
    return f"{COLLECT}{run.pk}/{end}"


def let_work(run: ImportRun) -> ImportRun:
    """Do what the worker would."""
    work(run.pk, settings.MEDIA_ROOT, WORKED_AT)
    run.refresh_from_db()
    return run


def read(client: Client, run: ImportRun) -> ImportRun:
    client.post(at(run, "lire/"))
    return let_work(run)


def confirm_all(client: Client, run: ImportRun, **changes: str) -> ImportRun:
    """Confirm the columns of every table as they are proposed, but for `changes`."""
    for file in run.files.all():
        for table in file.tables.all():
            fields = {f"colonne-{one['index']}": one["field"] for one in table.mapping}
            client.post(at(run, f"colonnes/{table.pk}/"), fields | {"act": "confirm"} | changes)
    return let_work(run)


def planned(client: Client, text: str = LAUREATS, name: str = "laureats.csv") -> ImportRun:
    run = read(client, drop(client, (name, text.encode())))
    return confirm_all(client, run) if run.state == State.MAPPING else run


def applied(client: Client, text: str = LAUREATS, name: str = "laureats.csv") -> ImportRun:
    run = planned(client, text, name)
    client.post(at(run, "appliquer/"))
    return let_work(run)
