"""The page of pilot data: what it reads, what it says, what it writes to the register, and what it never stores."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from protocols.exchange import dumps, example
from protocols.pilot import known
from protocols.protocol import Protocol
from tests.protocols.test_register import study
from tests.ui.screens import Screen

Open = Callable[..., Screen]
DATA = Path(__file__).parents[1] / "stats" / "pilot"
SD = Protocol.model_validate({"sizing": {"kind": "two_means", "goal": {"kind": "superiority"}, "target": 0.8}})
SHARES = Protocol.model_validate(
    {"sizing": {"kind": "two_proportions", "goal": {"kind": "superiority"}, "target": 0.8}}
)
HOSTILE = "<script>alert(1)</script>"


def dropped(visitor: Screen, data: bytes, name: str = "pilote.csv") -> Screen:
    visitor.at.file_uploader[0].upload(name, data, "text/csv")
    return visitor.run()


def choose(visitor: Screen, name: str, value: object) -> Screen:
    found = [one for one in visitor.at.selectbox if one.key and one.key.endswith(f".{name}")]
    assert found, [one.key for one in visitor.at.selectbox]
    found[0].set_value(value)
    return visitor.run()


def press(visitor: Screen, name: str) -> Screen:
    next(one for one in visitor.at.button if one.key and one.key.endswith(f".{name}")).click()
    return visitor.run()


def cells(visitor: Screen) -> str:
    said = "\n".join(one.value.to_string(max_colwidth=None) for one in visitor.at.table)
    return said.replace("\u00a0", " ").replace("\\", "")


def said(visitor: Screen) -> str:
    return visitor.words().replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")


def of(header: str, rows: list[str], encoding: str = "utf-8") -> bytes:
    return "\r\n".join([header, *rows]).encode(encoding)


YES = of("id;réponse", [f"P{k};{'oui' if k < 17 else 'non'}" for k in range(83)])


@pytest.mark.parametrize(
    ("language", "value", "interval"),
    [("fr", "0,809", "[0,729 ; 0,889]"), ("en", "0.809", "[0.729 ; 0.889]")],
)
def test_the_area_on_screen_is_that_of_proc(screen: Open, language: str, value: str, interval: str) -> None:
    visitor = dropped(screen(language).open(Protocol(), "pilot"), (DATA / "roc.csv").read_bytes())
    choose(choose(choose(visitor, "question", "auc"), "auc.score", "score"), "auc.truth", "truth")
    assert value in cells(visitor) and interval in cells(visitor)
    assert visitor.at.get("arrow_vega_lite_chart") or visitor.at.get("vega_lite_chart")


def test_the_curve_on_screen_is_that_of_survival_in_the_unit_of_the_file(screen: Open) -> None:
    visitor = dropped(screen().open(Protocol(), "pilot"), (DATA / "surv.csv").read_bytes())
    choose(choose(choose(visitor, "question", "survival"), "survival.time", "time"), "survival.event", "event")
    next(one for one in visitor.at.text_input if one.key.endswith("survival.horizon")).set_value("9,0")
    visitor.run()
    assert "61,7 %" in cells(visitor) and "10,49 mois" in cells(visitor) and "7,16 mois" in cells(visitor)
    choose(visitor, "survival.time", "time")
    next(one for one in visitor.at.selectbox if one.label == "Unité de temps du fichier").set_value("years")
    visitor.run()
    assert "125,88 mois" in cells(visitor) and "61,7 %" in cells(visitor)


def test_the_intraclass_correlation_on_screen_is_that_of_lme4(screen: Open) -> None:
    visitor = dropped(screen().open(Protocol(), "pilot"), (DATA / "icc.csv").read_bytes())
    choose(choose(choose(visitor, "question", "icc"), "icc.outcome", "y"), "icc.cluster", "cluster")
    assert "0,144" in cells(visitor)


def test_an_estimate_goes_to_the_register_with_its_range_and_the_state_before_is_kept(screen: Open) -> None:
    visitor = dropped(screen().open(SHARES, "pilot"), YES)
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", "réponse")
    assert "20,5 %" in cells(visitor) and "[13,2 % ; 30,4 %]" in cells(visitor)
    press(visitor, "write")
    written = visitor.protocol.sizing.assumptions["p_control"]
    assert written.value == pytest.approx(17 / 83, rel=1e-3) and written.source == "pilot"
    assert written.low is not None and written.high is not None and written.low < 17 / 83 < written.high
    assert written.citation.startswith("n = 83, 17 événements ; proportion observée, intervalle de Wilson")
    assert written.source_year and "état d'avant" in said(visitor)
    visitor.go("versions")
    assert "Avant les données pilotes" in said(visitor) + cells(visitor)
    visitor.go("sizing")
    assert visitor.widget("sizing.assumptions.p_control.value").value.startswith("20,48")


def test_the_cautious_standard_deviation_is_proposed_and_the_observed_one_may_be_kept(screen: Open) -> None:
    values = [f"{value:.2f}".replace(".", ",") for value in np.random.default_rng(1).normal(50, 10, 30)]
    visitor = dropped(screen().open(SD, "pilot"), of("score ;vide", [f"{one};" for one in values], "cp1252"))
    choose(choose(visitor, "question", "sd"), "sd.outcome", "score")
    press(visitor, "write")
    prudent = visitor.protocol.sizing.assumptions["sd"]
    assert "valeur prudente retenue" in prudent.citation
    choose(visitor, "which.sd.1", False)
    press(visitor, "write")
    observed = visitor.protocol.sizing.assumptions["sd"]
    assert observed.value < prudent.value < (observed.high or 0)  # type: ignore[operator]


def test_the_share_of_lost_patients_may_go_to_the_flow(screen: Open) -> None:
    visitor = dropped(screen().open(SHARES, "pilot"), YES)
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", "réponse")
    choose(visitor, "carry.two_proportions.proportion.0", "flow.attrition")
    press(visitor, "write")
    assert visitor.protocol.sizing.flow["attrition"].value == pytest.approx(17 / 83, rel=1e-3)
    assert "p_control" not in visitor.protocol.sizing.assumptions


def test_two_estimates_do_not_go_to_one_line(screen: Open) -> None:
    rows = [f"{'A' if k % 2 else 'B'};{'oui' if k % 3 else 'non'}" for k in range(60)]
    visitor = dropped(screen().open(SHARES, "pilot"), of("bras;x", rows))
    choose(choose(choose(visitor, "question", "proportion"), "proportion.outcome", "x"), "proportion.group", "bras")
    for rank in (0, 1):
        choose(visitor, f"carry.two_proportions.proportion.{rank}", "assumptions.p_control")
    press(visitor, "write")
    assert "n'en garder qu'une" in visitor.errors() and not visitor.protocol.sizing.assumptions


def test_the_components_of_a_reader_study_fill_its_design(screen: Open) -> None:
    rng, rows = np.random.default_rng(5), []
    truth = np.arange(60) < 25
    ease = rng.normal(0, 1, 60)
    for modality, lift in (("sans IA", 1.0), ("avec IA", 1.5)):
        for reader in range(5):
            score = ease + rng.normal(0, 1, 60) + lift * truth
            rows += [f"{score[k]:.4f};{int(truth[k])};L{reader};C{k};{modality}" for k in range(60)]
    protocol = Protocol.model_validate({"sizing": {"kind": "mrmc_auc", "goal": {"kind": "superiority"}, "target": 0.8}})
    visitor = dropped(screen().open(protocol, "pilot"), of("s;t;lecteur;cas;m", rows))
    choose(visitor, "question", "readers")
    for role, name in (("score", "s"), ("truth", "t"), ("reader", "lecteur"), ("case", "cas"), ("modality", "m")):
        choose(visitor, f"readers.{role}", name)
    press(visitor, "write")
    lines = visitor.protocol.sizing.assumptions
    assert {"error_variance", "pilot_cases", "sd_reader_modality", "correlation_modalities", "correlation_readers",
            "correlation_both"} <= set(lines)  # fmt: skip
    assert lines["pilot_cases"].value == 60
    assert lines["auc_experimental"].value > lines["auc_control"].value  # type: ignore[operator]


def test_without_a_design_the_page_says_so(screen: Open) -> None:
    visitor = dropped(screen().open(Protocol(), "pilot"), YES)
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", "réponse")
    assert "plan de calcul n'est pas encore choisi" in said(visitor)
    assert not any(one.key and one.key.endswith(".write") for one in visitor.at.button)


def test_the_value_that_counts_as_yes_is_chosen(screen: Open) -> None:
    visitor = dropped(screen().open(SHARES, "pilot"), YES)
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", "réponse")
    control = next(one for one in visitor.at.button_group if one.key and one.key.endswith(".yes"))
    control.set_value([0]) if isinstance(control.value, list) else control.set_value(0)
    visitor.run()
    assert "79,5 %" in cells(visitor)


def test_nothing_of_the_file_is_stored(screen: Open, tmp_path: Path) -> None:
    names = [f"Zébulon-Martin{k}" for k in range(40)]
    rows = [f"{name};{'oui' if k % 3 else 'non'};groupe-secret-{k % 2}" for k, name in enumerate(names)]
    visitor = dropped(
        screen().open(SHARES, "pilot"), of("Nom de famille;colonne-secrète;bras-secret", rows), "secret.csv"
    )
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", "colonne-secrète")
    choose(visitor, "proportion.group", "bras-secret")
    choose(visitor, "carry.two_proportions.proportion.0", "assumptions.p_control")
    press(visitor, "write")
    assert visitor.protocol.sizing.assumptions["p_control"].value is not None
    kept = dumps(visitor.protocol) + json.dumps(dict(visitor.draft.pending)) + str(dict(visitor.at.query_params))
    stored = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert len(stored) > 1000
    for word in ("Zébulon", "secr", "Nom de famille"):
        assert word not in kept and word.encode() not in stored


def test_the_file_is_kept_while_another_page_is_open_and_forgotten_at_a_click(screen: Open) -> None:
    visitor = dropped(screen().open(SHARES, "pilot"), YES)
    assert not visitor.at.file_uploader  # what Streamlit held of it is gone
    visitor.go("sizing").go("pilot")
    assert "Lignes : 83" in said(visitor)
    press(visitor, "forget")
    assert visitor.at.file_uploader and "83 lignes" not in said(visitor)
    assert "preuve.pilot" not in visitor.at.session_state


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04" + b"\x00" * 500, "CSV"),
        (b"", "aucune ligne"),
        (b"a;b\n", "aucune ligne"),
        (b"a;b\n;\n;\n", "aucune ligne"),
        (b'a;b\n1;"2\n3;4;5\n', "n'a pas pu"),
        (b"\x00\x01\x02\x03" * 50, "CSV"),
    ],
)
def test_what_is_not_a_table_is_refused_with_a_sentence(screen: Open, data: bytes, word: str) -> None:
    visitor = dropped(screen().open(Protocol(), "pilot"), data)
    assert word in visitor.errors()


def test_the_server_takes_the_largest_pilot_file() -> None:
    """Streamlit answers 413, in English, above its own limit."""
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] * 1_000_000 >= known().largest


def test_a_file_without_names_is_said(screen: Open) -> None:
    visitor = dropped(screen().open(Protocol(), "pilot"), b"12,5;oui\n13,5;non\n14,5;oui\n")
    assert "Lignes : 3" in said(visitor) and any("noms de colonnes" in one.value for one in visitor.at.warning)


def test_a_column_with_a_third_value_is_offered_and_refused_by_name(screen: Open) -> None:
    rows = [f"{k};{('oui', 'non', 'NSP')[k % 3]}" for k in range(30)]
    visitor = dropped(screen().open(SHARES, "pilot"), of("id;réponse", rows))
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", "réponse")
    assert "NSP" in visitor.errors()


def test_no_event_at_all_is_a_rate(screen: Open) -> None:
    visitor = dropped(screen().open(SHARES, "pilot"), of("id;incident", [f"{k};0" for k in range(40)]))
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", "incident")
    assert "[0 % ; 8,76 %]" in cells(visitor) and "aucun événement" in said(visitor)


@pytest.mark.parametrize(
    ("question", "file", "columns", "design", "line", "words"),
    [
        (
            "survival",
            "surv",
            {"time": "time", "event": "event"},
            "log_rank",
            "survival_control",
            "n = 150, 90 événements",
        ),
        ("auc", "roc", {"score": "score", "truth": "truth"}, "auc_goal", "auc", "n = 120 dont 50 malades"),
        ("icc", "icc", {"outcome": "y", "cluster": "cluster"}, "cluster_means", "icc", "n = 269 en 24 grappes"),
        (
            "counts",
            "nb",
            {"events": "events", "time": "time"},
            "negative_binomial_rates",
            "dispersion",
            "n = 200, 288 événements",
        ),
    ],
)
def test_the_register_says_what_was_counted(
    screen: Open, question: str, file: str, columns: dict[str, str], design: str, line: str, words: str
) -> None:
    protocol = Protocol.model_validate({"sizing": {"kind": design, "goal": {"kind": "superiority"}, "target": 0.8}})
    visitor = dropped(screen().open(protocol, "pilot"), (DATA / f"{file}.csv").read_bytes())
    choose(visitor, "question", question)
    for role, name in columns.items():
        choose(visitor, f"{question}.{role}", name)
    press(visitor, "write")
    assert visitor.protocol.sizing.assumptions[line].citation.startswith(words)


def test_hostile_cells_and_names_are_shown_as_typed(screen: Open) -> None:
    header = f"{HOSTILE};=HYPERLINK(1);**gras**;**gras**;{{x}};"
    rows = [f"{HOSTILE if k % 2 else '=1+1'};{{{k % 3}}};:red[r];$x$;{k};" for k in range(40)]
    visitor = dropped(screen().open(SHARES, "pilot"), of(header, rows))
    next(one for one in visitor.at.checkbox).set_value(True)
    visitor.run()
    bare = [one.value for one in (*visitor.at.markdown, *visitor.at.caption) if HOSTILE in one.value]
    tables = "\n".join(one.value.to_string(max_colwidth=None) for one in visitor.at.table)
    assert not bare and "<script>" not in tables and "\\<script\\>" in tables
    choose(choose(visitor, "question", "proportion"), "proportion.outcome", HOSTILE)
    choose(visitor, "proportion.group", "=HYPERLINK(1)")
    assert "{0}" in cells(visitor)
    choose(choose(visitor, "question", "sd"), "sd.outcome", "{x}")
    choose(visitor, "sd.group", HOSTILE)
    assert "Écart-type" in cells(visitor)


def test_every_question_is_asked_of_wrong_columns_without_a_fault(screen: Open) -> None:
    rows = [f"{k % 2};{k % 5};{'a' if k % 3 else 'b'};0" for k in range(30)]
    visitor = dropped(screen().open(example("i_sleep"), "pilot"), of("x;y;g;zero", rows))
    from stats.estimate.estimators import estimators

    for name, one in estimators().items():
        choose(visitor, "question", name)
        for rank, role in enumerate(one.roles):
            field = next((s for s in visitor.at.selectbox if (s.key or "").endswith(f".{name}.{role.name}")), None)
            if field is not None and field.options:
                choose(visitor, f"{name}.{role.name}", field.options[min(rank, len(field.options) - 1)])
        assert visitor.errors() or visitor.at.table


def test_effect_and_cost_by_arm_fill_the_register_of_both_claims(screen: Open) -> None:
    rng, protocol = np.random.default_rng(9), study().changed("endpoints", "better", "lower")
    arms, health = ["dispositif", "soins habituels"] * 40, rng.normal(0, 1, 80)
    rows = [
        f"{arm};{20 + 4 * good + rng.normal():.2f};{2500 + 400 * (arm != 'dispositif') + 300 * good + rng.normal(0, 200):.0f}"
        for arm, good in zip(arms, health, strict=True)
    ]
    visitor = dropped(screen().open(protocol, "pilot"), of("bras;score;cout", rows))
    choose(choose(choose(visitor, "question", "sd"), "sd.outcome", "score"), "sd.group", "bras")
    press(visitor, "write")
    assert visitor.protocol.sizing.assumptions["sd"].source == "pilot", said(visitor) + str(visitor.errors())
    choose(choose(choose(visitor, "question", "costs"), "costs.cost", "cout"), "costs.effect", "score")
    choose(visitor, "costs.group", "bras")
    assert "même sens favorable" in said(visitor)
    assert any("2. Coût total : " in option for one in visitor.at.selectbox for option in one.options)
    press(visitor, "write")
    sizing = visitor.protocol.sizing
    assert sizing.assumptions["sd"].source == "pilot" and sizing.others[0].unit == "€"
    assert {name for name, one in sizing.others[0].assumptions.items() if one.source == "pilot"} == {
        "mean_cost", "mean_cost_control", "cv", "cv_control",
    }  # fmt: skip
    lines = sizing.others[0].assumptions
    assert lines["mean_cost"].value < lines["mean_cost_control"].value and "n = 40" in lines["mean_cost"].citation  # type: ignore[operator]
    assert sizing.correlation.value and sizing.correlation.value > 0.5 and sizing.correlation.plausible
    visitor.go("register")
    assert "sans référence" not in cells(visitor) and "étude pilote" in cells(visitor)
