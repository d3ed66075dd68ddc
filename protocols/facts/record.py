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
    # references
    uncited_references: tuple[str, ...] | None = None  # keys
    unknown_citations: tuple[str, ...] | None = None  # keys
    malformed_dois: tuple[str, ...] | None = None
    double_references: tuple[str, ...] | None = None  # keys
    old_sources: tuple[tuple[Text, int], ...] | None = None  # assumption and year of its source
    # qualification and maturity
    product_declared: str | None = None
    product_derived: str | None = None
    product_type: str | None = None  # declared, else derived
    mdr_class: str | None = None
    informs_decisions: bool | None = None  # diagnosis, treatment or monitoring: rule 11
    pillars_missing: tuple[Text, ...] | None = None
    quality_ready: bool | None = None
    # claim
    aim: str | None = None
    benefit_declared: bool | None = None
    benefit: str | None = None
    margin_parts_missing: tuple[Text, ...] | None = None
    economic_parts_missing: tuple[Text, ...] | None = None
    economic_sized: bool | None = None
    joint_sized: bool | None = None
    objective_claim: str | None = None  # what the words of the primary objective announce
    rct_reason_given: bool | None = None
    market_target: str | None = None
    asa_comparator: str | None = None
    results_after_cover_months: float | None = None  # from the start of early cover to the results, at the earliest
    cover_deadline_months: int | None = None
    heart_failure_monitored: bool | None = None
    comparator_names_monitoring: bool | None = None
    # economic evaluation, organisation, access
    econ_planned: bool | None = None
    econ_benefit_claimed: bool | None = None
    econ_method: str | None = None
    econ_horizon_months: float | None = None
    econ_discount_rate: float | None = None  # per cent a year; 0 when declared not applicable
    econ_instrument: str | None = None
    econ_instrument_reason: bool | None = None
    econ_costs_incomplete: tuple[Text, ...] | None = None
    econ_utilities_outside: tuple[Text, ...] | None = None
    econ_modelled: bool | None = None
    asa_claimed: str | None = None
    turnover_millions: float | None = None
    device_role: str | None = None
    organisation_given: bool | None = None
    used_by_patient: bool | None = None
    digital_alternative_given: bool | None = None
    # centres, calendar, money
    centres_listed: bool | None = None
    enrolment_chance: float | None = None  # of reaching the number to enrol in the planned period
    centres_for_80: int | None = None
    centres_without_range: int | None = None
    centres_opening_late: int | None = None
    share_french: float | None = None  # of the expected enrolments
    project_months: float | None = None  # from the start of the project to the report
    funded_months: int | None = None
    budget_total: float | None = None
    budget_each: float | None = None  # whole cost per participant
    spend_declared: float | None = None
    # multiplicity
    n_primary: int | None = None
    success_rule: str | None = None
    multiplicity_method: str | None = None
    joint_power: float | None = None  # for all claims, at the number planned or found
    both_claims_required: bool | None = None  # by the benefit claimed
    n_comparisons: int | None = None
    comparisons_method: str | None = None
    comparisons_all_required: bool | None = None
    # estimand: intercurrent events, form of accuracy studies
    ice_not_events: tuple[Text, ...] | None = None  # rows that name missing data, loss to follow-up or unblinding
    ice_ignored: tuple[Text, ...] | None = (
        None  # a share, a strategy that changes the calculation, assumptions that ignore it
    )
    ice_unsaid: tuple[Text, ...] | None = None  # the same, without saying whether the assumptions allow for it
    ice_counted_twice: bool | None = None
    analysis_unit: str | None = None
    allows_within_patient: bool | None = None  # the design counts several observations per patient as correlated
    uninterpretable: str | None = None
    # endpoints
    alpha_above: tuple[Text, ...] | None = None  # key secondary endpoints tested at more than the primary risk
    key_incomplete: tuple[Text, ...] | None = None
    key_tests: int | None = None
    safety_listed: bool | None = None
    primary_surrogate: bool | None = None
    surrogate_validated: bool | None = None
    several_comparisons: bool | None = None
    subgroup_claim: bool | None = None
    subgroup_controlled: bool | None = None
    # funding
    funding_edition: str | None = None
    funding_theme: str | None = None
    funding_stage: str | None = None
    funding_months: int | None = None
    funding_spend: float | None = None
    funding_aid: float | None = None
    funding_aid_share: float | None = None  # of the total spending
    funding_partners: int | None = None  # funded beside the applicant
    applicant_is_manufacturer: bool | None = None
    applicant_french: bool | None = None
    evaluation_only: bool | None = None
    funding_ce: str | None = None
    funding_ce_before_end: bool | None = None
    funding_starts_after_filing: bool | None = None
    funding_quality: bool | None = None
    funding_quality_covers: bool | None = None
    funding_share_french: float | None = None
    # situation of the device and choice of the design
    situation_existing_data: bool | None = None
    situation_randomisable: str | None = None
    situation_autonomous: bool | None = None
    situation_taught: bool | None = None  # professionals use it, and can carry what they learn to other patients
    situation_contamination: bool | None = None
    situation_adopted_plan: str | None = None
    situation_rate: float | None = None
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
    # reader studies, prediction models, looks and beliefs, subgroups
    n_readers: float | None = None
    readers_fixed: bool | None = None
    readers_stated: int | None = None  # in the text, where another number than that of the calculation comes first
    readings_separated: bool | None = None  # an interval between the two readings of a case is described
    auc_sized: bool | None = None
    operating_point_named: bool | None = None
    prediction_stage: str | None = None
    validation_prevalence: float | None = None
    shrinkage_target: float | None = None
    calibration_planned: bool | None = None
    internal_validation: bool | None = None
    futility_binding: bool | None = None
    reestimation_planned: bool | None = None  # in the text of the analysis
    reestimation_in_design: bool | None = None
    reestimation_on_effect: bool | None = None  # the size is set again from the difference seen between arms
    reestimation_test_named: bool | None = None  # a test that keeps its level then
    reestimation_capped: bool | None = None
    reestimation_ranged: bool | None = None
    reestimation_pooled: bool | None = None  # the text says that who estimates sees pooled data only
    reestimation_worst_power: float | None = None  # over the plausible range, cap included
    prior_weight: float | None = None  # participants that the prior is worth
    subgroup_width: float | None = None  # of the interval in the smallest subgroup
    # what the text announces of the looks, beside the calculation
    looks_stated: tuple[float, ...] | None = None  # shares of the information
    looks_sized: tuple[float, ...] | None = None
    bounds_stated: tuple[str, ...] | None = None
    bounds_sized: tuple[str, ...] | None = None  # for efficacy, then for futility
    futility_stated: str | None = None  # binding, non_binding, or stops when the text does not say
    futility_sized: str | None = None  # binding, non_binding or none
    # what the text announces of several primary endpoints, and of the power
    several_announced: bool | None = None
    several_sized: bool | None = None
    one_announced: bool | None = None
    procedures_stated: tuple[str, ...] | None = None
    success_stated: str | None = None
    risk_split: tuple[float, ...] | None = None
    power_stated: float | None = None  # the highest one written for the primary endpoints
    # the economic calculation beside the economic section
    qaly_values_stated: tuple[float, ...] | None = None  # euros
    qaly_value_sized: float | None = None
    cost_spread_stated: tuple[float, ...] | None = None
    cost_spreads_sized: tuple[float, ...] | None = None  # of costs and of net benefits, by arm
    cost_correlation_stated: float | None = None
    cost_correlation_sized: float | None = None
    economic_unit: str | None = None
    economic_months: float | None = None  # horizon that the name of the economic endpoint gives
    economic_perspective: str | None = None
    econ_perspective: str | None = None
    econ_sample_size: float | None = None
    # what the text says of the readings
    readings_split: bool | None = None  # cases or readers divided, instead of every reader on every case
    readers_for_others: bool | None = None  # the conclusion is said to hold for other readers
    reading_gap: float | None = None  # days between two readings of a case
    reader_correlations: tuple[float, float, float] | None = None  # r1, r2, r3
    # rules of thumb, candidate parameters, belief in the effect
    events_per_variable: bool | None = None  # they justify the size
    parameters_stated: int | None = None  # the largest number of candidates in the text
    parameters_sized: float | None = None
    pilot_tested: bool | None = None
    pilot_confirmatory: bool | None = None
    rule_of_three: bool | None = None
    excluded_by_three: float | None = None  # smallest frequency that the text excludes by the rule of three
    rare_cases: float | None = None
    rare_confidence: float | None = None
    assurance_on_effect: bool | None = None
    # sentences that a reviewer would underline: the words themselves, "" when nothing of the kind is written
    threshold_on_study: str | None = None
    learned_on_patients: str | None = None
    learned_in_centres: str | None = None
    validated_on_development: str | None = None
    recalibrated_first: str | None = None
    fragile_development: str | None = None
    partial_verification: str | None = None
    reference_with_device: str | None = None
    reference_by_readers: str | None = None
    readings_pooled: str | None = None
    readings_in_order: str | None = None
    pilot_counted: str | None = None
    stop_at_five_percent: str | None = None
    futility_unsized: str | None = None
    costs_not_as_means: str | None = None
    five_users: str | None = None
    none_means_safe: str | None = None
    pilot_effect_to_size: str | None = None
    prior_from_study: str | None = None
    judged_on_estimate: str | None = None
    # numbers in the text that are not those of the calculation, 0 or "" when none differs
    people_stated: int | None = None
    spread_stated: float | None = None
    effect_stated: float | None = None
    losses_stated: float | None = None
    sites_stated: int | None = None
    endpoint_days: float | None = None  # when the primary endpoint is measured
    objective_days: float | None = None
    version_stated: str | None = None
    sides_stated: int | None = None
    risks_stated: tuple[float, ...] | None = None
    interval_stated: float | None = None  # level of the interval on which the conclusion is read
    margin_stated: float | None = None
    auc_kept: float | None = None  # margin over the gain of the control on chance
    title_against: tuple[Text, ...] | None = None
    correlation_assumed: float | None = None  # between claims, when it has no plausible range
    hopeful: tuple[Text, ...] | None = None  # assumptions at the favourable end of their range
    # what the text says, or leaves out, of a design of its own kind
    looks_counted: int | None = None
    stages_named: bool | None = None
    stages_stated: tuple[int, ...] | None = None
    stages_sized: tuple[int, int] | None = None  # participants of the first stage, and of both
    revision_cap_stated: float | None = None
    revision_cap_sized: float | None = None
    revision_share_stated: float | None = None
    revision_share_sized: float | None = None
    prior_tested: bool | None = None
    posterior_stated: float | None = None
    posterior_sized: float | None = None
    severity_planned: bool | None = None
    progression_planned: bool | None = None
    calibration_tested_only: bool | None = None
    economics_sized: bool | None = None
    values_without_reason: tuple[str, ...] | None = None
    other_test: bool | None = None
    time_modelled: bool | None = None
    # where each comes from: the path of a field of the protocol
    origin: dict[str, str] = field(default_factory=dict)
