"""Evidence never goes with something else's deletion, by whichever way that is asked for."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from terreau.accounts.models import Agent
from terreau.identify.deciding import decide_bodies, decide_place, say_nature
from terreau.identify.desk.model import Answer
from terreau.identify.keys import bodies_key, location_key
from terreau.portfolio.models import Document, Judgement, Place, Portfolio, Project, TextLayer
from terreau.portfolio.models.immutable import ImmutableModel, ImmutableRow
from terreau.portfolio.values import correct
from tests.db.conftest import NOW

pytestmark = pytest.mark.django_db
EVIDENCE = [
    one for one in apps.get_app_config("portfolio").get_models() if issubclass(one, ImmutableModel)
]


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in EVIDENCE}


@pytest.mark.parametrize("kind", [Project, Document, Portfolio])
def test_what_evidence_is_about_cannot_be_deleted(example: Portfolio, kind: type) -> None:
    before = counts()
    with pytest.raises(ProtectedError):
        kind.objects.order_by("pk").first().delete()
    with pytest.raises(ProtectedError):
        kind.objects.all().delete()
    assert counts() == before


def test_a_document_that_nothing_cites_keeps_its_text(example: Portfolio) -> None:
    document = Document.objects.create(portfolio=example, name="n", kind="note", size=1)
    TextLayer.objects.create(document=document, extractor="essai", version="1", text="Un texte.")
    with pytest.raises(ProtectedError):
        document.delete()


@pytest.fixture
def evidence(example: Portfolio, owner: Agent) -> Portfolio:
    """The example, with a row of every kind of evidence: a person has judged of everything."""
    project = example.projects.first()
    correct(project, "title", "Un titre corrigé", owner, NOW)
    one, other = example.organisations.order_by("pk")[:2]
    decide_bodies(example, bodies_key(one.pk, other.pk), Answer.UNSURE, owner, NOW)
    say_nature(one, "association", owner, NOW)
    Place.objects.create(project=project, relation="action", words="par ici")
    decide_place(example, location_key(project.pk, "action", "par ici"), None, owner, NOW)
    return example


@pytest.mark.parametrize("model", EVIDENCE)
def test_every_way_to_change_a_row_is_refused(evidence: Portfolio, model: type) -> None:
    row = model.objects.order_by("pk").first()
    assert row is not None
    copy = model(**{field.attname: getattr(row, field.attname) for field in model._meta.fields})
    changes = {
        "save": row.save,
        "save of some fields": lambda: row.save(update_fields=["id"]),
        "delete": row.delete,
        "update": lambda: model.objects.update(id=row.pk),
        "delete of several": lambda: model.objects.filter(pk=row.pk).delete(),
        "update of several": lambda: model.objects.bulk_update([row], ["id"]),
        "insert or replace": lambda: model.objects.bulk_create(
            [copy], update_conflicts=True, update_fields=["id"], unique_fields=["id"]
        ),
    }
    let_through = []
    for name, change in changes.items():
        try:
            change()
        except ImmutableRow:
            continue
        let_through.append(name)
    assert let_through == []


@pytest.mark.parametrize("model", EVIDENCE)
def test_no_immutable_row_hangs_on_a_row_whose_deletion_takes_it_along(model: type) -> None:
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete is models.PROTECT, field.name


def test_a_judgement_always_has_what_it_judges(example: Portfolio) -> None:
    bare = Judgement.objects.filter(coding__isnull=True, statement__isnull=True)
    assert Judgement.objects.count() > 36
    assert not bare.exists()
