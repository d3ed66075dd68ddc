"""The sentences of reader studies: refusals, cautions, journal lines, justification."""

from __future__ import annotations

from stats.text import Text

WHOLE_READERS = Text(
    fr="Le nombre de lecteurs est un nombre entier, au moins 2.",
    en="The number of readers is a whole number, at least 2.",
)
LOWER_IS_NOT_BETTER = Text(
    fr="Une performance plus élevée est toujours favorable : choisir « une valeur plus élevée » comme sens favorable.",
    en="A higher performance is always favourable: choose “higher” as the favourable direction.",
)
ONE_OF_TWO = Text(
    fr="Donner soit l'écart-type entre lecteurs, soit l'étendue conjecturée entre lecteurs : l'un des deux, pas les deux.",
    en="Give either the standard deviation between readers or the conjectured range between readers: one of the two, not "
    "both.",
)
NO_CORRELATION = Text(
    fr="Donner les trois corrélations r1, r2 et r3.",
    en="Give the three correlations r1, r2 and r3.",
)
NO_ERROR_LEFT = Text(
    fr="Ces corrélations ne laissent aucune erreur propre à chaque lecteur : r1 + (r2 - r3) doit rester inférieur à 1.",
    en="These correlations leave no error of each reader's own: r1 + (r2 - r3) must stay below 1.",
)
_ADD_READERS = Text(
    fr="Avec ce nombre de lecteurs, aucun nombre de cas n'atteint la cible de {target} : même avec {largest} cas, on n'obtient "
    "que {best}. Ajouter des lecteurs ; ajouter des cas ne suffit pas.",
    en="With this number of readers no number of cases reaches the target of {target}: even with {largest} cases, only {best} "
    "is obtained. Add readers; adding cases is not enough.",
)


def add_readers(for_80: int | None, for_90: int | None) -> Text:
    """Why no size answers, and how many readers a power of 80 or 90 % takes."""
    if for_80 is None:
        return _ADD_READERS
    fr = f" Il faut au moins {for_80} lecteurs pour une puissance de 80 %"
    en = f" 80% of power takes at least {for_80} readers"
    if for_90 is not None:
        fr, en = f"{fr}, {for_90} pour 90 %", f"{en}, 90% at least {for_90}"
    return Text(fr=f"{_ADD_READERS.fr}{fr}.", en=f"{_ADD_READERS.en}{en}.")


FEW_READERS = 5
CAUTIONS = {
    "few_readers": Text(
        fr="Moins de cinq lecteurs : leur variabilité est mal connue. Par simulation, le risque bilatéral de 0,05 monte à 0,06 ou "
        "0,07 et la puissance s'écarte du calcul, de 2 points au-dessous à 5 points au-dessus. Ajouter des lecteurs, et rapporter "
        "chaque lecteur.",
        en="Fewer than five readers: their variability is poorly known. By simulation the two-sided error of 0.05 rises to 0.06 or "
        "0.07 and power departs from the calculation, from 2 points below to 5 points above. Add readers, and report each reader.",
    ),
    "fixed_readers": Text(
        fr="Lecteurs fixes : la conclusion ne vaut que pour ces lecteurs, pas pour les utilisateurs à venir du dispositif. Un "
        "expert demandera des lecteurs aléatoires.",
        en="Fixed readers: the conclusion holds for these readers only, not for the future users of the device. A reviewer "
        "will ask for random readers.",
    ),
    "fixed_cases": Text(
        fr="Cas fixes : la conclusion ne vaut que pour ces cas, pas pour les patients à venir.",
        en="Fixed cases: the conclusion holds for these cases only, not for future patients.",
    ),
    "obuchowski_rockette": Text(
        fr="Avec lecteurs moins un degrés de liberté, le test est trop prudent : son risque réel reste au-dessous de celui "
        "annoncé et il demande plus de cas que l'analyse de Hillis.",
        en="With readers minus one degrees of freedom the test is too cautious: its real error stays below the one announced "
        "and it asks for more cases than Hillis's analysis.",
    ),
    "normal": Text(
        fr="L'approximation normale oublie que la variance entre lecteurs est estimée sur quelques lecteurs : avec 5 lecteurs, "
        "elle annonce 66 % quand la puissance de l'analyse de Hillis est de 52 %. À n'utiliser que pour comparer.",
        en="The normal approximation forgets that the variance between readers is estimated on a few readers: with 5 readers "
        "it announces 66% where the power of Hillis's analysis is 52%. For comparison only.",
    ),
}
R3_ABOVE_R2 = Text(
    fr="La corrélation r3 dépasse r2 : les erreurs de deux lecteurs se ressembleraient davantage d'une modalité à l'autre que dans la "
    "même, ce qui est inhabituel et vient le plus souvent de valeurs interverties ou d'un petit pilote. Le calcul retient alors r2 = r3 "
    "et les lecteurs n'ont plus d'erreur en commun : le nombre de cas peut être trop petit avec beaucoup de lecteurs, trop grand avec "
    "peu. Vérifier les trois corrélations à leur source et montrer l'effectif avec un r2 au-dessus de r3.",
    en="Correlation r3 exceeds r2: the errors of two readers would be more alike from one modality to the other than within the same one, "
    "which is unusual and mostly comes from values that were swapped or from a small pilot study. The calculation then takes r2 = r3 "
    "and the readers have no error in common: the number of cases may be too small with many readers, too large with few. Check the "
    "three correlations at their source and show the size with r2 above r3.",
)
R2_ABOVE_R1 = Text(
    fr="La corrélation r2 dépasse r1 : deux lecteurs différents se ressembleraient davantage dans une modalité qu'un même lecteur d'une "
    "modalité à l'autre, ce qui est inhabituel. Si les deux valeurs sont interverties, le nombre de cas peut être deux fois trop grand. "
    "Vérifier les corrélations à leur source.",
    en="Correlation r2 exceeds r1: two different readers would be more alike within a modality than one reader from one modality to the "
    "other, which is unusual. If the two values were swapped, the number of cases may be twice too large. Check the correlations at "
    "their source.",
)
_NEAR = 0.02  # published estimates of r1 and r2 are often that close


