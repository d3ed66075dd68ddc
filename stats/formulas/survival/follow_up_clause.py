"""The end of the justification of a study of times to an event: how long participants are enrolled and followed."""

from __future__ import annotations

from stats.text import Text

_STAGGERED = Text(
    fr="inclus sur {accrual} et suivis au moins {follow_up} après la dernière inclusion",
    en="enrolled over {accrual} and followed for at least {follow_up} after the last inclusion",
)
_FIXED = Text(fr="suivis chacun {follow_up}", en="each followed for {follow_up}")
_LOSSES = Text(
    fr=", en tenant compte de {dropout} de perdus de vue à {horizon}.",
    en=", allowing for {dropout} lost to follow-up by {horizon}.",
)
_END = Text(fr=".", en=".")


def with_follow_up(start: Text, accrual: float, dropout: float, test: Text | None = None) -> Text:
    """A sentence that ends on a comma, finished; `test` replaces the words [test]."""
    fr, en = start.fr, start.en
    if test is not None:
        fr, en = fr.replace("[test]", test.fr), en.replace("[test]", test.en)
    period, losses = _STAGGERED if accrual > 0 else _FIXED, _LOSSES if dropout > 0 else _END
    return Text(fr=fr + period.fr + losses.fr, en=en + period.en + losses.en)
