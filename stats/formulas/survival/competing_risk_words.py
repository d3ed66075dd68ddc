"""What the design of competing risks says: its refusals, its steps, its sentence."""

from __future__ import annotations

from stats.text import Text

TOO_MANY = Text(
    fr="L'événement et l'événement concurrent ne peuvent pas toucher à eux deux tous les participants à l'horizon : leur somme "
    "doit rester inférieure à 1.",
    en="The event and the competing event cannot together reach every participant by the horizon: their sum must stay below 1.",
)
NO_MARGIN = Text(
    fr="Le test de Gray ne se prête ici qu'à une supériorité : pour une marge, choisir le log-rank cause-spécifique.",
    en="Gray's test serves superiority only here: for a margin choose the cause-specific log-rank test.",
)
BY_EVENTS = Text(
    fr="La formule du nombre d'événements s'écarte de la puissance réelle de plusieurs points à bras inégaux ou, pour le test "
    "de Gray, quand l'effet est marqué : choisir l'intégration sur le suivi.",
    en="The number-of-events formula departs from the true power by several points with unequal arms or, for Gray's test, "
    "with a marked effect: choose integration over the follow-up.",
)
CONTROL = (
    Text(fr="Risque instantané de l'événement, bras contrôle", en="Hazard of the event, control arm"),
    Text(
        fr="Risque instantané de l'événement concurrent, bras contrôle", en="Hazard of the competing event, control arm"
    ),
)
PER_MONTH = Text(
    fr="par mois, -ln(1 - somme des incidences) / horizon, partagé selon les incidences",
    en="per month, -ln(1 - sum of the incidences) / horizon, shared by the incidences",
)
INCIDENCE = Text(
    fr="Incidence cumulée de l'événement à l'horizon, bras expérimental",
    en="Cumulative incidence of the event at the horizon, experimental arm",
)
SUBDISTRIBUTION = Text(
    fr="Hazard ratio de sous-distribution à l'horizon", en="Subdistribution hazard ratio at the horizon"
)
LOGS = Text(
    fr="rapport des ln(1 - incidence cumulée) des deux bras", en="ratio of ln(1 - cumulative incidence) of both arms"
)
EVENTS = Text(fr="Événements d'intérêt attendus", en="Expected events of interest")
DRIFT = Text(
    fr="Espérance de la statistique du test, par racine de participant",
    en="Expected test statistic, per root of a participant",
)
SPREAD = Text(
    fr="Écart type de la statistique sous l'alternative", en="Standard deviation of the statistic under the alternative"
)
TESTS = {
    "cause_specific": Text(fr="un test du log-rank cause-spécifique", en="a cause-specific log-rank test"),
    "gray": Text(fr="un test de Gray", en="Gray's test"),
}
SENTENCES = {
    "superiority": Text(
        fr="Pour mettre en évidence, par [test], un hazard ratio cause-spécifique de {hazard_ratio} "
        "({competing_ratio} pour l'événement concurrent), avec dans le bras contrôle des incidences "
        "cumulées à {horizon} de {incidence_control} pour l'événement et {competing_control} pour "
        "l'événement concurrent, au risque de première espèce {sides} de {alpha} et avec une puissance de "
        "{target}, {n_total} participants sont nécessaires ({n_arms}, {n_events} événements d'intérêt "
        "attendus), ",
        en="To detect, by [test], a cause-specific hazard ratio of {hazard_ratio} ({competing_ratio} for the "
        "competing event), with cumulative incidences at {horizon} in the control arm of "
        "{incidence_control} for the event and {competing_control} for the competing event, at a {sides} "
        "type I error of {alpha} and with a power of {target}, {n_total} participants are needed "
        "({n_arms}, {n_events} events of interest expected), ",
    ),
    "non_inferiority": Text(
        fr="Pour montrer, par [test], la non-infériorité avec une limite de hazard ratio cause-spécifique de "
        "{margin}, sous un hazard ratio vrai de {hazard_ratio} ({competing_ratio} pour l'événement "
        "concurrent), avec dans le bras contrôle des incidences cumulées à {horizon} de "
        "{incidence_control} pour l'événement et {competing_control} pour l'événement concurrent, au "
        "risque de première espèce unilatéral de {alpha} et avec une puissance de {target}, {n_total} "
        "participants sont nécessaires ({n_arms}, {n_events} événements d'intérêt attendus), ",
        en="To show, by [test], non-inferiority with a cause-specific hazard-ratio limit of {margin}, under "
        "a true hazard ratio of {hazard_ratio} ({competing_ratio} for the competing event), with "
        "cumulative incidences at {horizon} in the control arm of {incidence_control} for the event and "
        "{competing_control} for the competing event, at a one-sided type I error of {alpha} and with a "
        "power of {target}, {n_total} participants are needed ({n_arms}, {n_events} events of interest "
        "expected), ",
    ),
}