def unusual(correlations: tuple[float, float, float]) -> Text | None:
    """What an unusual order of r1, r2 and r3 implies."""
    r1, r2, r3 = correlations
    return R3_ABOVE_R2 if r3 > r2 else R2_ABOVE_R1 if r2 > r1 + _NEAR else None


FEW = Text(
    fr="Moins de 5 lecteurs : la variance entre lecteurs sera très mal estimée. Ajouter des lecteurs si possible.",
    en="Fewer than 5 readers: the variance between readers will be very poorly estimated. Add readers if possible.",
)
EDGE = Text(
    fr="succès si la différence moyenne observée atteint {edge} ou mieux (avec les variances attendues)",
    en="success if the mean observed difference reaches {edge} or better (with the expected variances)",
)
BETWEEN = Text(fr="Écart-type entre lecteurs de la vraie différence", en="SD between readers of the true difference")
PRIVATE = Text(
    fr="Erreur standard de la différence d'un lecteur, part qui lui est propre",
    en="Standard error of one reader's difference, part specific to that reader",
)
COMMON = Text(
    fr="Erreur standard de la différence, part commune à tous les lecteurs (mêmes cas)",
    en="Standard error of the difference, part common to all readers (same cases)",
)
ERROR = Text(fr="Erreur standard de la différence moyenne", en="Standard error of the mean difference")
DF = Text(fr="Degrés de liberté", en="Degrees of freedom")
CEILING = Text(fr="Puissance avec un nombre illimité de cas", en="Power with an unlimited number of cases")
CEILING_HOW = Text(
    fr="plafond que fixe le nombre de lecteurs : au-delà, ajouter des lecteurs",
    en="ceiling set by the number of readers: beyond it, add readers",
)
COUNTED = Text(
    fr=" Seuls sont comptés les malades pour une sensibilité, les non-malades pour une spécificité.",
    en=" Only diseased cases are counted for a sensitivity, only non-diseased cases for a specificity.",
)
READ_BY = {
    "random": Text(
        fr="{readers} lecteurs considérés comme un échantillon de leurs confrères, sur {n_total} cas analysables",
        en="{readers} readers regarded as a sample of their peers, on {n_total} analysable cases",
    ),
    "fixed_readers": Text(
        fr="ces {readers} lecteurs (la conclusion ne s'étendant pas à d'autres), sur {n_total} cas analysables",
        en="these {readers} readers (the conclusion not extending to others), on {n_total} analysable cases",
    ),
    "fixed_cases": Text(
        fr="{readers} lecteurs considérés comme un échantillon de leurs confrères, sur ces {n_total} cas (la conclusion ne "
        "s'étendant pas à d'autres)",
        en="{readers} readers regarded as a sample of their peers, on these {n_total} cases (the conclusion not extending to "
        "others)",
    ),
}
