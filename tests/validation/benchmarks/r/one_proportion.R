# One proportion against a fixed reference: exact binomial, score (null and alternative variance), Wald.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

plan <- function(p, p0, method, goal = superiority())
  list(kind = "one_proportion", goal = goal, p_expected = p, p_reference = p0, method = method)

# exact binomial: reject for X >= r with P(X >= r | p0) <= a; better = lower is the mirror image
exact_power <- function(n, p, p0, a) {
  if (p < p0) { p <- 1 - p; p0 <- 1 - p0 }
  r <- qbinom(1 - a, n, p0) + 1
  r <- ifelse(pbinom(r - 2, n, p0, lower.tail = FALSE) <= a, r - 1, r)
  pbinom(r - 1, n, p, lower.tail = FALSE)
}
# the same by the p values of binom.test, outcome by outcome: another route
exact_power_by_test <- function(n, p, p0, a) {
  side <- if (p > p0) "greater" else "less"
  rejected <- sapply(0:n, function(x) binom.test(x, n, p0, alternative = side)$p.value <= a)
  sum(dbinom(0:n, n, p)[rejected])
}
exact_sizes <- function(p, p0, a, target, to = 6000) {
  power <- exact_power(1:to, p, p0, a)
  reached <- power >= target
  stopifnot(all(reached[(to / 2):to]))
  c(first = which(reached)[1], safe = max(which(!reached)) + 1)
}
score_size <- function(p, p0, a, target)
  ((qnorm(1 - a) * sqrt(p0 * (1 - p0)) + qnorm(target) * sqrt(p * (1 - p))) / (p - p0))^2
score_power <- function(n, p, p0, a)
  pnorm((abs(p - p0) * sqrt(n) - qnorm(1 - a) * sqrt(p0 * (1 - p0))) / sqrt(p * (1 - p)))
wald_size <- function(p, p0, a, target) (qnorm(1 - a) + qnorm(target))^2 * p * (1 - p) / (p - p0)^2
wald_power <- function(n, p, p0, a) pnorm(abs(p - p0) * sqrt(n / (p * (1 - p))) - qnorm(1 - a))

saw <- "exact one-sided binomial test, saw-tooth: Chernick & Liu 2002, 10.1198/000313002317572835"
rates <- "rpact getSampleSizeRates(groups = 1, normalApproximation = TRUE)"
rpact_size <- function(p, p0, a, target)
  getSampleSizeRates(groups = 1, thetaH0 = p0, pi1 = p, alpha = a, sided = 1, beta = 1 - target)$nFixed

# exact: first and safe
exact_case <- function(id, p, p0, target, goal = superiority(), note = "") {
  n <- exact_sizes(p, p0, tail_alpha(goal), target)
  for (q in names(n)) row(paste0(id, "-", q), plan(p, p0, "exact", goal), q, n[[q]], 0, saw, base_r, note, target = target)
}
low <- superiority(better = "lower")
exact_case("exact-92-85", 0.92, 0.85, 0.9, note = "rpact 3.3.4 answers 233 (neither the first nor the safe n), rpact 4.3.0 and lrstat 240")
exact_case("exact-ai-ecg", 0.869, 0.80, 0.9, note = "AI-ECG registry entry plans 310 cases; its printed number is the first n")
exact_case("exact-90-80", 0.90, 0.80, 0.8)
exact_case("exact-99-97", 0.99, 0.97, 0.8, note = "extreme rates; rpact 3.3.4 and lrstat answer 432, rpact 4.3.0 478")
exact_case("exact-lower-05-12", 0.05, 0.12, 0.8, low, note = "better = lower")
exact_case("exact-one-sided-75-57", 0.75, 0.57, 0.9, superiority(1, alpha = 0.025))
exact_case("exact-one-sided-95-85", 0.95, 0.85, 0.8, superiority(1))
exact_case("exact-power-99", 0.92, 0.80, 0.99)
exact_case("exact-power-50", 0.92, 0.80, 0.5)
exact_case("exact-tiny", 0.95, 0.50, 0.8, note = "fewer than 15 participants")

