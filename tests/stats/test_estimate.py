"""Estimators of pilot data against R (pROC, survival, lme4, MASS, epiR; script beside the data) and against known truths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stats.estimate.estimators import estimators
from stats.estimate.readers import components
from stats.estimate.reading import read
from stats.estimate.result import Estimate, Found
from stats.estimate.table import Table
from stats.formulas.readers.readings import draw_readings, latent_correlations
from stats.refusal import Refusal
from stats.text import LANGUAGES

READERS = (
    0.88068181818,
    0.83798701299,
    0.00272022602,
    0.23213033983,
    0.25939920635,
    0.20489722660,
    0.02975178329,
    0.06722234445,
)  # areas, error variance, r1, r2, r3, two standard deviations
DATA = Path(__file__).parent / "pilot"


def run(name: str, table: Table, options: dict[str, float] | None = None, **columns: str) -> Found:
    return estimators()[name].run(table, columns, options or {})


def from_file(name: str) -> Table:
    return read((DATA / f"{name}.csv").read_bytes())


def of(**columns: object) -> Table:
    """A table from columns, through the text of a CSV as a spreadsheet would write it."""
    names = list(columns)
    rows = zip(*columns.values(), strict=True)  # type: ignore[call-overload]
    return read("\n".join([";".join(names), *(";".join(str(one) for one in row) for row in rows)]).encode())


def interval(one: Estimate) -> tuple[float, float, float]:
    return one.value, one.low, one.high


def test_the_area_and_its_interval_are_those_of_proc() -> None:
    found = run("auc", from_file("roc"), score="score", truth="truth")
    assert interval(found.estimates[0]) == pytest.approx((0.8094285714, 0.7294043139, 0.8894528290), abs=1e-9)
    assert found.picture is not None and found.picture.curves[0].y[-1] == 1
    assert found.estimates[1].value == pytest.approx(50 / 120)


def test_two_scores_of_the_same_patients_compare_as_in_proc() -> None:
    """The aneurysm data of pROC: S100B against the WFNS grade, 113 patients."""
    found = run("auc", from_file("asah"), score="s100b", second="wfns", truth="truth")
    said = {one.name: one for one in found.estimates}
    assert interval(said["auc"]) == pytest.approx((0.7313685637, 0.6301182, 0.8326189), abs=1e-6)
    assert said["auc_control"].value == pytest.approx(0.8236788618, abs=1e-9)
    gap = (-0.0923102981, -0.1742144193, -0.0104061770)
    assert interval(said["auc_difference"]) == pytest.approx(gap, abs=1e-9)
    assert said["correlation_areas"].value == pytest.approx(0.6039391541, abs=1e-9)
    assert said["correlation_diseased"].value == pytest.approx(0.5775390005, abs=1e-9)
    assert said["correlation_healthy"].value == pytest.approx(0.51483925, abs=1e-8)
    assert found.picture is not None and [one.name for one in found.picture.curves] == ["s100b", "wfns"]


def test_two_binormal_scores_give_back_their_correlation() -> None:
    """Whatever increasing transformation the score underwent."""
    rng, n = np.random.default_rng(5), 4_000
    truth = np.repeat([1, 0], n // 2)
    common = rng.standard_normal(n)
    first, second = (np.sqrt(0.6) * common + np.sqrt(0.4) * rng.standard_normal(n) + truth for _ in range(2))
    table = of(truth=truth, a=np.exp(first).round(6), b=second.round(6))
    said = {one.name: one.value for one in run("auc", table, score="a", second="b", truth="truth").estimates}
    assert said["correlation_diseased"] == pytest.approx(0.6, abs=0.03)
    assert said["correlation_healthy"] == pytest.approx(0.6, abs=0.03)


USERS = {"participant": "user", "problem": "problem"}


def test_problems_met_by_the_users_of_a_textbook() -> None:
    """Sauro and Lewis, Quantifying the user experience, table 7.11: 6 users, 12 problems, 20 meetings, 8 problems met once."""
    found = run("usability", from_file("users"), **USERS)
    said = {one.name: one.value for one in found.estimates}
    assert said["p_problem_observed"] == pytest.approx(20 / 72)
    normalised, turing = (20 / 72 - 1 / 6) * (5 / 6), (20 / 72) / (1 + 8 / 12)
    assert said["p_problem"] == pytest.approx((normalised + turing) / 2) == pytest.approx(0.1296296, abs=1e-7)
    assert said["share_seen"] == pytest.approx(1 - (1 - said["p_problem"]) ** 6)
    assert said["problems_in_all"] == round(12 / said["share_seen"])  # a whole number of problems, not the next one up


def test_a_user_who_met_nothing_counts_and_a_problem_met_twice_counts_once() -> None:
    table = of(user=["a", "a", "b", "b", "c"], problem=["x", "x", "x", "y", ""])
    said = {one.name: one.value for one in run("usability", table, **USERS).estimates}
    assert said["p_problem_observed"] == pytest.approx((2 / 3 + 1 / 3) / 2)


def test_one_user_or_one_problem_is_refused() -> None:
    for users, problems in ((["a", "a", "a"], ["x", "y", "z"]), (["a", "b", "c"], ["x", "x", "x"])):
        with pytest.raises(Refusal) as caught:
            run("usability", of(user=users, problem=problems), **USERS)
        assert "deux utilisateurs" in caught.value.phrase.text.fr


RATERS = {"outcome": "score", "case": "subject", "reader": "judge"}


def test_the_correlations_of_shrout_and_fleiss() -> None:
    """Four judges of six subjects: 0.29, 0.17 and 0.71 in their table."""
    found = run("reliability", from_file("raters"), **RATERS)
    said = {one.name: interval(one) for one in found.estimates}
    assert said["icc_agreement"] == pytest.approx((0.2897637795, 0.0187865134, 0.7610843697), abs=1e-9)
    assert said["icc_one_way"] == pytest.approx((0.1657417, -0.1329323, 0.7225601), abs=1e-6)
    assert said["icc_consistency"] == pytest.approx((0.7148407148, 0.3424647650, 0.9458582600), abs=1e-9)
    assert found.sample().values["cases"].value == 6 and found.caution is not None


def test_a_case_that_a_reader_missed_is_left_out() -> None:
    rows = [(case, reader, case + 0.1 * reader) for case in range(5) for reader in range(3) if (case, reader) != (4, 2)]
    case, reader, score = zip(*rows, strict=True)
    found = run("reliability", of(subject=case, judge=reader, score=score), **RATERS)
    assert found.used == 12 and found.missing == 2
    assert {one.name: one.value for one in found.estimates}["icc_consistency"] == pytest.approx(1.0)


def test_readers_who_always_agree() -> None:
    table = of(subject=[1, 1, 2, 2, 3, 3], judge=["a", "b"] * 3, score=[1, 1, 4, 4, 2, 2])
    assert all(one.value == pytest.approx(1.0) for one in run("reliability", table, **RATERS).estimates)


@pytest.mark.parametrize(
    ("subject", "judge", "said"),
    [
        ([1, 1, 2, 2, 3, 3], ["a", "a", "a", "b", "a", "b"], "plusieurs fois"),
        ([1, 2, 3, 4, 5, 6], ["a"] * 6, "deux lecteurs"),
        ([1, 2, 3, 4, 5, 6], ["a", "b"] * 3, "au moins trois"),
    ],
)
def test_measurements_that_are_not_crossed_are_refused(subject: list[int], judge: list[str], said: str) -> None:
    with pytest.raises(Refusal) as caught:
        run("reliability", of(subject=subject, judge=judge, score=[1, 2, 4, 3, 5, 7]), **RATERS)
    assert said in caught.value.phrase.text.fr


def test_kaplan_meier_median_restricted_mean_and_weibull_are_those_of_survival() -> None:
    found = run("survival", from_file("surv"), {"horizon": 9.0}, time="time", event="event")
    at, median, mean, shape = found.estimates
    assert interval(at) == pytest.approx((0.6174119825, 0.5282592821, 0.6946279948), abs=1e-8)
    assert interval(median) == pytest.approx((10.49, 9.36, 11.97), abs=1e-9)
    assert mean.value == pytest.approx(7.1604082436, abs=1e-6)
    assert (mean.high - mean.low) / 2 / 1.959963984540054 == pytest.approx(0.2318026087, rel=1e-6)
    assert shape.value == pytest.approx(1.354587213, abs=1e-4)
    assert found.picture is not None and found.picture.curves[0].at_risk[0][1] == 150


def test_the_intraclass_correlation_is_that_of_lme4() -> None:
    found = run("icc", from_file("icc"), outcome="y", cluster="cluster")
    value = found.estimates[0]
    assert value.value == pytest.approx(0.144398742, abs=2e-5)
    assert value.low < value.plausible[0] < value.value < value.plausible[1] < value.high


@pytest.mark.parametrize(("between", "seed"), [(0.0, 1), (0.2, 2), (1.0, 3), (5.0, 4), (300.0, 5)])
def test_the_intraclass_correlation_of_equal_clusters_is_that_of_the_analysis_of_variance(
    between: float, seed: int
) -> None:
    """For equal clusters restricted likelihood and analysis of variance agree, zero standing for a negative estimate."""
    rng, clusters, size = np.random.default_rng(seed), 6, 14
    y = np.repeat(rng.normal(0, between, clusters), size) + rng.normal(0, 1, clusters * size)
    cells = y.reshape(clusters, size)
    within, among = cells.var(axis=1, ddof=1).mean(), size * cells.mean(axis=1).var(ddof=1)
    expected = max(0.0, (among - within) / (among + (size - 1) * within))
    found = run("icc", of(c=np.repeat(np.arange(clusters), size), y=y), outcome="y", cluster="c").estimates[0]
    assert found.value == pytest.approx(expected, abs=1e-6)


def test_the_rate_and_the_dispersion_are_those_of_glm_nb() -> None:
    rate, dispersion = run("counts", from_file("nb"), events="events", time="time").estimates
    assert (rate.value, dispersion.value) == pytest.approx((1.1603070081, 0.6579647228), rel=1e-4)
    assert dispersion.low < dispersion.value < dispersion.high


def test_kappa_is_that_of_epir_with_the_error_of_a_jackknife() -> None:
    """epiR's default interval uses the standard error under no agreement, ours the large-sample one (Fleiss 1969)."""
    table = from_file("kappa")
    found = run("kappa", table, first="a", second="b").estimates[0]
    assert found.value == pytest.approx(0.6965386, abs=1e-6)
    first, second = table.numbers("a"), table.numbers("b")
    apart = []
    for left_out in range(len(first)):
        a, b = np.delete(first, left_out), np.delete(second, left_out)
        chance = sum((a == level).mean() * (b == level).mean() for level in (1, 2, 3))
        apart.append(((a == b).mean() - chance) / (1 - chance))
    jackknife = np.sqrt((len(first) - 1) ** 2 / len(first) * np.var(apart, ddof=1))
    assert (found.high - found.low) / 2 / 1.959963984540054 == pytest.approx(jackknife, rel=0.02)


