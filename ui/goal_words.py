"""Words of the statistical goal: risk, sides, margins."""

from __future__ import annotations

from stats.text import Text

GOAL = Text(fr="Objectif statistique", en="Statistical goal")
GOAL_HELP = Text(
    fr="Supériorité : faire mieux. Non-infériorité : ne pas faire moins bien, à une marge près. Équivalence : ni mieux ni "
    "moins bien.",
    en="Superiority: do better. Non-inferiority: not do worse, within a margin. Equivalence: neither better nor worse.",
)
ASSURANCE = Text(fr="Assurance sur la largeur", en="Assurance on the width")
ASSURANCE_HELP = Text(
    fr="Vide : la largeur attendue tient la cible. 90 % : la largeur observée la tient neuf fois sur dix.",
    en="Empty: the expected width meets the target. 90%: the observed width meets it nine times out of ten.",
)
ALPHA = Text(fr="Risque de première espèce", en="Type I error")
ALPHA_HELP = Text(
    fr="Laisser vide pour l'usage : 5 % bilatéral (supériorité), 2,5 % unilatéral (marge).",
    en="Leave empty for the usual value: 5% two-sided (superiority), 2.5% one-sided (margin).",
)
SIDES = Text(fr="Test", en="Test")
SIDE_OPTIONS = {2: Text(fr="bilatéral", en="two-sided"), 1: Text(fr="unilatéral", en="one-sided")}
CONFIDENCE_HELP = Text(fr="Laisser vide pour 95 %.", en="Leave empty for 95%.")
SIDES_HELP = Text(
    fr="Bilatéral sauf raison contraire : un test unilatéral à 5 % est refusé par la plupart des évaluateurs.",
    en="Two-sided unless there is a reason: most reviewers refuse a one-sided test at 5%.",
)
MARGIN = Text(fr="Marge de non-infériorité (positive)", en="Non-inferiority margin (positive)")
MARGIN_HELP = Text(
    fr="Plus grande perte cliniquement acceptable, dans l'unité de l'effet.",
    en="Largest clinically acceptable loss, in the unit of the effect.",
)
MARGIN_RATIO = Text(fr="Limite du rapport (> 1)", en="Limit of the ratio (> 1)")
MARGIN_RATIO_HELP = Text(
    fr="Par exemple 1,3 : un rapport (hazard ratio, risque relatif, odds ratio) allant jusqu'à 1,3 est accepté, ou "
    "jusqu'à 1 / 1,3 quand une valeur plus haute est favorable.",
    en="For example 1.3: a ratio (hazard, risk, odds ratio) up to 1.3 is accepted, or down to 1 / 1.3 when a higher "
    "value is favourable.",
)
MARGIN_GAIN = Text(fr="Marge de supériorité", en="Superiority margin")
MARGIN_GAIN_HELP = Text(
    fr="Gain que l'effet doit dépasser, toujours positif, dans l'unité de l'effet.",
    en="Gain that the effect must exceed, always positive, in the unit of the effect.",
)
MARGIN_REASON = Text(fr="Justification de la marge", en="Justification of the margin")
MARGIN_LOWER = Text(fr="Marge du côté inférieur", en="Margin on the lower side")
MARGIN_UPPER = Text(fr="Marge du côté supérieur", en="Margin on the upper side")
