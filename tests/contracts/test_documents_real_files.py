"""Real documents of administrations, checked against what a person sees on their pages."""

from pathlib import Path

import pytest

from terreau.collect.readers.documents import DocumentText, read_document


@pytest.fixture
def read(test_data: Path):
    def reading(name: str) -> DocumentText:
        return read_document((test_data / "documents-fr" / name).read_bytes(), name)

    return reading


def page(document: DocumentText, number: int) -> str:
    ends = (*document.page_starts[1:], len(document.text))
    return document.text[document.page_starts[number - 1] : ends[number - 1]]


def test_the_form_of_a_financial_account(read) -> None:
    document = read("cerfa_15059-02_compte_rendu_financier_subvention.pdf")
    assert len(document.page_starts) == 4
    assert (
        "Ce compte-rendu est à retourner à l'autorité administrative qui a versé la subvention "
        "dans les 6 mois suivant la fin de l’exercice au cours duquel la subvention a été "
        "accordée.\n"
    ) in page(document, 1)
    assert "2. un tableau de données chiffrées\n" in page(document, 1)
    assert ("CHARGES\tPrévision\tRéalisation\t%\tPRODUITS\tPrévision\tRéalisation\t%\n") in page(
        document, 3
    )
    assert "\t70 – Vente de marchandises, produits finis, prestations de services\t" in page(
        document, 3
    )


def test_the_grid_of_a_programme(read) -> None:
    document = read("grille_eligibilite_programme.pdf")
    assert document.text.startswith("Grille d’éligibilité au programme beta.gouv.fr\n")
    assert "Mentors beta.gouv.fr associé·e·s à l’investigation" in page(document, 1)
    assert "0\t1\t2\t3\t4\t5\t6\t7\t8\t9\t10\n" in page(document, 1)
    assert page(document, 3).startswith("Complétude de l’investigation\n")
    assert "Conclusion\nAvis équipe beta.gouv.fr" in page(document, 3)


def test_the_slides_of_a_yearly_report(read) -> None:
    document = read("bilan_2023.pdf")
    assert document.title == "Bilan 2023 beta.gouv.fr"
    assert len(document.page_starts) == 37
    assert "PROGRAMME BETA.GOUV.FR\nLe programme beta.gouv.fr est un programme" in page(document, 2)
    assert "Nombre de produits accompagnés par le FAST" in page(document, 15)
    # Two panels side by side: the one on the left first.
    left, right = "Un programme interministériel", "LA MISSION"
    assert page(document, 5).index(left) < page(document, 5).index(right)


@pytest.mark.parametrize(
    ("name", "words", "pages"),
    [
        ("fiche_produit_innovation.docx", "Quelle est votre solution potentielle ?", 3),
        ("engagement_sponsor_investigation.docx", "beta.gouv.fr", None),
        ("qualcoder_ID1.docx", "", None),
        ("qualcoder_ID2.odt", "", None),
    ],
)
def test_office_documents(read, name: str, words: str, pages: int | None) -> None:
    document = read(name)
    assert words in document.text.replace("\u00a0", " ")
    assert len(document.text) > 300
    if pages is not None:
        assert len(document.page_starts) == pages