def test_the_proportion_has_wilsons_interval() -> None:
    found = run("proportion", of(x=["oui"] * 17 + ["non"] * 66), outcome="x").estimates[0]
    assert interval(found) == pytest.approx((17 / 83, 0.1319987077, 0.3037546679), abs=1e-8)


def test_the_standard_deviation_is_pooled_and_its_upper_limit_covers() -> None:
    found = run("sd", of(g=["a"] * 3 + ["b"] * 3, y=[1, 2, 3, 11, 12, 13]), outcome="y", group="g")
    deviation = found.estimates[-1]
    assert deviation.value == pytest.approx(1.0)
    rng = np.random.default_rng(4)
    samples = rng.normal(0, 1, (4000, 20)).std(axis=1, ddof=1)
    one = run("sd", of(y=rng.normal(0, 1, 20)), outcome="y").estimates[-1]
    assert one.cautious is not None
    covered = (samples * (one.cautious / one.value) >= 1).mean()
    assert covered == pytest.approx(0.80, abs=0.02)


def test_the_interval_of_the_icc_covers_its_truth() -> None:
    rng, hits, icc = np.random.default_rng(7), 0, 0.2
    for _ in range(200):
        means = rng.normal(0, np.sqrt(icc), 30)
        y = np.repeat(means, 8) + rng.normal(0, np.sqrt(1 - icc), 240)
        table = of(c=np.repeat(np.arange(30), 8), y=y)
        one = run("icc", table, outcome="y", cluster="c").estimates[0]
        hits += one.low <= icc <= one.high
    assert 0.90 <= hits / 200 <= 0.99


