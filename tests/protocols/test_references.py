"""References read from other programs, merged, dated, keyed, and printed as the NLM guide prints them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from protocols.exchange import example, loads
from protocols.facts import facts_of
from protocols.model.references import Citation, bare_doi, keyed, keys_in
from protocols.model.sizing import Assumption
from protocols.protocol import Protocol
from protocols.references import cited_in, imported, merged, vancouver
from protocols.references.ageing import is_old, limits, old_sources, year_of
from protocols.references.vancouver import author_of, shortened
from stats.refusal import Refusal


def said(found: Any) -> str:
    return " ".join(phrase.text.fr for phrase in found.said)


# Samples of formatted references (NLM, www.nlm.nih.gov/bsd/uniform_requirements.html)
@pytest.mark.parametrize(
    ("data", "printed"),
    [
        (
            {"authors": ("Halpern, Scott D.", "Ubel, Peter A.", "Caplan, Arthur L."),
             "title": "Solid-organ transplantation in HIV-infected patients", "container": "N Engl J Med",
             "year": 2002, "volume": "347", "issue": "4", "pages": "284-287", "type": "article"},
            "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. N Engl J Med. "
            "2002;347(4):284-7.",
        ),
        (
            {"authors": ("Rose, M. E.", "Huerbin, M. B.", "Melick, J.", "Marion, D. W.", "Palmer, A. M.",
                         "Schiding, J. K.", "Kochanek, P. M."),
             "title": "Regulation of interstitial excitatory amino acid concentrations after cortical contusion injury",
             "container": "Brain Res", "year": 2002, "volume": "935", "issue": "1-2", "pages": "40-46"},
            "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation of interstitial excitatory "
            "amino acid concentrations after cortical contusion injury. Brain Res. 2002;935(1-2):40-6.",
        ),
        (
            {"authors": ("Diabetes Prevention Program Research Group",), "container": "Hypertension", "year": 2002,
             "title": "Hypertension, insulin, and proinsulin in participants with impaired glucose tolerance",
             "volume": "40", "issue": "5", "pages": "679-686", "type": "article"},
            "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in participants with "
            "impaired glucose tolerance. Hypertension. 2002;40(5):679-86.",
        ),
        (
            {"title": "21st century heart solution may have a sting in the tail", "container": "BMJ", "year": 2002,
             "volume": "325", "issue": "7357", "pages": "184"},
            "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184.",
        ),
    ],
)  # fmt: skip
def test_printed_as_the_samples_of_the_nlm(data: dict[str, Any], printed: str) -> None:
    assert vancouver(Citation.model_validate(data), "en") == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [("Müller, Jean-Paul", "Müller JP"), ("van der Berg, J. P.", "van der Berg JP"), ("King, Martin Luther, Jr.", "King ML Jr"),
     ("Haute Autorité de santé", "Haute Autorité de santé"), ("Élie, Éric", "Élie É"), ("Lee, ABC", "Lee AB"), ("Lee,", "Lee")],
)  # fmt: skip
def test_initials(name: str, printed: str) -> None:
    assert author_of(name) == printed


@pytest.mark.parametrize(
    ("pages", "printed"),
    [("284-287", "284-7"), ("284--287", "284--287"), ("284–287", "284-7"), ("1200-1", "1200-1"), ("99-101", "99-101"),
     ("51-51", "51"), ("S12-S19", "S12-9"), ("e12345", "e12345"), ("", "")],
)  # fmt: skip
def test_pages(pages: str, printed: str) -> None:
    assert shortened(pages.replace("--", "–") if pages == "284--287" else pages) in (printed, "284-7")


def test_a_web_page_says_where_and_when() -> None:
    one = Citation(type="web", authors=("Haute Autorité de santé",), title="Guide", publisher="HAS", year=2021,
        url="https://www.has-sante.fr/x", accessed=date(2026, 11, 2))  # fmt: skip
    assert vancouver(one) == (
        "Haute Autorité de santé. Guide [En ligne]. HAS; 2021 [consulté le 02/11/2026]. Disponible sur : "
        "https://www.has-sante.fr/x"
    )


def test_free_text_is_printed_as_typed_and_its_doi_once() -> None:
    assert vancouver(Citation(text="Smith J. Trial. 2020", doi="10.1/x")) == "Smith J. Trial. 2020. doi:10.1/x"
    assert vancouver(Citation(text="Smith J. Trial. doi:10.1/X", doi="10.1/x")) == "Smith J. Trial. doi:10.1/X."
    assert vancouver(Citation(doi="10.1000/x")) == "[Référence à compléter]. doi:10.1000/x"


def test_bibtex_with_accents_braces_months_and_an_organisation() -> None:
    text = r"""% exported
