"""The page of assumptions and references: what stands out, what a doubt costs, references in and out."""

from __future__ import annotations

from collections.abc import Callable

from protocols.exchange import example
from protocols.protocol import Protocol
from stats.registry import parse
from stats.result import SampleSize
from stats.solver import solve
from templates.half_believed import doubts_of, weaker
from tests.protocols.test_register import study
from tests.ui.screens import Screen

Open = Callable[..., Screen]


def cells(visitor: Screen) -> str:
    return "\n".join(one.value.to_string(max_colwidth=None) for one in visitor.at.table).replace("\u00a0", " ")


def test_the_half_believed_effect_is_said_in_a_sentence(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "register")
    said = visitor.words().replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")
    assert "160 inclusions ne donnent plus que 28,9 % de puissance" in said and "il en faudrait 634" in said
    assert "75 % de l'effet attendu" in cells(visitor).replace("\\", "")


def test_an_old_or_unsourced_assumption_stands_out(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "register")
    assert "source de plus de 10 ans" not in cells(visitor)
    visitor.enter("register.line", "assumptions.difference").enter("sizing.assumptions.difference.source", "literature")
    visitor.enter("sizing.assumptions.difference.source_year", "2001")
    assert visitor.protocol.sizing.assumptions["difference"].source_year == 2001
    assert "source de plus de 10 ans" in cells(visitor)


def test_a_design_without_effect_says_so(screen: Open) -> None:
    protocol = Protocol.model_validate({"sizing": {"kind": "one_proportion_precision", "goal": {"kind": "precision"},
        "target": 0.1, "assumptions": {"p_expected": {"value": 0.8}}}})  # fmt: skip
    visitor = screen().open(protocol, "register")
    assert "aucun effet attendu" in visitor.words().replace("\\", "")


def test_references_are_pasted_completed_cited_and_removed(screen: Open) -> None:
    visitor = screen().open(Protocol(), "register")
    visitor.enter("register.paste", "10.1000/abc")
    visitor.press("register.add")
    assert "n'ont que leur DOI" in visitor.words().replace("\\", "")
    (one,) = visitor.protocol.references
    visitor.enter("register.chosen", one.key).enter("references.0.title", "Un titre").enter("references.0.year", "MMXX")
    assert visitor.protocol.references[0].title == "Un titre" and visitor.errors()
    visitor.enter("references.0.year", "2020").enter("references.0.key", "Titre2020")
    assert (visitor.protocol.references[0].year, visitor.protocol.references[0].key) == (2020, "Titre2020")
    visitor.enter("register.chosen", "Titre2020").press("register.delete")
    assert visitor.protocol.references == ()


def test_what_is_not_a_reference_is_refused_and_kept(screen: Open) -> None:
    visitor = screen().open(Protocol(), "register").enter("register.paste", "bonjour").press("register.add")
    assert "Aucune référence reconnue" in visitor.errors() and visitor.widget("register.paste").value == "bonjour"


def test_the_lines_of_every_claim_are_listed_flagged_and_edited_like_those_of_the_first(screen: Open) -> None:
    visitor = screen().open(study(mean_cost={"value": 1_000}), "register")
    listed = cells(visitor).replace("\\", "")
    assert "**Critère principal 2 : Coût total**" in listed and "**Communes à tous les critères**" in listed
    told = visitor.words().replace("\\", "")
    assert "Hypothèses à revoir : 1 sur" in told and "encore à renseigner : 2" in told
    assert visitor.widget("register.line").value == "others.0.assumptions.mean_cost"
    line = "others.0.assumptions.mean_cost"
    visitor.enter("register.line", line)
    for field, value in (("low", "900"), ("high", "1 200"), ("source", "literature"), ("source_year", "2001")):
        visitor.enter(f"sizing.{line}.{field}", value)
    assert "sans référence" in cells(visitor) and "source de plus de 10 ans" in cells(visitor)
    visitor.enter(f"sizing.{line}.citation", "Dupont 2001").enter(f"sizing.{line}.source_year", "2024")
    (claim,) = visitor.protocol.sizing.others
    kept = claim.assumptions["mean_cost"]
    assert (kept.low, kept.high, kept.source, kept.source_year, kept.citation) == (
        900, 1_200, "literature", 2024, "Dupont 2001",
    )  # fmt: skip
    assert "Toutes les hypothèses" in visitor.words()
    visitor.enter("register.line", "correlation").enter("sizing.correlation.value", "2")
    assert visitor.errors() and visitor.protocol.sizing.correlation.value is None
    visitor.enter("sizing.correlation.value", "0,3").enter("sizing.correlation.source", "expert")
    assert visitor.protocol.sizing.correlation.value == 0.3 and "0,3" in cells(visitor).replace("\\", "")
    assert "sans plage" in cells(visitor) and "Hypothèses à revoir : 1 sur" in visitor.words().replace("\\", "")


def test_the_year_of_a_source_is_written_as_a_year(screen: Open) -> None:
    visitor = screen().open(study(mean_cost={"value": 1_000, "source_year": 2012}), "register")
    assert visitor.widget("sizing.others.0.assumptions.mean_cost.source_year").value == "2012"


def test_the_doubts_are_about_the_effect_and_the_ranges_of_every_claim(screen: Open) -> None:
    costs = {
        "mean_cost": {"value": 1_000},
        "mean_cost_control": {"value": 1_400, "low": 1_200, "high": 1_600},
        "cv": {"value": 0.8},
    }
    visitor = screen().open(study({"value": 0.3, "low": 0.1, "high": 0.5}, **costs), "register")
    assert "l'effet attendu sur chaque critère" in visitor.words().replace("\\", "")
    listed = cells(visitor).replace("\\", "").replace("\u202f", " ")
    assert "2. Coût total : Coût moyen attendu, bras contrôle : 1 200 euros" in listed
    assert "1. Score : Différence attendue (expérimental - contrôle) : 3 points" in listed
    assert "Corrélation entre les statistiques de test : 0,1" in listed and "Toutes au bord défavorable" in listed
    found = visitor.protocol.sample_size()
    assert isinstance(found, SampleSize)
    halves = dict(doubts_of(found, visitor.protocol.sizing).halves)
    assert halves[0.5].changes == {"difference": 2.5, "1.mean_cost": 1_200}
    half = found.design.model_copy(
        update={"components": tuple(one.model_copy(update=less) for one, less in zip(
            found.design.components, ({"difference": 2.5}, {"mean_cost": 1_200.0}), strict=True))}  # type: ignore[attr-defined]
    )  # fmt: skip
    assert halves[0.5].enrolled == solve(half, found.target).enrolled > found.enrolled


def test_half_of_a_net_benefit_is_half_of_what_is_gained_and_of_what_it_costs() -> None:
    asked = {"delta_effect": 0.04, "delta_cost": -200, "sd_effect": 0.1, "sd_cost": 900, "correlation": 0.1,
             "willingness_to_pay": 50_000}  # fmt: skip
    design = parse({"kind": "net_benefit", "goal": {"kind": "superiority", "better": "higher"}, **asked})
    assert weaker(design, 0.5) == {"delta_effect": 0.02, "delta_cost": -100}
