"""What is asked about interim looks: the shape of the boundaries, its parameter, the futility bounds; and the words printed."""

from __future__ import annotations

from stats.quantities import Choice, Quantity, Series, Unit
from stats.text import Text

BOUNDS = Choice(
    label=Text(fr="Bornes d'efficacité", en="Efficacy boundaries"),
    options={
        "obrien_fleming": Text(
            fr="dépense du risque alpha de type O'Brien-Fleming, Lan-DeMets",
            en="O'Brien-Fleming type alpha spending, Lan-DeMets",
        ),
        "pocock": Text(
            fr="dépense du risque alpha de type Pocock, Lan-DeMets",
            en="Pocock type alpha spending, Lan-DeMets",
        ),
        "hwang_shih_decani": Text(
            fr="dépense du risque alpha de Hwang, Shih et De Cani", en="Hwang-Shih-DeCani alpha spending"
        ),
        "kim_demets": Text(fr="dépense du risque alpha de Kim et DeMets", en="Kim-DeMets alpha spending"),
        "obrien_fleming_classical": Text(fr="bornes d'O'Brien et Fleming", en="O'Brien-Fleming boundaries"),
        "pocock_classical": Text(fr="bornes de Pocock, constantes", en="Pocock boundaries, constant"),
        "wang_tsiatis": Text(fr="bornes de Wang et Tsiatis", en="Wang-Tsiatis boundaries"),
        "haybittle_peto": Text(
            fr="bornes de Haybittle et Peto (z = 3 avant l'analyse finale)",
            en="Haybittle-Peto boundaries (z = 3 before the final analysis)",
        ),
        "final_only": Text(
            fr="aucun arrêt pour efficacité avant l'analyse finale", en="no stop for efficacy before the final analysis"
        ),
        "given_alpha": Text(fr="risque alpha cumulé donné à chaque analyse", en="cumulative alpha given for each look"),
        "given_p": Text(
            fr="valeurs p données aux analyses intermédiaires, reste du risque à l'analyse finale",
            en="p values given for the interim looks, rest of alpha at the final analysis",
        ),
    },
    help=Text(
        fr="Une dépense du risque alpha permet de déplacer ou d'ajouter une analyse en cours d'étude ; les bornes "
        "classiques supposent les analyses faites au moment prévu.",
        en="With alpha spending a look may be moved or added during the study; the classical boundaries assume "
        "that the looks take place as planned.",
    ),
)
GAMMA = Quantity(
    label=Text(fr="Paramètre de Hwang, Shih et De Cani", en="Hwang-Shih-DeCani parameter"),
    unit=Unit.NUMBER,
    help=Text(
        fr="-4 est proche d'O'Brien-Fleming, 1 de Pocock ; à ne renseigner que pour cette dépense.",
        en="-4 is close to O'Brien-Fleming, 1 to Pocock; fill in for this spending only.",
    ),
    symbol="γ",
    ge=-40,
    le=40,
)
RHO = Quantity(
    label=Text(fr="Exposant de Kim et DeMets", en="Kim-DeMets exponent"),
    unit=Unit.NUMBER,
    help=Text(
        fr="3 est proche d'O'Brien-Fleming, 1 dépense le risque en proportion de l'information ; à ne renseigner "
        "que pour cette dépense.",
        en="3 is close to O'Brien-Fleming, 1 spends in proportion to the information; fill in for this spending only.",
    ),
    symbol="ρ",
    gt=0,
    le=20,
)
DELTA = Quantity(
    label=Text(fr="Paramètre de Wang et Tsiatis", en="Wang-Tsiatis parameter"),
    unit=Unit.NUMBER,
    help=Text(
        fr="0 donne les bornes d'O'Brien et Fleming, 0,5 celles de Pocock ; à ne renseigner que pour cette forme.",
        en="0 gives the O'Brien-Fleming boundaries, 0.5 those of Pocock; fill in for this shape only.",
    ),
    symbol="Δ",
    ge=-1,
    le=1,
)
LEVELS = Series(
    label=Text(fr="Niveaux unilatéraux aux analyses intermédiaires", en="One-sided levels at the interim looks"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Un par analyse intermédiaire, pour un risque alpha cumulé donné ou des valeurs p données ; 0 : pas d'arrêt pour "
        "efficacité à cette analyse. Une valeur bilatérale se divise par deux : p < 0,001 bilatéral s'écrit 0,0005.",
        en="One for each interim look, when the cumulative alpha or the p values are given; 0: no stop for efficacy at that "
        "look. A two-sided value is halved: two-sided p < 0.001 is written 0.0005.",
    ),
    symbol="α_k",
    shortest=0,
    ge=0,
    lt=0.5,
)
FUTILITY = Series(
    label=Text(fr="Bornes de futilité", en="Futility bounds"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Une par analyse intermédiaire : l'étude peut s'arrêter si le résultat est moins favorable. Sur z, 0 arrête quand l'effet "
        "observé ne dépasse pas la limite de l'hypothèse nulle, -6 n'arrête jamais. Vide : pas d'arrêt pour futilité.",
        en="One for each interim look: the study may stop when the result is less favourable. On z, 0 stops when the observed "
        "effect does not go beyond the null hypothesis, -6 never stops. Empty: no stop for futility.",
    ),
    symbol="f",
    shortest=0,
    ge=-10,
    le=8,
)
FUTILITY_SCALE = Choice(
    label=Text(fr="Échelle des bornes de futilité", en="Scale of the futility bounds"),
    options={
        "z": Text(fr="statistique z", en="z statistic"),
        "p_value": Text(fr="valeur p unilatérale", en="one-sided p value"),
        "conditional_power": Text(
            fr="puissance conditionnelle, tendance observée", en="conditional power, trend observed"
        ),
        "conditional_power_planned": Text(
            fr="puissance conditionnelle, effet prévu", en="conditional power, planned effect"
        ),
        "predictive_power": Text(fr="puissance prédictive, loi a priori plate", en="predictive power, flat prior"),
    },
    help=Text(
        fr="Sur quelle échelle les bornes de futilité sont données. La puissance conditionnelle est la probabilité de conclure à "
        "l'analyse finale au vu des données recueillies ; usage : 0,1 à 0,3.",
        en="The scale on which the futility bounds are given. Conditional power is the probability of the claim at the final "
        "analysis given the data so far; usually 0.1 to 0.3.",
    ),
)
FUTILITY_SPENDING = Choice(
    label=Text(fr="Dépense des bornes de futilité", en="Spending of the futility bounds"),
    options={
        "none": Text(fr="aucune : bornes de futilité données, ou pas d'arrêt", en="none: bounds given, or no stop"),
        "obrien_fleming": Text(fr="de type O'Brien-Fleming", en="O'Brien-Fleming type"),
        "pocock": Text(fr="de type Pocock", en="Pocock type"),
        "hwang_shih_decani": Text(fr="de Hwang, Shih et De Cani", en="Hwang-Shih-DeCani"),
        "kim_demets": Text(fr="de Kim et DeMets", en="Kim-DeMets"),
    },
    help=Text(
        fr="Calcule les bornes de futilité à la place de valeurs données, en dépensant peu à peu un risque bêta ou une probabilité "
        "d'arrêt sous l'hypothèse nulle.",
        en="Computes the futility bounds instead of given values, by spending little by little a beta or a probability of stopping "
        "under the null hypothesis.",
    ),
)
BETA = Quantity(
    label=Text(fr="Risque de deuxième espèce à dépenser (bêta)", en="Type II error to spend (beta)"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Un moins la puissance visée : 0,1 pour 90 %. Seulement avec une dépense du risque bêta, ou une puissance "
        "conditionnelle sous l'effet prévu.",
        en="One minus the power aimed at: 0.1 for 90%. Only with beta spending, or a conditional power under the planned effect.",
    ),
    symbol="β",
    gt=0,
    le=0.5,
)
FUTILITY_SPENDS = Choice(
    label=Text(fr="Probabilité que dépensent les bornes de futilité", en="Probability that the futility bounds spend"),
    options={
        "beta": Text(
            fr="risque bêta : arrêt malgré l'effet prévu",
            en="beta: stopping despite the planned effect",
        ),
        "null_stop": Text(
            fr="probabilité d'arrêt si l'hypothèse nulle est vraie",
            en="probability of stopping if the null hypothesis is true",
        ),
    },
    help=Text(
        fr="Le risque bêta limite les études utiles arrêtées à tort : choix usuel. La probabilité sous l'hypothèse nulle dit combien "
        "d'études sans intérêt s'arrêtent avant la fin, sans rien supposer de l'effet prévu : pour une règle de sécurité.",
        en="Beta limits the useful studies stopped by mistake: the usual choice. The probability under the null hypothesis says how "
        "many studies of no interest stop before the end, without assuming the planned effect: for a safety rule.",
    ),
)
NULL_STOP = Quantity(
    label=Text(
        fr="Probabilité d'arrêt sous l'hypothèse nulle à dépenser",
        en="Probability of stopping under the null hypothesis to spend",
    ),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Ce que les bornes dépensent sous l'hypothèse nulle jusqu'à l'analyse finale ; une part seulement l'est avant elle. Au plus "
        "un moins le risque alpha unilatéral (97,5 % pour 2,5 %) : les deux bornes se rejoignent alors à la fin. Moins, par exemple "
        "50 % : simple borne de sécurité.",
        en="What the bounds spend under the null hypothesis up to the final analysis; only a part of it before. At most one minus the "
        "one-sided alpha (97.5% for 2.5%): both boundaries then meet at the end. Less, for example 50%: a mere safety bound.",
    ),
    symbol="α*",
    gt=0,
    lt=1,
)
NULL_STOP_LARGE = Text(
    fr="Sous H0, la probabilité d'arrêt pour futilité ne peut pas dépasser un moins le risque alpha unilatéral.",
    en="Under H0 the probability of stopping for futility cannot exceed one minus the one-sided alpha.",
)
FUTILITY_GAMMA = Quantity(
    label=Text(fr="Paramètre de Hwang, Shih et De Cani (futilité)", en="Hwang-Shih-DeCani parameter for futility"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Usuel : -2. Plus il est négatif, plus les arrêts pour futilité sont tardifs.",
        en="Usually -2. The more negative, the later the stops for futility.",
    ),
    symbol="γ_f",
    ge=-40,
    le=40,
)
FUTILITY_RHO = Quantity(
    label=Text(fr="Exposant de Kim et DeMets (futilité)", en="Kim-DeMets exponent for futility"),
    unit=Unit.NUMBER,
    help=Text(
        fr="3 est proche d'O'Brien-Fleming, 1 dépense le risque en proportion de l'information.",
        en="3 is close to O'Brien-Fleming, 1 spends in proportion to the information.",
    ),
    symbol="ρ_f",
    gt=0,
    le=20,
)
LEVELS_COUNT = Text(
    fr="Il faut un niveau par analyse intermédiaire (0 là où l'on ne peut pas conclure).",
    en="One level is needed for each interim look (0 where no claim is possible).",
)
LEVELS_ORDER = Text(
    fr="Le risque alpha cumulé ne peut pas baisser d'une analyse à l'autre, et reste sous le risque total unilatéral.",
    en="The cumulative alpha cannot fall from one look to the next, and stays below the total one-sided risk.",
)
FUTILITY_PROBABILITY = Text(
    fr="Sur cette échelle, une borne de futilité est une probabilité, entre 0 et 1 exclus.",
    en="On this scale a futility bound is a probability, strictly between 0 and 1.",
)
FUTILITY_TWICE = Text(
    fr="Les bornes de futilité sont calculées par une fonction de dépense : ne pas les donner aussi.",
    en="The futility bounds are computed by a spending function: do not give them as well.",
)
FUTILITY_RULE = Choice(
    label=Text(fr="Règle de futilité", en="Futility rule"),
    options={
        "non_binding": Text(fr="bornes de futilité non contraignantes", en="non-binding futility bounds"),
        "binding": Text(fr="bornes de futilité contraignantes", en="binding futility bounds"),
    },
    help=Text(
        fr="Non contraignantes : le comité peut continuer malgré la borne, et le risque alpha reste tenu. "
        "Contraignantes : il faut s'arrêter, sinon le risque alpha est dépassé.",
        en="Non-binding: the committee may go on despite the bound, and alpha still holds. "
        "Binding: the study must stop, otherwise alpha is exceeded.",
    ),
)
TIMES = Text(
    fr="Les fractions d'information doivent être croissantes, entre 0 et 1, et finir à 1 (par exemple 0,5 et 1).",
    en="Information fractions must increase, lie between 0 and 1, and end at 1 (for example 0.5 and 1).",
)
FUTILITY_COUNT = Text(
    fr="Il faut une borne de futilité par analyse intermédiaire (-6 là où il n'y en a pas), ou aucune.",
    en="One futility bound is needed for each interim look (-6 where there is none), or no bound at all.",
)
PARAMETER_NEEDED = Text(
    fr="À renseigner pour les bornes choisies : {label}.",
    en="To be filled in for the boundaries chosen: {label}.",
)
PARAMETER_NOT_USED = Text(
    fr="La forme des bornes choisie n'utilise pas ce paramètre : laisser vide.",
    en="The shape of boundaries chosen does not use this parameter: leave empty.",
)
HSD = Text(
    fr="dépense du risque alpha de Hwang, Shih et De Cani, paramètre -4",
    en="Hwang-Shih-DeCani alpha spending, gamma -4",
)
NO_FUTILITY = Text(fr="sans arrêt pour futilité", en="without stopping for futility")
DRIFT = Text(fr="Espérance de z à la dernière analyse", en="Expected z at the last analysis")
DRIFT_HOW = Text(fr="sous l'hypothèse retenue, à l'effectif maximal", en="under the alternative, at the largest size")
INFLATION = Text(fr="Facteur d'inflation", en="Inflation factor")
INFLATION_HOW = Text(
    fr="information maximale, sur celle d'une analyse unique de même puissance",
    en="largest information, over that of a single analysis of the same power",
)
