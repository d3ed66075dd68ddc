"""Words of clinics and of projects that lead to designs whose cards do not use them, in both languages."""

from __future__ import annotations

MEANS = ("two_means", "ancova", "repeated_measures", "paired_means", "crossover_means", "cluster_means")
SHARES = ("two_proportions", "risk_ratio", "odds_ratio", "cluster_proportions")
COUNTS = ("negative_binomial_rates", "recurrent_events", "poisson_rates", "cluster_rates")
TIMES = ("log_rank", "log_rank_piecewise", "delayed_effect", "rmst_difference", "competing_risks", "milestone_survival")
CLUSTERS = ("cluster_means", "cluster_proportions", "cluster_rates", "cluster_crossover", "stepped_wedge")
READER_STUDIES = ("mrmc_auc", "mrmc_binary", "standalone_vs_panel", "standalone_vs_panel_binary")
READERS = ("cohen_kappa", "weighted_kappa", "icc", "kappa_precision", "icc_precision")
SKEWED = ("rank_sum", "reading_time", "two_means")
MODELS = (
    "prediction_development_binary",
    "prediction_development_continuous",
    "prediction_development_survival",
    "validation_c",
    "validation_continuous",
    "validation_large",
    "validation_net_benefit",
    "validation_oe",
    "validation_slope",
)
DETECTION = ("sensitivity_specificity", "one_proportion", "paired_accuracy", "paired_proportions", "predictive_values")

ASSOCIATED: dict[tuple[str, ...], str] = {
    MEANS: "comparer comparaison compare essai randomisé randomised trial deux groupes two groups qualité de vie quality of life douleur pain score symptômes symptoms questionnaire HbA1c pression tension blood "
    "pressure poids weight dépression anxiété anxiety insomnie insomnia sommeil sleep observance adherence",
    SHARES: "comparer comparaison compare essai randomisé randomised trial deux groupes two groups taux rate pourcentage percentage "
    "réhospitalisation rehospitalisation taux de réussite success rate guérison cure rémission remission abstinence contrôle répondeurs responders "
    "complication mortalité mortality décès death recours vaccination dépistage",
    COUNTS: "réhospitalisations réadmissions readmissions hospitalisations admissions erreurs médicamenteuses medication errors chutes falls "
    "événements indésirables adverse events consultations visites appels calls crises seizures alertes alerts",
    TIMES: "réhospitalisation rehospitalisation survie survival décès death mortalité mortality récidive relapse rechute progression délai time réadmission "
    "readmission hospitalisation",
    CLUSTERS: "hôpital hôpitaux hospital services wards cabinets practices médecins généralistes general practitioners "
    "urgences emergency déploiement roll-out grappes clusters organisation",
    READERS: "accord agreement concordance lecteurs readers radiologues radiologists reproductibilité reproducibility fiabilité "
    "reliability",
    READER_STUDIES: "lecteurs readers radiologues radiologists relecture reading assistance aide à la lecture MRMC multi-reader panel",
    SKEWED: "durée de séjour length of stay attente waiting time temps gagné time saved gain de temps minutes délai",
    DETECTION: "dépistage screening diagnostic diagnosis détection detection triage faux négatifs false negatives fracture nodule "
    "lésion sepsis AVC stroke radiographie scanner imagerie imaging",
    ("screen_positive",): "dépistage screening rappel recall mammographie mammography",
    (
        "auc_goal",
        "auc_paired",
        "auc_independent",
        "auc_precision",
    ): "prédiction prediction discrimination c-statistique probabilité probability score de risque risk score",
    ("ancova",): "jumeau numérique digital twin pronostique prognostic score valeur initiale baseline",
    (
        "bland_altman",
        "limits_precision",
    ): "mesure measurement capteur sensor montre watch tensiomètre comparaison de méthodes method",
    (
        "stepped_wedge",
        "stepped_wedge_proportions",
        "before_after_control",
        "before_after_control_proportions",
    ): "déploiement roll-out progressif avant après before after",
    ("reading_time",): "temps gagné time saved gain de temps productivité productivity interprétation",
    ("several_means", "factorial_means"): "doses versions stratégies strategies bras arms",
    (
        "one_rate",
        "poisson_rates",
    ): "incident panne failure vigilance rare complication taux d'événements event rate après commercialisation post-market "
    "surveillance suivi follow-up",
    (
        "net_benefit",
        "cost_difference",
    ): "économie économique economic economics médico-économique efficience coût efficacité "
    "cost-effectiveness dépenses spending",
    MODELS: "modèle model prédiction prediction prédictif predictive pronostique prognostic score de risque risk score algorithme algorithm "
    "apprentissage machine learning externe external",
    (
        "standalone_vs_panel",
        "standalone_vs_panel_binary",
    ): "IA AI algorithme algorithm seul seule alone autonome contre versus",
    ("problem_discovery",): "usabilité erreurs d'utilisation use errors sommative summative formative IEC 62366",
    (
        "rare_event",
    ): "règle des trois rule of three effet indésirable adverse event sécurité safety après commercialisation post-market",
    ("prediction_development_survival",): "survie survival délai time",
    ("simon_two_stage",): "optimal minimax admissible Jung arrêt précoce early stopping",
    ("simon_two_stage", "one_proportion_bayes"): "phase II exploratoire exploratory un bras single arm",
    (
        "pilot_size",
        "problem_discovery",
        "rare_event",
    ): "faisabilité feasibility pilote pilot ergonomie usability human factors",
}