def test_reader_components_recover_their_truth() -> None:
    """Areas drawn from the model with known components and error covariance: the average estimate is the truth."""
    rng, panel, modalities = np.random.default_rng(3), 6, 2
    error, r1, r2, r3 = 0.001, 0.5, 0.4, 0.3
    reader, interaction = 0.0008, 0.0004
    same_reader, same_modality = np.eye(panel), np.eye(modalities)
    one = np.ones
    covariance = error * (
        np.kron(same_modality, same_reader)
        + r1 * np.kron(1 - same_modality, same_reader)
        + r2 * np.kron(same_modality, one((panel, panel)) - same_reader)
        + r3 * np.kron(1 - same_modality, one((panel, panel)) - same_reader)
    )
    draws = rng.multivariate_normal(np.zeros(12), covariance, 6000).reshape(-1, modalities, panel)
    draws += rng.normal(0, np.sqrt(reader), (6000, 1, panel)) + rng.normal(0, np.sqrt(interaction), (6000, 2, panel))
    found = [components(areas, covariance) for areas in draws]
    assert found[0]["cov2"] == pytest.approx(error * r2) and found[0]["cov3"] == pytest.approx(error * r3)
    assert np.mean([one["reader"] for one in found]) == pytest.approx(reader, rel=0.05)
    assert np.mean([one["interaction"] for one in found]) == pytest.approx(interaction, rel=0.05)


