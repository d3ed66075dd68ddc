"""The plan of the study: type, arms, setting, blinding, calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Number, Section, Whole
from stats.text import Text

TYPES = {
    "randomised_parallel": Text(fr="Essai randomisé, groupes parallèles", en="Randomised trial, parallel groups"),
    "randomised_crossover": Text(fr="Essai randomisé croisé", en="Randomised crossover trial"),
    "randomised_several_arms": Text(
        fr="Essai randomisé, plusieurs bras ou plan factoriel", en="Randomised trial, several arms or factorial"
    ),
    "cluster_parallel": Text(
        fr="Essai randomisé en grappes (services, centres)", en="Cluster randomised trial (wards, centres)"
    ),
    "cluster_crossover": Text(fr="Essai en grappes croisé, à plusieurs périodes", en="Cluster crossover trial"),
    "stepped_wedge": Text(fr="Essai en grappes à déploiement échelonné", en="Stepped-wedge cluster trial"),
    "controlled_before_after": Text(
        fr="Comparaison avant-après avec groupe contrôle", en="Before-after comparison with control"
    ),
    "observational": Text(
        fr="Étude observationnelle comparative (émulation d'un essai cible)",
        en="Comparative observational study (target-trial emulation)",
    ),
    "accuracy": Text(
        fr="Étude de performance diagnostique ou pronostique (un groupe)",
        en="Diagnostic or prognostic accuracy study (single group)",
    ),
    "paired_accuracy": Text(
        fr="Comparaison appariée sur les mêmes patients", en="Paired comparison on the same patients"
    ),
    "agreement": Text(fr="Étude de concordance ou de mesure", en="Agreement or measurement study"),
    "single_arm": Text(fr="Étude à un seul bras", en="Single-arm study"),
}
PlanType = Literal[
    "randomised_parallel", "randomised_crossover", "randomised_several_arms", "cluster_parallel", "cluster_crossover",
    "stepped_wedge", "controlled_before_after", "observational", "accuracy", "paired_accuracy", "agreement", "single_arm",
]  # fmt: skip
CLUSTERED = frozenset({"cluster_parallel", "cluster_crossover", "stepped_wedge"})
RANDOMISED = CLUSTERED | {"randomised_parallel", "randomised_crossover", "randomised_several_arms"}
PAIRED = frozenset({"paired_accuracy", "randomised_crossover"})
SINGLE_GROUP = frozenset({"accuracy", "paired_accuracy", "agreement", "single_arm"})


class StudyPlan(Section):
    """How the study is built."""

    type: Annotated[
        PlanType | None,
        Ask(
            Text(fr="Type d'étude", en="Type of study"),
            Text(
                fr="Le plan décide des sections et des contrôles.", en="The plan decides the sections and the checks."
            ),
            shape="choice",
            options=TYPES,
            items=("spirit_2025:12", "mdr_annex_xv:3.6", "mdr_annex_xv:3.6.1", "iso_14155_annex_a:A.6.1", "stard_ai:5"),
        ),
    ] = None
    confirmatory: Annotated[
        Literal["yes", "no"] | None,
        Ask(
            Text(fr="L'étude est-elle confirmatoire ?", en="Is the study confirmatory?"),
            Text(
                fr="Une étude confirmatoire (pivot) appuie une revendication ; une étude exploratoire prépare la suivante.",
                en="A confirmatory (pivotal) study supports a claim; an exploratory one prepares the next.",
            ),
            shape="choice",
            options={
                "yes": Text(fr="Oui, confirmatoire", en="Yes, confirmatory"),
                "no": Text(fr="Non, exploratoire", en="No, exploratory"),
            },
        ),
    ] = None
    experimental: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Intervention expérimentale", en="Experimental intervention"),
            Text(
                fr="Ce que reçoit le groupe du dispositif, avec quel accompagnement.",
                en="What the device group receives, with which support.",
            ),
            shape="narrative",
            items=("spirit_2025:15a", "mdr_annex_xv:3.6.2", "iso_14155_annex_a:A.6.2", "decide_ai:5"),
        ),
    ] = None
    comparator: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Comparateur ou référence", en="Comparator or reference standard"),
            Text(
                fr="La prise en charge courante, ou l'examen de référence ; dire pourquoi ce choix.",
                en="Usual care, or the reference standard; say why.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:9b",
                "spirit_2025:15a",
                "mdr_annex_xv:3.6.2",
                "iso_14155_annex_a:A.6.2",
                "stard_ai:16a",
                "stard_ai:16b",
                "cheers_2022:7",
            ),
        ),
    ] = None
    allocation: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Randomisation et assignation secrète", en="Randomisation and allocation concealment"),
            Text(
                fr="Génération de la séquence, stratification, blocs, et comment l'assignation reste imprévisible.",
                en="Sequence generation, stratification, blocks, and how the allocation stays unpredictable.",
            ),
            asked_if="randomised",
            shape="narrative",
            items=("spirit_2025:21a", "spirit_2025:21b", "mdr_annex_xv:3.6.4", "iso_14155_annex_a:A.6.1"),
        ),
    ] = None
    concealment: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Mise en œuvre de l'assignation", en="Implementation of the allocation"),
            Text(
                fr="Qui génère la séquence, qui inclut, qui assigne, et comment la séquence reste cachée jusqu'à l'assignation.",
                en="Who generates the sequence, who enrols, who assigns, and how the sequence stays hidden until assignment.",
            ),
            asked_if="randomised",
            shape="narrative",
            items=("spirit_2025:21a", "spirit_2025:22", "spirit_2025:23", "mdr_annex_xv:3.6.4"),
        ),
    ] = None
    blinding: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Aveugle", en="Blinding"),
            Text(
                fr="Qui ne connaît pas le groupe (participant, soignant, évaluateur, statisticien) ; sinon, comment le biais "
                "est limité.",
                en="Who does not know the group (participant, carer, assessor, statistician); otherwise how bias is limited.",
            ),
            asked_if="comparative",
            shape="narrative",
            items=(
                "spirit_2025:24a",
                "spirit_2025:24b",
                "mdr_annex_xv:3.6.4",
                "iso_14155_annex_a:A.6.1",
                "stard_ai:17a",
                "stard_ai:17b",
            ),
        ),
    ] = None
    unblinding: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Levée de l'aveugle", en="Unblinding"),
            Text(
                fr="Dans quels cas et par qui l'aveugle peut être levé : un oubli fréquent (56 % des protocoles).",
                en="In which cases and by whom the blind may be broken: a frequent omission (56% of protocols).",
            ),
            asked_if="comparative",
            shape="narrative",
            items=("spirit_2025:24c",),
        ),
    ] = None
    setting: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Lieux de l'étude", en="Study setting"),
            Text(fr="Nombre et type de centres.", en="Number and type of sites."),
            shape="narrative",
            items=(
                "spirit_2025:13",
                "spirit_ai:9",
                "mdr_annex_xv:3.1.3",
                "iso_14155_annex_a:A.1.4",
                "stard_ai:9",
                "decide_ai:5",
                "cheers_2022:6",
                "has_ai_grid:1.3",
            ),
        ),
    ] = None
    follow_up_months: Annotated[
        Annotated[Number, Field(ge=0, le=600)] | None,
        Ask(
            Text(fr="Durée de suivi par participant (mois)", en="Follow-up per participant (months)"),
            Text(fr="0 pour une mesure unique, sans suivi.", en="0 for a single measurement, without follow-up."),
            shape="number",
            items=("spirit_2025:18", "mdr_annex_xv:3.6.5", "iso_14155_annex_a:A.6.3"),
        ),
    ] = None
    recruitment_months: Annotated[
        Annotated[Number, Field(ge=0, le=600)] | None,
        Ask(
            Text(fr="Durée des inclusions (mois)", en="Recruitment period (months)"),
            Text(
                fr="Durée prévue entre la première et la dernière inclusion.",
                en="Planned time from first to last enrolment.",
            ),
            shape="number",
            items=("iso_14155_annex_a:A.6.3", "stard_ai:9"),
        ),
    ] = None
    sites: Annotated[
        Annotated[Whole, Field(ge=1, le=10_000)] | None,
        Ask(
            Text(fr="Nombre de centres", en="Number of sites"),
            Text(
                fr="Il sert à juger la faisabilité du recrutement.",
                en="It serves to judge whether recruitment is feasible.",
            ),
            shape="number",
            needed=False,
        ),
    ] = None
    rate_per_site: Annotated[
        Annotated[Number, Field(gt=0, le=100_000)] | None,
        Ask(
            Text(fr="Inclusions par centre et par mois", en="Enrolments per site and month"),
            Text(
                fr="D'après les files actives, pas d'après le besoin.", en="From patient flow, not from what is needed."
            ),
            shape="number",
            needed=False,
        ),
    ] = None
