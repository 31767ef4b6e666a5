"""A page may lead to any passage of a document, whether a judgement rests on it or not."""

import pytest
from django.test import Client

from terreau.portfolio.models import Document, Portfolio, TextLayer
from terreau.portfolio.services import cite

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_passage_that_a_page_leads_to_is_marked(portfolio: Portfolio, client: Client) -> None:
    document = Document.objects.create(
        portfolio=portfolio, name="note.md", kind="note", size=1, sha256="a" * 64
    )
    layer = TextLayer.objects.create(
        document=document, extractor="essai", version="1", text="Porté par la Régie du Chêne."
    )
    passage = cite(layer, 10, 27)
    address = f"/portefeuilles/{portfolio.slug}/documents/{document.sha256}/"

    asked = client.get(address, {"passage": passage.pk}).content.decode()

    assert 'id="passage-10-27"' in asked
    assert 'id="passage-' not in client.get(address).content.decode()
    assert client.get(address, {"passage": "²" * 40}).status_code == 200