def test_reader_components_are_those_of_procs_covariances() -> None:
    table = from_file("readers")
    columns = {"score": "score", "truth": "truth", "reader": "reader", "case": "case", "modality": "modality"}
    found = run("readers", table, **columns)
    assert [one.value for one in found.estimates[:8]] == pytest.approx(READERS, rel=1e-9)
    assert found.picture is not None and found.picture.labels == ("L1", "L2", "L3", "L4", "L5")


def test_the_upper_limit_of_a_median_is_not_the_date_the_curve_falls_to_zero() -> None:
    """R leaves it open: where nobody is left the log-log band is undefined."""
    time = [2.1, 3.4, 5.2, 7.7, 9.3, 10.2, 12.6, 15.1, 20.3, 29.7]
    found = run("survival", of(t=time, e=[1, 0, 1, 0, 0, 1, 0, 0, 0, 1]), time="t", event="e")
    median = next(one for one in found.estimates if one.name == "median")
    assert (median.value, median.low, median.high) == (29.7, 2.1, float("inf"))


def test_tied_times_weigh_like_rows() -> None:
    rng = np.random.default_rng(8)
    time, event = rng.integers(1, 9, 400), rng.integers(0, 2, 400)
    apart = of(t=time + rng.permutation(400) * 1e-9, e=event)
    together = run("survival", of(t=time, e=event), {"horizon": 8.5}, time="t", event="e").estimates
    alone = run("survival", apart, {"horizon": 8.5}, time="t", event="e").estimates
    shapes = [next(one for one in some if one.name == "shape") for some in (together, alone)]
    assert interval(shapes[0]) == pytest.approx(interval(shapes[1]), rel=1e-4)


def test_kappa_reads_the_same_category_written_in_two_ways() -> None:
    table = of(a=["1", "2", "1", "2", "1"], b=["1,0", "2,0", "1,0", "2,0", "2,0"])
    found = run("kappa", table, first="a", second="b")
    assert found.estimates[1].value == pytest.approx(0.8)
    assert found.picture is not None and [one.y.tolist() for one in found.picture.curves] == [[2, 1], [0, 2]]
    with pytest.raises(Refusal):
        run("kappa", of(a=list(range(40)), b=list(range(40))), first="a", second="b")


def test_the_fitted_law_of_counts_expects_as_many_participants() -> None:
    found = run("counts", from_file("nb"), events="events", time="time")
    assert found.picture is not None
    observed, fitted = found.picture.curves
    assert observed.y.sum() == 200 and fitted.y.sum() == pytest.approx(200, rel=0.02)
    assert np.abs(observed.y - fitted.y).max() < 20


