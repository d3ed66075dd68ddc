"""Interim looks, revisions of the size and prior beliefs: what the calculation takes for granted."""

from __future__ import annotations

from protocols.combining import averaged
from protocols.effect import effect_fields
from protocols.facts.topics import Known
from protocols.phrases import mentions, says, words
from protocols.protocol import Protocol
from protocols.solving import design_of
from stats.registry import design_class
from stats.result import SampleSize

_REVISION = r"\br[ée]-?\s?estim|r[ée]-?[ée]valu\w+ (de l'|du |de la )(effectif|nombre|taille)|re-?(estimat|assess|calculat)\w* (of )?(the )?(sample )?size"
_REVISION_EN = r"sample[- ]size (re-?\w+|adjust\w+|review)|internal pilot|pilote interne|revoir l'effectif|(révision|recalcul) de l'effectif"
_REVISED = (
    r"effectif (final )?(est|sera|serait|pourra être|pourrait être) (revu|révisé|recalculé|réévalué|réajusté|augmenté)"
)
_EFFECT_SEEN = (
    r"effet (intermédiaire |déjà )?observé|puissance conditionnelle|zone prometteuse|sur l'effet|(?<!avant )(?<!avant la )(?<!avant toute )"
    r"levée (de l'|d')aveugle|en levant l'aveugle|différence (observée|intermédiaire|entre (les|des) (deux )?(bras|groupes))|"
    r"(moyennes?|résultats?|données) (par|de chaque) (bras|groupe)"
)
_EFFECT_SEEN_EN = (
    r"observed (interim )?(treatment )?effect|conditional power|promising[- ]zone|unblinded|non-?blinded (re|sample)"
)
_VALID = r"combinaison|inverse[- ]normal|normale inverse|zone prometteuse|erreur conditionnelle|combination test|promising[- ]zone|conditional error"
_POOLED = (
    r"(statisti|estim|analyst)[^.;]*(aveugle|insu|sans (connaître|voir|variable)|regroup|réunies|blind|mask|pooled|without (the )?arm)"
    r"|(données|valeurs|data|values)[^.;]*(regroupées|réunies|pooled|sans (le |la variable de )?bras|without (the )?arm)"
)


def known(protocol: Protocol) -> Known:
    """Whether futility is binding in the type I error; how the size may be revised; what a prior weighs."""
    return {**_futility(protocol), **_revision(protocol), **_prior(protocol), **_belief(protocol)}


def _futility(protocol: Protocol) -> Known:
    sizing = protocol.sizing
    if not sizing.has_looks:
        return {}
    chosen = sizing.interim.chosen(design_class("group_sequential"))
    if chosen["futility_spending"] == "none" and not sizing.interim.lists.get("futility"):
        return {}
    return {"futility_binding": (chosen["futility_rule"] == "binding", "sizing.interim")}


def _revision(protocol: Protocol) -> Known:
    """What the text says of a revision, and what the calculation makes of it."""
    sizing, analysis = protocol.sizing, protocol.analysis
    told = " ".join((words(analysis.interim), words(analysis.primary)))
    revised = any(says(told, one) for one in (_REVISION, _REVISION_EN, _REVISED))
    facts: Known = {
        "reestimation_planned": (revised if told.strip() else None, "analysis.interim"),
        "reestimation_in_design": (
            sizing.has_revision if sizing.chosen_design() else None,
            "sizing.extension",
        ),
    }
    if revised:
        seen = says(told, _EFFECT_SEEN) or says(told, _EFFECT_SEEN_EN)
        facts["reestimation_on_effect"] = (seen, "analysis.interim")
        facts["reestimation_test_named"] = (mentions(told, _VALID), "analysis.interim")
    return facts | (_decided(protocol) if sizing.has_revision else {})


def _decided(protocol: Protocol) -> Known:
    """What the team decided, and the power left at the top of the plausible range once the cap has played."""
    from stats.designs.combined.blinded_reestimation import BlindedReestimation

    design, decisions = design_of(protocol.sizing, protocol.endpoints.better), protocol.sizing.reestimation
    told = " ".join(words(one) for one in (protocol.plan.blinding, protocol.analysis.interim, protocol.governance.dmc))
    facts: Known = {
        "reestimation_capped": ("largest" in decisions.values, "sizing.reestimation"),
        "reestimation_pooled": (mentions(told, _POOLED), "plan.blinding"),
    }
    if isinstance(design, BlindedReestimation):
        facts["reestimation_ranged"] = (bool(design.plausible), "sizing.assumptions")
        found = protocol.sample_size()
        if isinstance(found, SampleSize):
            worst = min(float(design.rejection(float(found.analysed), one)) for one in design.range)
            facts["reestimation_worst_power"] = (worst, "sizing.reestimation")
    return facts


def _belief(protocol: Protocol) -> Known:
    """Whether the effect is among the assumptions that assurance averages over."""
    sizing = protocol.sizing
    model = sizing.chosen_design()
    if not sizing.has_beliefs or model is None:
        return {}
    effect, chosen = effect_fields(model), averaged(sizing)
    if not effect or not chosen:
        return {}
    return {"assurance_on_effect": (any(name in chosen for name in effect), "sizing.uncertain")}


def _prior(protocol: Protocol) -> Known:
    sizing = protocol.sizing
    lines = [sizing.assumptions.get(name) for name in ("prior_a", "prior_b")]
    if sizing.kind != "one_proportion_bayes":
        return {}
    values = [one.value for one in lines if one is not None and one.value is not None]
    return {"prior_weight": (sum(values) if len(values) == 2 else None, "sizing.assumptions.prior_a")}
