"""Sentences that a reviewer would underline: each fact is the sentence itself, empty when nothing of the kind is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protocols.facts.topics import Known
from protocols.facts.topics.readers import READ_TWICE
from protocols.phrases import answer, mentions
from protocols.protocol import Protocol
from protocols.stated import sentences
from stats.card import Family

_DENIED = (
    r"\bn['’]|\bne\b|\baucune?\b|\bsans\b|\bjamais\b|\bni\b|\bnon\b|\bnot\b|\bnever\b|\bno\b|\bnone\b|\bwithout\b|exclu|distinct|"
    r"ind[ée]pendan|independent|other than|autres? que"
)
_ONLY = r"\bpas\b|\bnot\b"  # « n'est faite que chez » affirms
_READERS = r"lecteurs|radiologues|relecteurs|m[ée]decins|readers|radiologists|physicians"
_REFERENCE = r"r[ée]f[ée]rence|v[ée]rit[ée] terrain|reference|ground truth"
_DEVICE = r"logiciel|algorithme|dispositif|l'IA\b|software|algorithm|device|\bAI\b"
_STUDY = r"(de|issues? de|dans) (l'|cette |la (pr[ée]sente )?)[ée]tude|de validation|of (the|this) study|(study|validation) (data|sample|set)"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is looked for: in which answers, in which studies, and what sets a sentence aside."""

    fields: tuple[str, ...]
    said: str
    aside: str = _DENIED
    whole: bool = False  # what sets aside may stand in another sentence
    when: Callable[[Protocol], bool] = lambda _: True


def _kinds(*kinds: str) -> Callable[[Protocol], bool]:
    return lambda protocol: protocol.sizing.kind in kinds


def _developed(protocol: Protocol) -> bool:
    return str(protocol.sizing.kind).startswith("prediction_development")


def _validated(protocol: Protocol) -> bool:
    return protocol.family() is Family.PREDICTION and not _developed(protocol)


def _read(protocol: Protocol) -> bool:
    return protocol.family() is Family.READERS


def _accuracy(protocol: Protocol) -> bool:
    return protocol.plan.type in ("accuracy", "paired_accuracy") and protocol.family() is not Family.PREDICTION


_LEARNING = ("algorithm.independence", "algorithm.training_data", "algorithm.selection", "population.recruitment")
_ANALYSIS = ("analysis.primary", "analysis.sensitivity", "sizing.planned_reason")
_REFERENCES = ("plan.comparator", "plan.blinding", "endpoints.definition")