@pytest.mark.parametrize(
    ("name", "file", "columns", "said"),
    [
        ("proportion", "surv", {"outcome": "event"}, {"n": 150, "events": 90}),
        ("survival", "surv", {"time": "time", "event": "event"}, {"n": 150, "events": 90}),
        ("auc", "roc", {"score": "score", "truth": "truth"}, {"n": 120, "diseased": 50}),
        ("counts", "nb", {"events": "events", "time": "time"}, {"n": 200, "events": 288}),
        ("icc", "icc", {"outcome": "y", "cluster": "cluster"}, {"n": 269, "clusters": 24}),
        ("kappa", "kappa", {"first": "a", "second": "b"}, {"n": 80, "agreed": 64}),
        ("sd", "roc", {"outcome": "score"}, {"n": 120}),
        ("correlation", "nb", {"first": "events", "second": "time"}, {"n": 200}),
    ],
)
def test_every_estimate_says_what_it_counted(
    name: str, file: str, columns: dict[str, str], said: dict[str, int]
) -> None:
    sample = run(name, from_file(file), **columns).sample()
    assert {key: one.value for key, one in sample.values.items()} == said  # type: ignore[union-attr]


def test_a_reader_study_is_read_whole() -> None:
    rng = np.random.default_rng(5)
    readers, cases = 5, 60
    truth = np.arange(cases) < 25
    rows: list[tuple[str, int, int, str, float]] = []
    for modality, lift in (("sans", 1.0), ("avec", 1.5)):
        for reader in range(readers):
            score = rng.normal(0, 1, cases) + lift * truth
            rows += [(modality, reader, case, "oui" if truth[case] else "non", score[case]) for case in range(cases)]
    m, r, c, t, s = zip(*rows, strict=True)
    columns = {"score": "s", "truth": "t", "reader": "r", "case": "c", "modality": "m"}
    found = run("readers", of(m=m, r=r, c=c, t=t, s=s), **columns)
    values = [one.value for one in found.estimates]
    assert values[0] > values[1] > 0.6  # "avec" comes before "sans"
    assert values[-1] == cases
    with pytest.raises(Refusal):
        run("readers", of(m=m[1:], r=r[1:], c=c[1:], t=t[1:], s=s[1:]), **columns)


def test_costs_and_their_correlation_with_the_effect() -> None:
    rng = np.random.default_rng(6)
    cost = rng.gamma(2, 500, 300)
    effect = 0.6 + 0.0001 * cost + rng.normal(0, 0.1, 300)
    found = run("costs", of(cost=cost, effect=effect), cost="cost", effect="effect").estimates
    assert found[2].value == pytest.approx(cost.std(ddof=1) / cost.mean(), rel=1e-6)
    assert found[0].low < cost.mean() < found[0].high
    assert found[3].value == pytest.approx(np.corrcoef(cost, effect)[0, 1], rel=1e-6)


def test_costs_by_arm_and_their_correlation_with_the_effect_within_arms() -> None:
    """Two arms that differ on both: the correlation is that of the residuals of a regression on the arm, with its Fisher interval."""
    rng, arm = np.random.default_rng(7), np.arange(60) % 2
    shared = rng.normal(0, 1, 60)
    cost, effect = 3000 - 900 * arm + 300 * shared, 10 + 4 * arm + shared + rng.normal(0, 1, 60)
    by_arm = run("costs", of(c=cost, e=effect, bras=arm), cost="c", effect="e", group="bras")
    named = {(one.name, one.group): one for one in by_arm.estimates}
    assert named["mean_cost", "1"].value == pytest.approx(cost[arm == 1].mean())
    assert named["cv", "0"].value == pytest.approx(cost[arm == 0].std(ddof=1) / cost[arm == 0].mean())
    x = np.column_stack([np.ones(60), arm])
    residuals = [one - x @ np.linalg.lstsq(x, one, rcond=None)[0] for one in (cost, effect)]
    found = named["correlation_cost_effect", ""]
    partial = np.corrcoef(*residuals)[0, 1]
    assert found.value == pytest.approx(partial) and found.value > 0.5 > 0 > np.corrcoef(cost, effect)[0, 1]
    assert found.low == pytest.approx(np.tanh(np.arctanh(partial) - 1.959964 / np.sqrt(60 - 1 - 3)), abs=1e-6)
    same = run("correlation", of(c=cost, e=effect, bras=arm), first="c", second="e", group="bras").estimates[0]
    assert same.value == found.value
    responders = np.where(effect > 11, "oui", "non")
    answered = run("costs", of(c=cost, e=responders), cost="c", effect="e").estimates[-1]
    assert answered.value == pytest.approx(np.corrcoef(cost, effect > 11)[0, 1])