# exact: power at a size, by the p values of binom.test
for (x in list(list("200", 200, 0.92, 0.85, superiority()), list("225", 225, 0.92, 0.85, superiority()),
               list("tiny-12", 12, 0.95, 0.5, superiority()), list("lower-150", 150, 0.05, 0.12, low),
               list("ai-ecg-310", 310, 0.869, 0.80, superiority()), list("extreme-400", 400, 0.99, 0.97, superiority()),
               list("one-sided-74", 74, 0.75, 0.57, superiority(1, alpha = 0.025)))) {
  a <- tail_alpha(x[[5]])
  power <- exact_power_by_test(x[[2]], x[[3]], x[[4]], a)
  stopifnot(abs(power - exact_power(x[[2]], x[[3]], x[[4]], a)) < 1e-9)
  row(paste0("exact-power-at-", x[[1]]), plan(x[[3]], x[[4]], "exact", x[[5]]), "attained", power, 1e-6,
      "stats::binom.test p values summed over outcomes, equal to qbinom/pbinom", base_r, participants = x[[2]])
}

# score: rpact
score_case <- function(id, p, p0, target, goal = superiority(), note = "") {
  a <- tail_alpha(goal); n <- rpact_size(p, p0, a, target)
  stopifnot(abs(n - score_size(p, p0, a, target)) < 0.001)
  row(id, plan(p, p0, "score", goal), "exact_total", n, 0.01, rates, pkg("rpact"), note, target = target)
}
score_case("score-ai-ecg", 0.869, 0.80, 0.9)
row("score-ai-ecg-total", plan(0.869, 0.80, "score"), "total", ceiling(rpact_size(0.869, 0.8, 0.025, 0.9)), 0, rates, pkg("rpact"), target = 0.9)
score_case("score-90-80", 0.90, 0.80, 0.8)
score_case("score-99-97", 0.99, 0.97, 0.8, note = "extreme rates")
score_case("score-lower-05-12", 0.05, 0.12, 0.8, low)
score_case("score-one-sided", 0.95, 0.85, 0.8, superiority(1))
score_case("score-power-99", 0.92, 0.80, 0.99)
score_case("score-power-50", 0.92, 0.80, 0.5)
for (n in c(12, 120)) {
  power <- getPowerRates(groups = 1, thetaH0 = 0.8, pi1 = 0.92, alpha = 0.025, sided = 1, maxNumberOfSubjects = n)$overallReject
  stopifnot(abs(power - score_power(n, 0.92, 0.8, 0.025)) < 1e-4)
  row(paste0("score-power-at-", n), plan(0.92, 0.8, "score"), "attained", power, 0.0005, "rpact getPowerRates(groups = 1)", pkg("rpact"), participants = n)
}

# Wald: the alternative variance in both terms
chow <- "n = (z_a + z_b)^2 p (1 - p) / (p - p0)^2, Chow, Shao, Wang & Lokhnygina 2017 ch. 4.1"
row("wald-92-85", plan(0.92, 0.85, "wald"), "exact_total", 157.8257831269, 0.01, chow, peers("TrialSize OneSampleProportion", "not stated"), target = 0.9)
row("wald-92-85-total", plan(0.92, 0.85, "wald"), "total", 158, 0, chow, peers("TrialSize OneSampleProportion", "not stated"), target = 0.9)
row("wald-lower-05-12", plan(0.05, 0.12, "wald", low), "exact_total", wald_size(0.05, 0.12, 0.025, 0.8), 0.01, chow, base_r, target = 0.8)
row("wald-99-97", plan(0.99, 0.97, "wald"), "exact_total", wald_size(0.99, 0.97, 0.025, 0.8), 0.01, chow, base_r,
    "optimistic at extreme rates: the variance at 0.97 is three times the variance at 0.99", target = 0.8)
row("wald-power-at-120", plan(0.92, 0.8, "wald"), "attained", wald_power(120, 0.92, 0.8, 0.025), 1e-6, chow, base_r, participants = 120)

