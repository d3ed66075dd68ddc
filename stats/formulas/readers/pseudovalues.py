"""Components of a Dorfman-Berbaum-Metz analysis (variances of pseudovalues), as another way to state the error of a reader study.

Var(TC) and Var(error) are per case: over K cases, Var - Cov1 = (Var(TC) + Var(error)) / K and Cov2 - Cov3 = Var(TC) / K, counted as
zero when negative (Hillis, Obuchowski and Berbaum 2011; the conversion of RJafroc, UtilDBM2ORVarCom).
"""

from __future__ import annotations

from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text

VARIANCE_BY_CASE = Quantity(
    label=Text(fr="Var(TC) d'une analyse DBM", en="Var(TC) of a DBM analysis"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Composante modalité × cas des pseudo-valeurs (Dorfman, Berbaum et Metz), telle qu'imprimée : elle remplace les "
        "corrélations et la variance d'erreur. Négative, elle s'écrit telle quelle. Laisser vide sinon.",
        en="Modality-by-case component of the pseudovalues (Dorfman, Berbaum and Metz), as printed: it replaces the correlations "
        "and the error variance. A negative one is typed as it is. Leave empty otherwise.",
    ),
    symbol="σ²_TC",
    ge=-1,
    le=10,
    seldom=True,
)
RESIDUAL = Quantity(
    label=Text(fr="Var(erreur) d'une analyse DBM", en="Var(error) of a DBM analysis"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Composante d'erreur des pseudo-valeurs, qui accompagne Var(TC) ; Var(TR) donne l'écart-type de l'interaction "
        "lecteur × modalité (sa racine, 0 si elle est négative).",
        en="Error component of the pseudovalues, which goes with Var(TC); Var(TR) gives the SD of the reader-by-modality "
        "interaction (its square root, 0 when negative).",
    ),
    symbol="σ²_ε",
    gt=0,
    le=10,
    seldom=True,
)
_HALF = Text(
    fr="Var(TC) et Var(erreur) d'une analyse DBM vont ensemble : donner les deux, ou aucune.",
    en="Var(TC) and Var(error) of a DBM analysis go together: give both, or neither.",
)
_BOTH = Text(
    fr="Var(TC) et Var(erreur) d'une analyse DBM remplacent la variance d'erreur et les trois corrélations : donner les unes ou les "
    "autres.",
    en="Var(TC) and Var(error) of a DBM analysis replace the error variance and the three correlations: give the ones or the others.",
)
_NOTHING_LEFT = Text(
    fr="La somme de Var(TC) et de Var(erreur) doit rester positive.",
    en="The sum of Var(TC) and Var(error) must remain positive.",
)


def refuse_two_sources(components: tuple[float | None, float | None], others: tuple[float | None, ...]) -> None:
    """Refuse half of the components, or components beside what they replace."""
    by_case, residual = components
    if (by_case is None) != (residual is None):
        raise Refusal(_HALF, "variance_by_case" if by_case is None else "variance_residual")
    if by_case is None or residual is None:
        return
    if any(one is not None for one in others):
        raise Refusal(_BOTH, "variance_by_case")
    if by_case + residual <= 0:
        raise Refusal(_NOTHING_LEFT, "variance_residual")