@pytest.mark.parametrize(
    ("name", "columns", "table"),
    [
        ("proportion", {"outcome": "x"}, {"x": ["oui", "non", "peut-être"]}),
        ("sd", {"outcome": "x"}, {"x": ["douze", "1", "2"]}),
        ("sd", {"outcome": "x"}, {"x": ["2", "2", "2", "2"]}),
        ("icc", {"outcome": "x", "cluster": "c"}, {"x": ["1", "2", "3"], "c": ["a", "a", "a"]}),
        ("auc", {"score": "x", "truth": "t"}, {"x": ["1", "2", "3"], "t": ["oui", "oui", "oui"]}),
        ("survival", {"time": "x", "event": "t"}, {"x": ["1", "-2", "3"], "t": ["oui", "non", "oui"]}),
        ("counts", {"events": "x"}, {"x": ["1.5", "2", "3", "4"]}),
        ("costs", {"cost": "x"}, {"x": ["-1", "2", "3", "4", "5", "6"]}),
        ("kappa", {"first": "x", "second": "c"}, {"x": ["a", "a"], "c": ["a", "a"]}),
        ("correlation", {"first": "x", "second": "absent"}, {"x": ["1", "2", "3", "4"]}),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_a_sentence(
    name: str, columns: dict[str, str], table: dict[str, list[str]]
) -> None:
    padded = of(**table, autre=["1"] * len(next(iter(table.values()))))
    with pytest.raises(Refusal) as refused:
        run(name, padded, **columns)
    for language in LANGUAGES:
        assert len(refused.value.phrase.text[language]) > 20


def test_right_and_wrong_answers_of_readers() -> None:
    """Answers drawn with known correlations give them back; the components are those of loops over pairs of cells."""
    wanted = (0.5, 0.35, 0.3)
    latent = latent_correlations((0.85, 0.75), *wanted)
    first, second, _ = draw_readings(np.random.default_rng(8), 1, 20_000, 6, (0.85, 0.75), latent, 0.0)
    answers = np.stack([first[0].T, second[0].T]).astype(float)  # modality, reader, case
    m, r, c = (one.ravel() for one in np.indices(answers.shape))
    table = of(m=m, r=r, c=c, y=answers.ravel().astype(int))
    columns = {"outcome": "y", "reader": "r", "case": "c", "modality": "m"}
    found = {(one.name, one.group): one.value for one in run("readings", table, **columns).estimates}
    assert found["proportion", "0"] == pytest.approx(0.85, abs=0.01)
    assert found["proportion", "1"] == pytest.approx(0.75, abs=0.01)
    for name, value in zip(("modalities", "readers", "both"), wanted, strict=True):
        assert found[f"correlation_{name}", ""] == pytest.approx(value, abs=0.025)
    assert found["sd_reader_modality", ""] < 0.005
    pairs = [(j, k) for j in range(6) for k in range(6) if j != k]
    shared = np.mean([np.cov(answers[0, j], answers[1, k])[0, 1] for j, k in pairs])
    error = np.mean([answers[i, j].var(ddof=1) for i in (0, 1) for j in range(6)])
    assert found["correlation_both", ""] == pytest.approx(shared / error, rel=1e-9)
    with pytest.raises(Refusal):  # all answers alike: nothing varies
        run("readings", of(m=m, r=r, c=c, y=np.ones(len(m), dtype=int)), **columns)


def test_every_estimator_speaks_both_languages() -> None:
    for one in estimators().values():
        for text in (one.question, *(role.label for role in one.roles)):
            assert text.fr and text.en


def test_a_follow_up_that_is_the_same_for_everybody_has_no_weibull_shape() -> None:
    table = read(b"t;e\n" + b"7;1\n7;1\n7;0\n" * 6)
    found = estimators()["survival"].run(table, {"time": "t", "event": "e"}, {})
    assert [one.name for one in found.estimates] == ["survival", "median", "rmst"]
    assert found.estimates[0].value == pytest.approx(1 / 3)