# other programs and papers
own <- "exact binomial (qbinom/pbinom), checked by 10^6 simulated trials; lrstat 0.2.15 agrees on the safe n"
by <- peers("own R", "not stated")
row("peer-exact-first", plan(0.92, 0.85, "exact"), "first", 225, 0, own, by, "id p1-exact-01", target = 0.9)
row("peer-exact-safe", plan(0.92, 0.85, "exact"), "safe", 240, 0, own, by, "id p1-exact-01; lrstat 0.2.15 and rpact 4.3.0 answer 240", target = 0.9)
row("peer-exact-power-225", plan(0.92, 0.85, "exact"), "attained", 0.90798720398, 1e-6, own, by, "id p1-exact-01; simulated 0.90804 (SE 0.0003)", participants = 225)
row("peer-exact-power-240", plan(0.92, 0.85, "exact"), "attained", 0.92848399854, 1e-6, own, by, "id p1-exact-01; lrstat 0.2.15", participants = 240)
row("peer-exact-power-200", plan(0.92, 0.85, "exact"), "attained", 0.82112748842, 1e-6, own, by, "id p1-exact-05; lrstat 0.2.15", participants = 200)
row("peer-sensitivity-140", plan(0.9, 0.8, "exact"), "attained", 0.89436127399, 1e-6, own, by, "id dx-pg-02", participants = 140)
row("peer-specificity-200", plan(0.85, 0.75, "exact"), "attained", 0.92802018934, 1e-6, own, by, "id dx-pg-02", participants = 200)
# R gsDesign 3.1.1 nBinomial1Sample(n = 100:600, outtype = 2), not in Debian: calls in cran.R
nb <- "gsDesign nBinomial1Sample, conservative = FALSE gives the first n, TRUE the safe n"
gs <- frozen("R gsDesign", "3.1.1")
row("gsdesign-ai-ecg-first", plan(0.869, 0.80, "exact"), "first", 310, 0, nb, gs, target = 0.9)
row("gsdesign-ai-ecg-safe", plan(0.869, 0.80, "exact"), "safe", 327, 0, nb, gs, target = 0.9)
row("gsdesign-ai-ecg-power-310", plan(0.869, 0.80, "exact"), "attained", 0.9056399, 1e-6, nb, gs, participants = 310)
row("gsdesign-ai-ecg-power-327", plan(0.869, 0.80, "exact"), "attained", 0.9195191, 1e-6, nb, gs, participants = 327)
row("gsdesign-92-85-safe", plan(0.92, 0.85, "exact"), "safe", 240, 0, nb, gs, target = 0.9)
row("paper-ai-ecg", plan(0.869, 0.80, "exact"), "first", 310, 0, "AI-ECG low EF external validation, ClinicalTrials.gov 2025", published("P96"),
    "the entry names no method; exact binomial at the first n gives its 310", target = 0.9)
row("paper-75-57", plan(0.75, 0.57, "exact", superiority(1, alpha = 0.025)), "first", 74, 0,
    "QUARTO III, Authorea preprint 2021: one-sample exact binomial v 57 %, one-sided 0.025, power 0.9", published("P97"), "stays above 0.9 only from 80", target = 0.9)
# A'Hern's exact single-stage design: ph2single of clinfun announces the first n (and rejects beyond r), not in Debian
for (x in list(c(0.2, 0.05, 0.05, 0.8, 27), c(0.25, 0.05, 0.05, 0.8, 16), c(0.4, 0.2, 0.05, 0.8, 35), c(0.4, 0.2, 0.05, 0.9, 47),
               c(0.3, 0.1, 0.05, 0.9, 33), c(0.8, 0.6, 0.05, 0.9, 45), c(0.5, 0.3, 0.01, 0.9, 79))) {
  row(sprintf("ahern-%g-%g-%g", x[1], x[2], x[4]), plan(x[1], x[2], "exact", superiority(1, alpha = x[3])), "first", x[5], 0,
      "clinfun ph2single(pu, pa, ep1, ep2, nsoln = 1); design of A'Hern 2001, 10.1002/sim.721", frozen("R clinfun", "1.1.5"), target = x[4])
}
write_rows()