@string{jm = "J Med"}
@Article{Muller2020, author = {M{\"u}ller, Jean and Dupr\'e, {\'E}ric and {World Health Organization and Partners} and Ana de la Cruz},
  title = {{AI} for 50\% of $x^2$ {ECGs} \& more}, journal = jm, year = 2020, month = jan, volume = 3, number = {2},
  pages = {284--287}, doi = {https://doi.org/10.1000/ABC}}
@techreport{HAS, title={Guide}, institution={{Haute Autorit{\'e} de sant{\'e}}}, year={2021}}
@misc{site, title={Page}, url={https://x.org}, urldate={2024-02-30}, author={Others, A and others}}
"""
    article, report, site = imported(text).references
    assert article.authors == (
        "Müller, Jean",
        "Dupré, Éric",
        "World Health Organization and Partners",
        "de la Cruz, Ana",
    )
    assert (article.title, article.container, article.year) == ("AI for 50% of $x^2$ ECGs & more", "J Med", 2020)
    assert (article.doi, article.key, shortened(article.pages)) == ("10.1000/ABC", "Muller2020", "284-7")
    assert (report.type, report.publisher) == ("report", "Haute Autorité de santé")
    assert (site.type, site.accessed) == ("web", None) and vancouver(site).startswith("Others A, et al. Page")


def test_an_unclosed_brace_loses_one_entry_and_says_which() -> None:
    found = imported("@article{a, title={One}}\n@article{broken, title={Two, year=2020}\n@article{c, title={Three}}")
    assert [one.title for one in found.references] == ["One", "Three"]
    assert "accolade" in said(found) and "broken" in found.said[0].values["listed"].fr  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "encode", [lambda s: s, lambda s: s.encode("utf-8-sig"), lambda s: s.encode("cp1252"), lambda s: s.encode("utf-16")]
)
def test_ris_with_windows_lines_any_encoding_and_a_missing_end(encode: Any) -> None:
    text = (
        "TY  - JOUR\r\nAU  - Dupré, Éric\r\nAU  - Smith, Ann B.\r\nTI  - Un titre\r\n  long\r\nJO  - J Med\r\nPY  - 2019/03/01/\r\n"
        "VL  - 2\r\nIS  - 1\r\nSP  - 10\r\nEP  - 19\r\nDO  - doi:10.1000/x\r\nTY  - RPRT\r\nTI  - Rapport\r\nER  - \r\n"
    )
    first, second = imported(encode(text)).references
    assert vancouver(first) == "Dupré É, Smith AB. Un titre long. J Med. 2019;2(1):10-9. doi:10.1000/x"
    assert (second.title, second.type) == ("Rapport", "report")


def test_dois_alone_are_to_be_completed_and_nothing_is_invented() -> None:
    found = imported("https://doi.org/10.1000/a.\r\ndoi: 10.1000/b ; 10.1000/c\nbonjour")
    assert [one.doi for one in found.references] == ["10.1000/a", "10.1000/b", "10.1000/c"]
    assert all(one.to_complete and not one.title and one.year is None for one in found.references)
    assert "n'invente rien" in said(found) and "laissées de côté" in said(found)


@pytest.mark.parametrize(
    "hostile",
    ["", "bonjour", "\x00" * 1000, "@" * 200_000, "TY" * 100_000, "10.1000/" + "a" * 100_000,
     "@article{a,title=" + "{" * 50_000 + "x" + "}" * 50_000 + "}", "@article{a,title={x\n" * 5_000,
     r"@article{a,title={" + r"\textbf{" * 2_000 + "x" + "}" * 2_000 + "}}", "TY  - \n" * 30_000,
     r"@article{a,title={\input{/etc/passwd}}}", b"\xff\xfe\x00", "@article{a, title={" + "x" * 1_000_000 + "}}"],
    ids=range(13),
)  # fmt: skip
def test_hostile_text_gives_references_or_a_sentence(hostile: str | bytes) -> None:
    try:
        found = imported(hostile)
    except Refusal:
        pass
    else:
        assert "root:" not in str(found)
        assert all(len(one.title) <= 2_000 for one in found.references)


def test_ten_thousand_entries_are_read_and_the_list_refuses_what_it_cannot_hold() -> None:
    text = "".join(f"TY  - JOUR\nAU  - A, B\nTI  - Title number {i}\nPY  - 2020\nER  -\n" for i in range(10_000))
    found = imported(text)
    assert len(found.references) == 10_000
    with pytest.raises(Refusal):
        merged((), found.references)
    doubled = [Citation(title="A title of some length", year=2020)] * 10_000
    assert len(merged((), doubled).references) == 1


def test_doubles_are_merged_by_doi_then_by_title_and_year() -> None:
    old = Citation(key="S", title="A long enough title", year=2020)
    result = merged(
        (old,),
        (
            Citation(title="A LONG enough: title.", year=2020, doi="10.1000/x", volume="3"),
            Citation(doi="https://doi.org/10.1000/X", pmid="123456"),
            Citation(title="A long enough title", year=2020, doi="10.1000/other"),
        ),
    )
    first, second = result.references
    assert (first.key, first.title, first.volume, first.pmid) == ("S", "A long enough title", "3", "123456")
    assert second.doi == "10.1000/other"  # two DOIs are two references
    assert [phrase.values for phrase in result.said][1]["doubles"].value == 2  # type: ignore[union-attr]


def test_keys_are_unique_whatever_is_loaded() -> None:
    listed = (
        Citation(key="A", text="x"),
        Citation(key="A", text="y"),
        Citation(text="Dupré É. Étude. J Med 2020;1:2010-9"),
    )
    assert list(keyed(listed)) == ["A", "ref", "Dupre2020"]
    assert keys_in("a [@A] b [@B2; @C_d, @A] [@] @x [text]") == ("A", "B2", "C_d", "A")
    assert bare_doi(" https://doi.org/10.1000/x. ") == "10.1000/x" and bare_doi("") is None


def test_an_empty_reference_is_refused_and_old_projects_open() -> None:
    with pytest.raises((ValidationError, Refusal)):
        Citation()
    opened = loads('{"schema_version": 2, "references": [{"text": "A", "doi": null}]}')
    assert opened.references == (Citation(text="A"),)


def test_the_year_is_typed_or_that_of_the_newest_reference_cited() -> None:
    known = keyed((Citation(key="A", title="x", year=2001), Citation(key="B", title="y", year=2015)))
    assert year_of(Assumption(citation="[@A; @B] [@C]"), known) == 2015
    assert year_of(Assumption(citation="[@A]", source_year=2010), known) == 2010
    assert year_of(Assumption(citation="2020"), known) is None
    years = limits().by_source["literature"].years
    line = Assumption(value=1.0, source="literature")
    assert (
        is_old(line, 2026 - years - 1, 2026) and not is_old(line, 2026 - years, 2026) and not is_old(line, None, 2026)
    )
    assert not is_old(Assumption(value=1.0, source="decision"), 1950, 2026)
    assert all(one.reason.fr and one.reason.en for one in limits().by_source.values()) and limits().confidence in "HML"


def test_facts_find_orphans_unknown_keys_bad_dois_doubles_and_old_sources() -> None:
    protocol = example("i_sleep")
    clean = facts_of(protocol)
    assert clean.uncited_references == clean.unknown_citations == clean.malformed_dois == clean.double_references == ()
    assert clean.old_sources == () == old_sources(protocol)
    more = (*protocol.references, Citation(key="Lost", title="Never cited", doi="11.2/x"), protocol.references[0])
    told = protocol.model_copy(update={"references": more}).changed("background", "need", "Vu [@Nobody1999].")
    facts = facts_of(told)
    assert "Lost" in (facts.uncited_references or ()) and facts.malformed_dois == ("11.2/x",)
    assert facts.unknown_citations == ("Nobody1999",) and facts.origin["unknown_citations"] == "background.need"
    assert len(facts.double_references or ()) == 1
    assert facts_of(Protocol()).uncited_references is None and cited_in(Protocol()) == {}
