"""A text drawn again by a newer extractor: what was cited is found again, what was judged stays."""

import datetime as dt

import pytest
from django.conf import settings

from terreau.accounts.models import Agent
from terreau.collect.incoming import Held, Incoming, IncomingDocument
from terreau.collect.writing import Session, write_incoming
from terreau.portfolio.judgements import Verdict, code
from terreau.portfolio.models import Judgement, Passage, Portfolio, TextLayer
from terreau.portfolio.services import cite, new_portfolio, store_bytes
from terreau.vocabulary.models import Concept, Scheme

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
BYTES = b"the bytes of one document, whatever the version that reads them"
OLD = "Le besoin\nPersonne ne répare les vélos.\nLe besoin\nLe quartier manque d’ate-\nliers.\n"
NEW = "Le besoin\nPersonne ne répare les vélos.\fLe besoin\nLe quartier manque d’ateliers.\n"


@pytest.fixture
def portfolio(owner: Agent) -> Portfolio:
    return new_portfolio("essai", Scheme.objects.get(slug="neo-terra-2023"), name="Essai")


def drawn(portfolio: Portfolio, version: str, text: str, pages: tuple[int, ...]) -> TextLayer:
    """Bring the same document in, its text drawn by this version."""
    sha256 = store_bytes(settings.MEDIA_ROOT, BYTES)
    document = IncomingDocument(
        name="dossier.pdf",
        title="",
        kind="dossier",
        media_type="application/pdf",
        body=Held(BYTES, text),
        sha256=sha256,
        extractor="pdf",
        version=version,
        page_starts=pages,
    )
    incoming = Incoming("dossier.pdf", "pdf", (document,), (), file=sha256, is_document=True)
    report = write_incoming(Session(portfolio, NOW), incoming)
    assert (report.read, report.rejected) == (1, 0)
    return TextLayer.objects.get(document__sha256=sha256, version=version)


def judged(portfolio: Portfolio, owner: Agent, layer: TextLayer, *quotes: str) -> list[Passage]:
    project = portfolio.projects.create(slug="velo", name="Vélo")
    concept = Concept.objects.get(scheme__slug="roles", notation="aiguillon")
    passages = [
        cite(layer, start, start + len(quote))
        for quote in quotes
        if (start := layer.text.rindex(quote)) >= 0
    ]
    verdict = Verdict(owner, NOW, Judgement.Status.ACCEPTED, passages=tuple(passages))
    code(project, concept, verdict)
    return passages


def test_a_passage_keeps_its_place_in_its_own_text_and_is_found_again_in_the_new_one(
    portfolio: Portfolio, owner: Agent
) -> None:
    old = drawn(portfolio, "1", OLD, ())
    (cited,) = judged(portfolio, owner, old, "Personne ne répare les vélos.")
    new = drawn(portfolio, "2", NEW, (0, NEW.index("\f")))
    cited.refresh_from_db()
    assert old.text[cited.start : cited.end] == cited.quote
    followed = Passage.objects.get(layer=new)
    assert (followed.quote, followed.page) == (cited.quote, 1)
    assert Judgement.objects.get().passages.get() == cited


def test_words_that_stand_twice_are_told_apart_by_their_neighbours(
    portfolio: Portfolio, owner: Agent
) -> None:
    old = drawn(portfolio, "1", OLD, ())
    judged(portfolio, owner, old, "Le besoin")
    new = drawn(portfolio, "2", NEW, (0, NEW.index("\f")))
    followed = Passage.objects.get(layer=new)
    assert (followed.start, followed.page) == (NEW.rindex("Le besoin"), 2)


def test_a_quotation_that_the_new_text_lacks_is_told_and_stays_where_it_was(
    portfolio: Portfolio, owner: Agent
) -> None:
    old = drawn(portfolio, "1", OLD, ())
    judged(portfolio, owner, old, "d’ate-\nliers.")
    sha256 = old.document.sha256
    document = IncomingDocument(
        "dossier.pdf", "", "dossier", "application/pdf", Held(BYTES, NEW), sha256, "pdf", "2"
    )
    incoming = Incoming("dossier.pdf", "pdf", (document,), (), file=sha256, is_document=True)
    report = write_incoming(Session(portfolio, NOW), incoming)
    assert [one.code for one in report.warnings if one.code == "quote_not_found"]
    assert not Passage.objects.filter(layer__version="2").exists()
    assert Judgement.objects.get().passages.get().layer == old
