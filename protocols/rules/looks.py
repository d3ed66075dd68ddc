"""Rules on interim looks: the analysis section and the calculation must describe the same ones."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import shares
from stats.text import Text

_NEAR = 0.02
_BOUNDS = {
    "obrien_fleming": Text(fr="O'Brien et Fleming", en="O'Brien and Fleming"),
    "pocock": Text(fr="Pocock", en="Pocock"),
    "haybittle_peto": Text(fr="Haybittle et Peto", en="Haybittle and Peto"),
    "wang_tsiatis": Text(fr="Wang et Tsiatis", en="Wang and Tsiatis"),
    "kim_demets": Text(fr="Kim et DeMets", en="Kim and DeMets"),
    "hwang_shih_decani": Text(fr="Hwang, Shih et De Cani", en="Hwang, Shih and De Cani"),
    "final_only": Text(fr="aucun arrêt pour efficacité", en="no stop for efficacy"),
}
_NATURES = {
    "binding": Text(fr="contraignante", en="binding"),
    "non_binding": Text(fr="non contraignante", en="non-binding"),
}


@rule("preuve:INT-12")
def other_times(facts: Facts) -> dict[str, Text] | None:
    """The looks of the text are not those of the calculation."""
    stated, sized = facts.looks_stated or (), facts.looks_sized or ()
    return (
        None
        if _matched(stated, sized) and _matched(sized, stated)
        else {"stated": shares(stated), "sized": shares(sized)}
    )


def _matched(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(any(abs(share - near) <= _NEAR for near in other) for share in one)


@rule("preuve:INT-13")
def other_bounds(facts: Facts) -> dict[str, Text] | None:
    """The text names other bounds than the calculation."""
    stated, sized = facts.bounds_stated or (), facts.bounds_sized or ()
    own = next((name for name in _BOUNDS if sized and sized[0].startswith(name)), None)
    if own is None or any(used.startswith(name) for name in stated for used in sized):
        return None
    return {"stated": _BOUNDS[stated[0]], "sized": _BOUNDS[own]}


@rule("preuve:INT-14")
def other_nature_of_futility(facts: Facts) -> dict[str, Text] | None:
    """Futility is binding in one place and not in the other."""
    stated, sized = facts.futility_stated or "", facts.futility_sized or ""
    apart = stated in _NATURES and sized in _NATURES and stated != sized
    return {"stated": _NATURES[stated], "sized": _NATURES[sized]} if apart else None


@rule("preuve:INT-15")
def futility_not_sized(facts: Facts) -> dict[str, Text] | None:
    """A stop for futility is announced and the calculation has none: the power announced is too high."""
    return {} if facts.futility_stated and facts.futility_sized == "none" else None


@rule("preuve:INT-16")
def revision_of_another_kind(facts: Facts) -> dict[str, Text] | None:
    """The calculation revises the size in a blinded manner, the text from the effect, by a test that suits it."""
    other = facts.reestimation_in_design and facts.reestimation_on_effect
    return {} if other and facts.reestimation_test_named else None  # stats:INT-04 says it without such a test
