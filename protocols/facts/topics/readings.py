"""Reader studies as the text describes them, beside the calculation: who reads what, how far apart, for whom the result holds."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.facts.topics.readers import READ_TWICE
from protocols.phrases import mentions, says, words
from protocols.protocol import Protocol
from protocols.stated import delays, sentences
from stats.card import Family

_READERS = r"lecteurs|radiologues|relecteurs|m[ée]decins|praticiens|readers|radiologists|physicians"
_CASES = r"cas|examens|images|clich[ée]s|lames|scanners|cases|images|slides|scans"
_SPLIT = (
    rf"({_CASES}) (sont |seront |are |will be )?(r[ée]partis|partag[ée]s|distribu[ée]s|divided|split|shared) (entre|among|between) (les |the )?(\w+ )?({_READERS})|"
    r"lue? par un seul|un seul lecteur par|split[- ]plot|read by (only )?one|"
    r"chaque (lecteur|radiologue) (lit|lira|relit) (une? (partie|moiti[ée]|tiers)|la moiti[ée])|each reader reads (half|part|a subset)|"
    rf"(la )?moiti[ée] des ({_READERS})|half of the ({_READERS})|"
    rf"({_READERS}) (sont |seront |are |will be )?(tir[ée]s au sort|randomi[sz][ée]e?[sd]?|r[ée]partis) (entre|en deux|to|into)"
)
_APART = (
    r"oubli|wash-?out|lavage|intervalle|interval|apart|s[ée]par|espac|entre les deux lectures|between the two readings"
)
_SAME_DAY = r"(le )?m[êe]me (jour|journ[ée]e|s[ée]ance)|same (day|session)"
_FOR_OTHERS = (
    rf"g[ée]n[ée]ralis(?!\w* (pas|à aucun))|transpos|extrapol|s'[ée]tend(?!\w* pas)|general[iz]|autres ({_READERS})|other ({_READERS})|"
    rf"(ensemble|population|totalit[ée]) des ({_READERS})|tous les ({_READERS})|all ({_READERS})|population of ({_READERS})"
)
_LIMITED = r"ces (seuls )?(lecteurs|radiologues|m[ée]decins) (seulement|uniquement)|ne (s'[ée]tend|vaut|se g[ée]n[ée]ralise)|these readers only|does not (extend|generali)"


def known(protocol: Protocol) -> Known:
    """Nothing for a study without readers."""
    sizing = protocol.sizing
    if protocol.family() is not Family.READERS:
        return {}
    plan, analysis = protocol.plan, protocol.analysis
    told = [plan.experimental, plan.comparator, plan.allocation, plan.blinding, protocol.endpoints.definition]
    read = " ".join(words(one) + "." for one in (*told, analysis.primary))
    claimed = (
        protocol.objectives.primary,
        analysis.primary,
        protocol.background.rationale,
        protocol.population.recruitment,
    )
    aims = [one for text in claimed for one in sentences(words(text)) if not mentions(one, _LIMITED)]
    values = [
        line.value if (line := sizing.assumptions.get(name)) else None
        for name in ("correlation_modalities", "correlation_readers", "correlation_both")
    ]
    twice = sizing.kind in READ_TWICE
    return {
        "readings_split": (says(read, _SPLIT) if read.strip(". ") else None, "plan.comparator"),
        "readers_for_others": (any(says(one, _FOR_OTHERS) for one in aims) if aims else None, "objectives.primary"),
        "reading_gap": (_gap(read) if twice else None, "plan.allocation"),
        "reader_correlations": (
            tuple(values) if all(one is not None for one in values) else None,
            "sizing.assumptions.correlation_both",
        ),
    }


def _gap(text: str) -> float | None:
    """The shortest delay between two readings of a case that the text names, in days."""
    about = [one for one in sentences(text) if mentions(one, _APART)]
    found = [days for one in about for days in delays(one)]
    return 0.0 if mentions(text, rf"(deux lectures|two readings)[^.;]*({_SAME_DAY})") else min(found, default=None)