WORDINGS: dict[str, Wording] = {
    "threshold_on_study": Wording(
        ("algorithm.threshold", "algorithm.selection", "algorithm.independence", "endpoints.definition", *_ANALYSIS),
        rf"(seuil|threshold|cut-?off)[^.;]*(choisi|d[ée]termin|d[ée]fini|optimi|maximis|retenu|calcul|chosen|select|set)[^.;]*({_STUDY})|"
        rf"(youden|seuil optimal|optimal (threshold|cut-?off))[^.;]*({_STUDY}|[ée]chantillon|sample)|"
        r"(jeu|base|[ée]chantillon|donn[ée]es) de test [^.;]*(d[ée]j[àa] servi|servi (à|au)|utilis[ée]e?s? pour (choisir|r[ée]gler|comparer))|"
        r"test (set|data)[^.;]*(already used|used (to|for) (tun|choos|select|compar))",
        _DENIED + r"|avant (l'|le d[ée]but)|before the|appliqu|applied|r[ée]glage|tuning|explorat",
    ),
    "learned_on_patients": Wording(
        _LEARNING,
        r"(des|les|aux|and the|the) m[êe]mes patients|same patients|y compris (ceux|celles|des patients|les donn[ée]es)[^.;]*[ée]tude|"
        r"including (those|patients|data)[^.;]*study|patients? communs? (aux|entre)|"
        rf"(donn[ée]es|patients|data) ({_STUDY}) [^.;]*(entra[îi]n|apprentissage|train)",
        _DENIED + r"|s[ée]par|parti(e|tion)|r[ée]parti|split|v[ée]rifi|contr[ôo]l|check",
        when=lambda protocol: protocol.device.uses_ai == "yes" and not _developed(protocol),
    ),
    "learned_in_centres": Wording(
        _LEARNING,
        r"m[êe]mes (h[ôo]pitaux|centres|[ée]tablissements|services)|same (hospitals|cent(er|re)s|institutions|sites)",
        _DENIED + r"|m[êe]mes patients|same patients",
        when=lambda protocol: protocol.device.uses_ai == "yes" and protocol.plan.confirmatory == "yes" and not _developed(protocol),
    ),
    "validated_on_development": Wording(
        (*_LEARNING, "plan.setting", "objectives.primary", "analysis.primary"),
        r"(donn[ée]es|[ée]chantillon|cohorte|patients) (du|de) d[ée]veloppement[^.;]*(valid|aussi|[ée]galement)|"
        r"valid[^.;]*(sur|chez|avec) (les |l'|la )?(donn[ée]es|[ée]chantillon|cohorte|patients) (du|de|d'un) ?d[ée]veloppement|"
        r"development (data|sample|cohort)[^.;]*(valid|also)|valid[^.;]*(on|in) the development (data|sample|cohort)",
        when=_validated,
    ),
    "recalibrated_first": Wording(
        ("analysis.primary",),
        r"(recalibr|r[ée]ajust|r[ée]-?estim|updat|refit)[^.;]*(valid|[ée]tude|study)[^.;]*(puis|avant|ensuite|then|before)",
        when=_validated,
    ),
    "fragile_development": Wording(
        ("algorithm.selection", "analysis.primary"),
        r"pas à pas|step-?wise|(s[ée]lection|analyses?) univari|univari(able|ate) (screen|selec)|p ?< ?0[.,][012]|dichotomis|"
        r"cat[ée]goris|SMOTE|sur-?[ée]chantillonn|over-?sampl|(s[ée]par|divis|partag|split)[^.;]*(au hasard|al[ée]atoire|random|\d ?%)",
        when=_developed,
    ),
    "partial_verification": Wording(
        ("population.recruitment", *_REFERENCES, "conduct.providers"),
        rf"({_REFERENCE})[^.;]*(que|seulement|uniquement|only)[^.;]*(positi|suspect|alert|signal)|"
        rf"(seuls|only) [^.;]*(positi|suspect|signal)[^.;]*({_REFERENCE})",
        _ONLY,
        when=_accuracy,
    ),
    "reference_with_device": Wording(
        _REFERENCES,
        rf"({_REFERENCE})[^.;]*(avec l'aide|à l'aide|en connaissant|connaissance|connai[ts]\w*|au vu|à partir|knowing|\baware|with the (help|aid|assistance)|"
        rf"based on)[^.;]*({_DEVICE})|"
        rf"conna[îi][ts]\w*[^.;]*({_DEVICE})[^.;]*({_REFERENCE})|\b(aware|knows?)\b[^.;]*({_DEVICE})[^.;]*({_REFERENCE})",
        _DENIED + r"|unaware|blind|mask|ignor|insu\b",
        when=_accuracy,
    ),
    "reference_by_readers": Wording(
        _REFERENCES,
        rf"({_REFERENCE})[^.;]*((m[êe]mes|same) (\w+ )?({_READERS})|({_READERS}) (de l'[ée]tude|of the study)|study readers)|"
        rf"({_REFERENCE})[^.;]*({_READERS})[^.;]*qui (participent|lisent)",
        when=_read,
    ),
    "readings_pooled": Wording(
        ("analysis.primary",),
        r"delong|(lectures|readings)[^.;]*(r[ée]unies|regroup|mises en commun|pooled|(comme|as) ind[ée]pend)|"
        r"chaque lecture (est|compte comme) une observation|each reading (is|counts as) an observation",
        r"obuchowski|hillis|dorfman|\bDBM\b|\bORH?\b|jack-?knife|covarian|par lecteur|by reader|each reader|chaque lecteur|mixte|mixed",
        whole=True,
        when=_read,
    ),
    "readings_in_order": Wording(
        ("plan.allocation", "plan.comparator", "plan.experimental"),
        r"(sans|seule?s?|without|unaided|alone)\b[^.;]*(d'abord|en premier|puis|ensuite|first|then)[^.;]*(avec|aid|with)",
        r"tir[ée]e?s? au sort|al[ée]atoire|random|contre-?balanc|counter-?balanc|crois|cross|altern|moiti|half",
        whole=True,
        when=_kinds(*READ_TWICE),
    ),
    "pilot_counted": Wording(
        (*_ANALYSIS, "population.recruitment", "plan.setting"),
        r"(patients|participants|sujets|donn[ée]es|data|subjects) [^.;]{0,30}\bpilot(es?|s)?\b[^.;]*(inclus|compt|int[ée]gr|includ|count)|"
        r"\bpilot(es?|s)?\b[^.;]*(combin|regroup|r[ée]utilis|ajout[ée]e?s?\b|pooled|reused|added)",
        _DENIED + r"|\bpas\b",
    ),
    "stop_at_five_percent": Wording(
        ("analysis.interim", "governance.dmc"),
        r"p ?(<|≤|inf[ée]rieur à|below) ?(0[.,]05|5 ?%)",
        _DENIED + r"|final|terminale",
    ),
    "futility_unsized": Wording(
        ("analysis.interim", "governance.dmc", "changes.stopping"),
        r"futilit",
        _DENIED + r"|\bpas\b",
        when=lambda protocol: (
            not protocol.sizing.has_looks
            and protocol.sizing.kind not in (None, "simon_two_stage", "group_sequential")
        ),
    ),
    "costs_not_as_means": Wording(
        ("analysis.primary", "economics.analysis"),
        r"co[ûu]ts?\b[^.;]*(mann|wilcoxon|logarithm|m[ée]dian|rangs)|(mann|wilcoxon|logarithm|m[ée]dian|rangs)[^.;]*co[ûu]ts?\b|"
        r"\bcosts?\b[^.;]*(mann|wilcoxon|logarithm|log-|median|ranks)|(mann|wilcoxon|logarithm|median|ranks)[^.;]*\bcosts?\b",
        _DENIED + r"|d[ée]cri|descri|lien logarithm|log link|bêta|gamma",
    ),
    "five_users": Wording(
        ("sizing.planned_reason", "analysis.primary", "human_factors.evaluation"),
        r"(cinq|\b5|five) (utilisateurs|participants|patients|personnes|users|people)[^.;]*(suffi|satur|85|enough)|"
        r"(suffi|satur|enough)[^.;]*(cinq|\b5|five) (utilisateurs|participants|patients|personnes|users|people)",
        _DENIED,
        when=_kinds("problem_discovery"),
    ),
    "none_means_safe": Wording(
        (*_ANALYSIS, "safety.harms", "objectives.primary"),
        r"(aucun|pas d'|absence d'|z[ée]ro|no|without any|none)[^.;]*([ée]v[ée]nement|event)[^.;]*(risque|risk|fr[ée]quence|s[ûu]r\b|safe)"
        r"[^.;]*(nul|z[ée]ro|absent|inexist|d[ée]montr|safe|[ée]tabli)",
        r"borne|bound|limit|n'exclut|not exclude|r[èe]gle de|rule of",
    ),
    "pilot_effect_to_size": Wording(
        ("objectives.primary", *_ANALYSIS),
        r"(estim|mesur|measure)[^.;]*(l'effet|l'efficacit|la diff[ée]rence|effect|efficacy|difference)[^.;]*"
        r"(calcul|dimension|effectif|nombre de (sujets|participants)|sample size|power)",
        when=_kinds("pilot_size"),
    ),
    "prior_from_study": Wording(
        ("analysis.primary", "sizing.planned_reason"),
        r"(a priori|prior)[^.;]*((de|dans|of|from) (cette|la) (m[êe]me )?[ée]tude|(this|the same) (study|trial)|premiers (patients|participants)|first (patients|participants))",
        when=_kinds("one_proportion_bayes"),
    ),
    "judged_on_estimate": Wording(
        ("analysis.primary", "objectives.primary"),
        r"(sensibilit|sp[ée]cificit|proportion|taux|performance|\bAUC\b|aire|diff[ée]rence|sensitivity|specificity|rate|difference)\w*"
        r"( \w+)? (observ[ée]e?|estim[ée]e?|observed|estimated) (\w+ ){0,2}(d[ée]passe|sup[ée]rieur|atteint|au moins|exceed|above|at least|reach)",
        _DENIED + r"|borne|intervalle|bound|interval|limite|test",
    ),
}  # fmt: skip


def known(protocol: Protocol) -> Known:
    """The sentence found for each wording, with the answer it comes from."""
    found: Known = {}
    for name, one in WORDINGS.items():
        told = [(path, text) for path in one.fields if (text := answer(protocol, path))]
        if not told or not one.when(protocol):
            continue
        everything = " ".join(text for _, text in told)
        cleared = one.whole and mentions(everything, one.aside)
        said = ((said, path) for path, text in told for said in sentences(text))
        at_fault = (each for each in said if mentions(each[0], one.said) and not mentions(each[0], one.aside))
        found[name] = ("", told[0][0]) if cleared else next(at_fault, ("", told[0][0]))
    return found
