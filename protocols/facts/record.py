"""The flat, typed, all-optional view itself: every fact by its name, and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from stats.text import Text

Side = Literal["favourable", "null", "adverse", "beyond margin"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a study, by topic."""

    # hypothesis and risk
    framework: str | None = None
    alpha: float | None = None
    sided: int | None = None
    power: float | None = None
    phase: str | None = None
    margin: float | None = None
    margin_justified: bool | None = None
    effect_side: Side | None = None
    # size
    n_recomputed: int | None = None  # analysed
    n_evaluable: int | None = None
    n_first_touch: int | None = None
    n_enrolled_needed: int | None = None
    n_enrolled: int | None = None  # planned by the author
    n_analysed_planned: int | None = None  # what the planned number leaves for the analysis
    n_arms: int | None = None
    n_per_arm_recomputed: int | None = None
    p_control: float | None = None
    expected_p: float | None = None
    ni_formula: str | None = None
    event_formula: str | None = None
    allocation_ratio: float | None = None
    interval: str | None = None
    # losses
    attrition: float | None = None
    followup_months: float | None = None
    # assumptions
    unsourced: tuple[Text, ...] | None = None
    without_range: tuple[Text, ...] | None = None
    effect_basis: str | None = None
    # question
    summary_measure: str | None = None
    measures_served: tuple[str, ...] | None = None
    primary_type: str | None = None
    # device
    intervention_type: str | None = None
    algorithm_version: str | None = None
    algorithm_locked: bool | None = None
    threshold_prespecified: bool | None = None
    # analysis
    outcome_good: bool | None = None
    missing_data_method: str | None = None
    primary_population: str | None = None
    estimand_attributes_missing: tuple[str, ...] | None = None
    # recruitment
    n_sites: int | None = None
    rate_site_month: float | None = None
    recruit_months: float | None = None
    # plan, randomisation, masking
    plan_type: str | None = None
    design_arms: int | None = None
    type_sized: str | None = None  # type of endpoint that the design sizes
    data_paired: bool | None = None
    ss_paired: bool | None = None
    randomised: bool | None = None
    clusters_randomised: bool | None = None
    allocation_given: bool | None = None
    allocation_stated: float | None = None
    clinicians_shared: bool | None = None
    contamination_plan: bool | None = None
    registration_planned: bool | None = None
    sampling: str | None = None
    reference_readers_blinded: bool | None = None
    primary_source: str | None = None
    participants_blinded: bool | None = None
    assessor_blinded: bool | None = None
    # more of the size
    planned_reason_given: bool | None = None
    effect_documented: bool | None = None
    pilot_without_range: tuple[Text, ...] | None = None
    outside_range: tuple[Text, ...] | None = None
    expected_diff_favours_new: float | None = None
    expected_diff_justified: bool | None = None
    prevalence: float | None = None
    n_cases_required: int | None = None
    kept: float | None = None  # share of the enrolled who are analysed
    unevaluable: float | None = None
    pg_justified: bool | None = None
    benchmark_uncertain: bool | None = None
    design_clustered: bool | None = None
    n_clusters_smallest: int | None = None  # clusters of the smaller arm
    cluster_cv_given: bool | None = None
    overdispersion: bool | None = None  # counts are allowed to vary more than Poisson counts
    variance_reduction: float | None = None  # share of the variance that covariates explain
    variance_reduction_documented: bool | None = None
    # more of the question and the analysis
    claim: str | None = None
    claim_level: str | None = None
    primary_level: str | None = None
    ice_strategies: tuple[str, ...] | None = None
    ice_device_covered: bool | None = None
    economic_endpoint: bool | None = None
    economic_frame: bool | None = None
    interim_planned: bool | None = None
    interim_in_design: bool | None = None
    idmc: bool | None = None
    n_secondary_claims: int | None = None
    secondary_hierarchy: bool | None = None
    has_pp_analysis: bool | None = None
    posthoc_power_planned: bool | None = None
    delayed_effect_plausible: bool | None = None
    nph_sensitivity: bool | None = None
    # more of the algorithm
    uses_ai: bool | None = None
    independence_given: bool | None = None
    split_level: str | None = None
    updates_planned: bool | None = None
    change_control_plan: bool | None = None
    subgroups_planned: bool | None = None
    # route
    route_id: str | None = None
    route_investigation: bool | None = None
    route_open: int | None = None  # questions that still decide, once the page was begun
    route_confirmed: bool | None = None  # the outcome is not one to be confirmed
    route_days: int | None = None  # longest of the opinions and authorisations
    route_cpp: bool | None = None
    filing_to_inclusion: int | None = None  # days
    id_rcb_known: bool | None = None
    consent_form: str | None = None
    cover_short: tuple[Text, ...] | None = None  # amounts of insurance below the minimum
    uses_claims_data: bool | None = None
    methodology_named: str | None = None
    used_in_purpose: bool | None = None
    purpose_given: bool | None = None
    vulnerable_included: bool | None = None
    vulnerable_explained: bool | None = None
    sponsor_named: bool | None = None
    sponsor_place: str | None = None
    existing_only: bool | None = None
    benefit_sought: bool | None = None
    # visits
    procedures_added: int | None = None
    procedures_unweighed: tuple[Text, ...] | None = None
    procedures_unplaced: tuple[Text, ...] | None = None
    # where each comes from: the path of a field of the protocol
    origin: dict[str, str] = field(default_factory=dict)
