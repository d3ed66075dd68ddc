# Two proportions: chi-square (pooled under H0), Farrington-Manning for a margin, unpooled, Fleiss-corrected, Fisher.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(epiR); library(Hmisc) })

plan <- function(p, p0, method = "score", goal = superiority(), k = 1)
  list(kind = "two_proportions", goal = goal, p_experimental = p, p_control = p0, allocation = k, method = method)
low <- superiority(better = "lower")
ratio <- function(k) if (k >= 1) c(k, 1) else c(1, 1 / k)
whole <- function(n, k) blocks(n, ratio(k)[1], ratio(k)[2])
fm <- "Farrington & Manning 1990, 10.1002/sim.4780091208"

# ---- score, superiority: rpact, stats::power.prop.test, Hmisc::bsamsize
rates <- "rpact getSampleSizeRates"
rpact_n <- function(p, p0, a, target, k = 1, theta = 0)
  getSampleSizeRates(pi1 = p, pi2 = p0, thetaH0 = theta, alpha = a, sided = 1, beta = 1 - target, allocationRatioPlanned = k)$nFixed
sup <- function(id, p, p0, target, goal = superiority(), k = 1, note = "", total = FALSE) {
  n <- rpact_n(p, p0, tail_alpha(goal), target, k)
  row(id, plan(p, p0, "score", goal, k), "exact_total", n, 0.02, rates, pkg("rpact"), note, target = target)
  if (total) row(paste0(id, "-total"), plan(p, p0, "score", goal, k), "total", whole(n, k), 0, rates, pkg("rpact"), note, target = target)
}
sup("score-sms", 0.65, 0.5, 0.9, note = "SMS contraception trial", total = TRUE)
sup("score-2to1", 0.65, 0.5, 0.8, k = 2, total = TRUE)
sup("score-1to2", 0.65, 0.5, 0.8, k = 0.5, total = TRUE)
sup("score-lower", 0.25, 0.36, 0.9, low)
sup("score-beyond-95", 0.99, 0.96, 0.8, total = TRUE)
sup("score-tiny", 0.95, 0.40, 0.8, note = "fewer than 15 per arm", total = TRUE)
sup("score-power-50", 0.65, 0.5, 0.5)
sup("score-power-99", 0.65, 0.5, 0.99)
sup("score-one-sided", 0.65, 0.5, 0.8, superiority(1))
sup("score-lower-rare-2to1", 0.02, 0.05, 0.9, low, k = 2)
for (x in list(c(0.65, 0.5, 0.9), c(0.99, 0.96, 0.8), c(0.3, 0.2, 0.9))) {
  n <- 2 * power.prop.test(p1 = x[1], p2 = x[2], power = x[3], sig.level = 0.05, tol = 1e-10)$n
  row(sprintf("prop-test-%s-%s", x[1], x[2]), plan(x[1], x[2]), "exact_total", n, 0.02, "stats::power.prop.test(strict = FALSE)", base_r, target = x[3])
}
for (x in list(c(0.65, 0.5, 2), c(0.65, 0.5, 0.5), c(0.97, 0.9, 2))) {
  n <- sum(bsamsize(x[1], x[2], fraction = x[3] / (1 + x[3]), alpha = 0.05, power = 0.8))
  row(sprintf("bsamsize-%s-%s-%s", x[1], x[2], x[3]), plan(x[1], x[2], k = x[3]), "exact_total", n, 0.02,
      "Hmisc::bsamsize (Fleiss, Tytun & Ury 1980 without correction)", pkg("Hmisc"), target = 0.8)
}
for (n in c(20, 300)) for (x in list(c(0.55, 0.45), c(0.95, 0.6)))
  row(sprintf("prop-test-power-%s-%d", x[1], 2 * n), plan(x[1], x[2]), "attained",
      power.prop.test(n = n, p1 = x[1], p2 = x[2])$power, 0.0005, "stats::power.prop.test(strict = FALSE)", base_r, participants = 2 * n)
for (k in c(2, 0.5)) {
  power <- getPowerRates(pi1 = 0.65, pi2 = 0.5, alpha = 0.025, sided = 1, allocationRatioPlanned = k, maxNumberOfSubjects = 360, directionUpper = TRUE)$overallReject
  row(sprintf("score-power-360-ratio-%s", k), plan(0.65, 0.5, k = k), "attained", power, 0.0005, "rpact getPowerRates", pkg("rpact"), participants = 360)
}

# ---- margins: restricted maximum likelihood found numerically here, the cubic solution inside rpact
restricted <- function(p, p0, k, delta) {           # expected table p (weight k), p0 (weight 1); H0: p - p0 = delta
  ll <- function(q) -(k * (p * log(q + delta) + (1 - p) * log(1 - q - delta)) + p0 * log(q) + (1 - p0) * log(1 - q))
  q <- optimize(ll, c(max(0, -delta) + 1e-12, min(1, 1 - delta) - 1e-12), tol = 1e-12)$minimum
  c(q + delta, q)
}
v <- function(p, p0, k) p * (1 - p) / k + p0 * (1 - p0)           # times 1 / n_control
v0 <- function(p, p0, k, delta) { q <- restricted(p, p0, k, delta); v(q[1], q[2], k) }
score_n <- function(p, p0, k, delta, a, target)
  (1 + k) * (qnorm(1 - a) * sqrt(v0(p, p0, k, delta)) + qnorm(target) * sqrt(v(p, p0, k)))^2 / (p - p0 - delta)^2
score_power <- function(n, p, p0, k, delta, a)
  pnorm((abs(p - p0 - delta) * sqrt(n / (1 + k)) - qnorm(1 - a) * sqrt(v0(p, p0, k, delta))) / sqrt(v(p, p0, k)))
ni <- function(id, p, p0, margin, target, k = 1, better = "higher", alpha = 0.025, note = "", total = FALSE) {
  delta <- if (better == "higher") -margin else margin
  goal <- non_inferiority(margin, alpha, better)
  n <- rpact_n(p, p0, alpha, target, k, delta)
  stopifnot(abs(n / score_n(p, p0, k, delta, alpha, target) - 1) < 1e-4)
  row(id, plan(p, p0, "score", goal, k), "exact_total", n, 0.05, paste0(fm, "; ", rates, "(thetaH0), equal to own numerical restricted estimate"),
      pkg("rpact"), note, target = target)
  if (total) row(paste0(id, "-total"), plan(p, p0, "score", goal, k), "total", whole(n, k), 0, rates, pkg("rpact"), note, target = target)
}
ni("fm-85-10", 0.85, 0.85, 0.10, 0.8, note = "Wald would give 400.3", total = TRUE)
ni("fm-85-10-2to1", 0.85, 0.85, 0.10, 0.8, k = 2, total = TRUE)
ni("fm-85-10-1to2", 0.85, 0.85, 0.10, 0.8, k = 0.5)
ni("fm-97-03", 0.97, 0.97, 0.03, 0.9, note = "755 per arm v 680 by Wald", total = TRUE)
ni("fm-below-2to1", 0.90, 0.92, 0.08, 0.8, k = 2, note = "true difference -0.02 under the margin")
ni("fm-above-1to2", 0.93, 0.90, 0.05, 0.9, k = 0.5, note = "true difference +0.03")
ni("fm-lower", 0.08, 0.08, 0.04, 0.8, better = "lower", note = "adverse rate, better = lower")
ni("fm-lower-worse-2to1", 0.10, 0.08, 0.06, 0.8, k = 2, better = "lower", note = "true difference +0.02 under a margin of 0.06")
ni("fm-power-50", 0.90, 0.90, 0.10, 0.5)
ni("fm-power-99", 0.90, 0.90, 0.10, 0.99, alpha = 0.05)
ni("fm-tiny", 0.95, 0.95, 0.40, 0.8, note = "fewer than 15 per arm")
row("fm-power-at-90", plan(0.9, 0.92, "score", non_inferiority(0.08), 2), "attained", score_power(723, 0.9, 0.92, 2, -0.08, 0.025), 0.0005,
    paste0(fm, "; restricted estimate by optimize()"), base_r, participants = 723)
row("fm-power-tiny", plan(0.95, 0.95, "score", non_inferiority(0.3)), "attained", score_power(24, 0.95, 0.95, 1, -0.3, 0.025), 0.0005,
    paste0(fm, "; restricted estimate by optimize()"), base_r, "normal approximation with 12 per arm", participants = 24)

# ---- equivalence: both one-sided tests must reject; joint normal power
both <- function(n, p, p0, k, lower, upper, a, null) {
  se <- function(x) sqrt(x * (1 + k) / n); d <- p - p0
  s1 <- se(v(p, p0, k)); sl <- if (null) se(v0(p, p0, k, -lower)) else s1; su <- if (null) se(v0(p, p0, k, upper)) else s1
  max(0, pnorm((upper - qnorm(1 - a) * su - d) / s1) - pnorm((qnorm(1 - a) * sl - lower - d) / s1))
}
eq <- function(id, p, p0, lower, upper, target, k = 1, alpha = 0.025, method = "score", note = "", total = FALSE) {
  n <- root(function(n) both(n, p, p0, k, lower, upper, alpha, method == "score") - target, 4, 1e6)
  text <- if (method == "score") paste0(fm, " at each limit, joint normal power of two one-sided tests") else "two one-sided Wald tests, joint normal power"
  row(id, plan(p, p0, method, equivalence(lower, upper, alpha), k), "exact_total", n, 0.05, text, base_r, note, target = target)
  if (total) row(paste0(id, "-total"), plan(p, p0, method, equivalence(lower, upper, alpha), k), "total", whole(n, k), 0, text, base_r, note, target = target)
}
eq("equivalence-score", 0.75, 0.75, 0.15, 0.15, 0.8, alpha = 0.05)
eq("equivalence-score-2to1-shift", 0.88, 0.90, 0.10, 0.10, 0.9, k = 2, note = "true difference -0.02 between the margins")
eq("equivalence-score-asymmetric", 0.96, 0.96, 0.05, 0.08, 0.8, note = "margins 0.05 and 0.08, rates beyond 0.95")
eq("equivalence-unpooled-1to2", 0.75, 0.72, 0.15, 0.15, 0.8, k = 0.5, method = "unpooled", note = "epiR epi.ssequb is conservative here: it halves beta even when the true difference is not 0")
n <- epi.ssequb(treat = 0.75, control = 0.75, delta = 0.15, n = NA, r = 1, power = 0.8, nfractional = TRUE, alpha = 0.05)$n.total
row("epir-equivalence-unpooled", plan(0.75, 0.75, "unpooled", equivalence(0.15, alpha = 0.05)), "exact_total", n, 0.05, "epiR::epi.ssequb(nfractional = TRUE), exact at a true difference of 0", pkg("epiR"), target = 0.8)

# the score test itself, every pair of outcomes enumerated: how far the normal formulas above are from the truth
closed <- function(a, b, k, delta) {                                   # Farrington & Manning's cubic, vectorised
  t <- 1 / k; u <- 1 + t; v <- -(1 + t + a + t * b + delta * (t + 2)); w <- delta^2 + delta * (2 * a + t + 1) + a + t * b; x <- -a * delta * (1 + delta)
  h <- v^3 / (3 * u)^3 - v * w / (6 * u^2) + x / (2 * u); r <- sign(h) * sqrt(pmax(v^2 / (3 * u)^2 - w / (3 * u), 0))
  2 * r * cos((pi + acos(pmin(1, pmax(-1, h / r^3)))) / 3) - v / (3 * u)
}
enumerated <- function(n1, n2, p, p0, lower, upper, a) {
  g <- expand.grid(x = 0:n1, y = 0:n2); e <- g$x / n1; c <- g$y / n2
  z <- function(delta) { q <- closed(e, c, n1 / n2, delta); (e - c - delta) / sqrt(pmax(q * (1 - q) / n1 + (q - delta) * (1 - q + delta) / n2, 1e-12)) }
  ok <- z(-lower) >= qnorm(1 - a); if (!is.null(upper)) ok <- ok & z(upper) <= -qnorm(1 - a)
  sum((dbinom(g$x, n1, p) * dbinom(g$y, n2, p0))[which(ok)])
}
stopifnot(abs(closed(0.9, 0.92, 2, -0.08) - restricted(0.9, 0.92, 2, -0.08)[1]) < 1e-6)
for (x in list(list("ni-207", 207, 207, 0.85, 0.85, 0.1, NULL, 0.025), list("ni-482-241", 482, 241, 0.90, 0.92, 0.08, NULL, 0.025), list("ni-172-344", 172, 344, 0.85, 0.85, 0.1, NULL, 0.025),
               list("equivalence-144", 144, 144, 0.75, 0.75, 0.15, 0.15, 0.05), list("equivalence-450-225", 450, 225, 0.88, 0.90, 0.1, 0.1, 0.025))) {
  k <- x[[2]] / x[[3]]; n <- x[[2]] + x[[3]]; goal <- if (is.null(x[[7]])) non_inferiority(x[[6]], x[[8]]) else equivalence(x[[6]], x[[7]], x[[8]])
  formula <- if (is.null(x[[7]])) score_power(n, x[[4]], x[[5]], k, -x[[6]], x[[8]]) else both(n, x[[4]], x[[5]], k, x[[6]], x[[7]], x[[8]], TRUE)
  true <- do.call(enumerated, x[-1])
  row(paste0("enumerated-", x[[1]]), plan(x[[4]], x[[5]], "score", goal, k), "attained", true, ceiling(abs(true - formula) * 200 + 0.4) / 200,
      "all outcomes of the Farrington-Manning score test enumerated", base_r, sprintf("the normal formula answers %.5f: the tolerance covers its bias", formula), participants = n)
}

# ---- unpooled: epiR (margin), formula
unpooled_n <- function(p, p0, k, delta, a, target) (1 + k) * (qnorm(1 - a) + qnorm(target))^2 * v(p, p0, k) / (p - p0 - delta)^2
wald <- "n = (z_a + z_b)^2 (variance under H1) / d^2, Chow, Shao & Wang"
for (x in list(c(0.85, 0.85, 0.1, 1), c(0.90, 0.92, 0.08, 2), c(0.97, 0.97, 0.03, 0.5))) {
  n <- epi.ssninfb(treat = x[1], control = x[2], delta = x[3], n = NA, r = x[4], power = 0.8, nfractional = TRUE, alpha = 0.025)$n.total
  row(sprintf("epir-unpooled-ni-%s-%s-%s", x[1], x[3], x[4]), plan(x[1], x[2], "unpooled", non_inferiority(x[3]), x[4]), "exact_total", n, 0.05,
      "epiR::epi.ssninfb(nfractional = TRUE)", pkg("epiR"), if (x[3] == 0.03) "optimistic: compare Farrington-Manning" else "", target = 0.8)
}
row("unpooled-lower-2to1", plan(0.25, 0.36, "unpooled", low, 2), "exact_total", unpooled_n(0.25, 0.36, 2, 0, 0.025, 0.9), 0.02, wald, base_r, target = 0.9)
row("unpooled-power-446", plan(0.65, 0.5, "unpooled"), "attained", pnorm(0.15 / sqrt((0.65 * 0.35 + 0.25) / 223) - qnorm(0.975)), 1e-5, wald, base_r, participants = 446)

# ---- Fleiss continuity correction
fleiss_n <- function(p, p0, k, a, target) {
  pbar <- (k * p + p0) / (1 + k); d <- abs(p - p0)
  m <- (qnorm(1 - a) * sqrt(pbar * (1 - pbar) * (1 + 1 / k)) + qnorm(target) * sqrt(v(p, p0, k)))^2 / d^2      # control arm, uncorrected
  (1 + k) * m / 4 * (1 + sqrt(1 + 2 * (k + 1) / (m * k * d)))^2
}
fleiss <- "Fleiss, Tytun & Ury 1980, Biometrics 36:343-346, correction of the pooled chi-square size"
cc <- function(id, p, p0, target, goal = superiority(), k = 1, note = "")
  row(id, plan(p, p0, "continuity", goal, k), "exact_total", fleiss_n(p, p0, k, tail_alpha(goal), target), 0.02, fleiss, base_r, note, target = target)
cc("continuity-sms", 0.65, 0.5, 0.9)
cc("continuity-2to1", 0.65, 0.5, 0.8, k = 2)
cc("continuity-1to2-lower", 0.25, 0.36, 0.9, low, k = 0.5)
cc("continuity-tiny", 0.95, 0.4, 0.8)
cc("continuity-beyond-95", 0.99, 0.96, 0.8)
row("continuity-power-824", plan(0.3, 0.2, "continuity"), "attained", {
  m <- 412 * (1 - 2 * 2 / (0.1 * 4 * 412))^2                                                # the correction solved for the uncorrected size
  power.prop.test(n = m, p1 = 0.3, p2 = 0.2)$power }, 0.0005, paste0(fleiss, "; inverted in closed form"), base_r, participants = 824)
# epiR::epi.sscc(fleiss = TRUE) is left out: it puts the TOTAL in the per-arm correction and answers 803.77 here, not 823.7 (epiR 2.0.57)

# ---- Fisher, exact one-sided power by enumeration of the p values of phyper
fisher_power <- function(n1, n2, p, p0, a) {
  if (p < p0) { p <- 1 - p; p0 <- 1 - p0 }
  x <- outer(0:n1, 0:n2, function(i, j) phyper(i - 1, n1, n2, i + j, lower.tail = FALSE) <= a)
  sum(outer(dbinom(0:n1, n1, p), dbinom(0:n2, n2, p0))[x])
}
fisher <- "one-sided Fisher test at alpha / 2, all outcomes enumerated with phyper"
for (x in list(list("30-30", 0.9, 0.6, 30, 30, superiority()), list("tiny-12-12", 0.95, 0.5, 12, 12, superiority()), list("40-20", 0.85, 0.55, 40, 20, superiority()),
               list("20-40", 0.85, 0.55, 20, 40, superiority()), list("lower-50-50", 0.25, 0.5, 50, 50, low), list("beyond-95-200", 0.99, 0.94, 200, 200, superiority()),
               list("one-sided-70-70", 0.65, 0.4, 70, 70, superiority(1, alpha = 0.025))))
  row(paste0("fisher-", x[[1]]), plan(x[[2]], x[[3]], "fisher", x[[6]], x[[4]] / x[[5]]), "attained", fisher_power(x[[4]], x[[5]], x[[2]], x[[3]], tail_alpha(x[[6]])),
      1e-5, fisher, base_r, participants = x[[4]] + x[[5]])
for (x in list(c(0.9, 0.6), c(0.65, 0.4))) {
  each <- 2:200; power <- sapply(each, function(n) fisher_power(n, n, x[1], x[2], 0.025))
  id <- sprintf("fisher-%s-%s", x[1], x[2]); note <- "total over both arms, searched in steps of 1 per arm"
  row(paste0(id, "-first"), plan(x[1], x[2], "fisher"), "first", 2 * each[power >= 0.8][1], 0, fisher, base_r, note, target = 0.8)
  row(paste0(id, "-safe"), plan(x[1], x[2], "fisher"), "safe", 2 * (max(each[power < 0.8]) + 1), 0, fisher, base_r,
      if (x[2] == 0.4) paste0(note, "; lrstat answers 139 (70 + 69) with a two-sided ordering") else note, target = 0.8)
}

# ---- other programs (not in Debian, calls in cran.R) and the shared table
gs <- frozen("R gsDesign", "3.1.1"); nb <- "gsDesign::nBinomial (its ratio is control / experimental)"
row("gsdesign-sms", plan(0.65, 0.5), "exact_total", 452.320365273, 0.02, nb, gs, target = 0.9)
row("gsdesign-2to1", plan(0.65, 0.5, k = 2), "exact_total", 377.923027319, 0.02, nb, gs, target = 0.8)
row("gsdesign-1to2", plan(0.65, 0.5, k = 0.5), "exact_total", 382.571435883, 0.02, nb, gs, target = 0.8)
row("gsdesign-fm-90-92-2to1", plan(0.9, 0.92, "score", non_inferiority(0.08), 2), "exact_total", 721.554657989, 0.05, nb, gs, target = 0.8)
row("gsdesign-fm-85", plan(0.85, 0.85, "score", non_inferiority(0.1)), "exact_total", 551.496226692, 0.05, nb, gs, target = 0.9)
ex <- frozen("R Exact", "3.3"); pe <- "Exact::power.exact.test(method = \"fisher\", alternative = \"greater\")"
row("exact-fisher-30-30", plan(0.9, 0.6, "fisher"), "attained", 0.70506448787, 1e-5, pe, peers("Exact", "3.3"), "id p2-fisher-03; exact2x2 1.7.0 0.7050644709", participants = 60)
row("exact-fisher-12-12", plan(0.95, 0.5, "fisher"), "attained", 0.588214436412, 1e-5, pe, ex, participants = 24)
row("exact-fisher-40-20", plan(0.85, 0.55, "fisher", k = 2), "attained", 0.596431039363, 1e-5, pe, ex, participants = 60)
row("exact-fisher-20-40", plan(0.85, 0.55, "fisher", k = 0.5), "attained", 0.57452236653, 1e-5, pe, ex, participants = 60)
rp <- peers("rpact", "4.3.0")
row("peer-unpooled", plan(0.65, 0.5, "unpooled"), "exact_total", 445.9817343856, 0.02, paste0(wald, "; TrialSize and epiR agree"), peers("own R, TrialSize", "not stated"), "id p2-unpooled-01; simulated power 0.8958 at 446", target = 0.9)
row("peer-pooled-rare-one-sided", plan(0.02, 0.05, "score", superiority(1, "lower", 0.025)), "exact_total", 1573.1225841212, 0.02, rates, rp, "id p2-pooled-03; simulated power 0.9123 at 1574", target = 0.9)
row("peer-pooled-rare-total", plan(0.02, 0.05, "score", superiority(1, "lower", 0.025)), "total", 1574, 0, rates, rp, "id p2-pooled-03", target = 0.9)
row("peer-fm-2to1", plan(0.9, 0.92, "score", non_inferiority(0.08), 2), "exact_total", 721.5546579892, 0.05, paste(fm, rates, sep = "; "), rp, "id p2-fm-02; simulated power 0.8067 at 482 + 241", target = 0.8)
row("peer-equivalence-unpooled", plan(0.75, 0.75, "unpooled", equivalence(0.15, alpha = 0.05)), "total", 286, 0, "lrstat getDesignRiskDiffEquiv", peers("lrstat", "0.2.15"), "id p2-equiv-01; closed form 142.73 per arm", target = 0.8)
row("peer-power-600", plan(0.55, 0.45), "attained", 0.68863746465, 0.0005, "stats::power.prop.test", peers("R stats", "not stated"), "id p2-power-01; enumerated exact power of the test 0.6942", participants = 600)
row("paper-sms", plan(0.65, 0.5), "total", 454, 0, "McCarthy et al. 2017 Trials, 10.1186/s13063-017-2191-1 (Stata power twoproportions, test(chi2))", published("P54"), target = 0.9)
row("paper-quit", plan(0.17, 0.11), "total", 1048, 0, "10.2196/resprot.3823, 524 per group", published("P50"), target = 0.8)
row("paper-alert-continuity", plan(0.3, 0.2, "continuity"), "total", 824, 0, "Silbernagel et al. 2016 JAHA, 10.1161/JAHA.116.003776, 412 per group", published("P58"), "the paper names no method; the corrected formula gives its 412", target = 0.9)
row("paper-resite-continuity", plan(0.25, 0.36, "continuity", low), "total", 770, 0, "Rickard et al. 2010 BMC Med, 10.1186/1741-7015-8-53: 385 per group by the corrected formula (the paper prints 378, PASS 2008)", published("P57"), target = 0.9)
row("paper-emails-continuity", plan(0.06, 0.08, "continuity", low), "total", 5306, 0, "10.2196/jmir.7.1.e2: 2653 per group by the corrected formula (the paper prints 5300)", published("P48"), target = 0.8)
row("paper-emails-score", plan(0.06, 0.08, "score", low), "total", 5108, 0, "10.2196/jmir.7.1.e2: 2554 per group without correction", published("P48"), target = 0.8)
row("paper-resite-fisher", plan(0.25, 0.36, "fisher", low), "attained", 0.896, 0.001, "10.1186/1741-7015-8-53: exact power at 378 per group", published("P57"), participants = 756)
each <- function(p, q, power, sides = "two.sided") 2 * power.prop.test(p1 = p, p2 = q, power = power, alternative = sides)$n
row("paper-decision-aid", plan(0.15, 0.05), "exact_total", each(0.15, 0.05, 0.8), 0.05, "BinDhim et al. 2014 BMJ Open, 10.1136/bmjopen-2014-005371", published("P51"),
    "141 per group, 441 in total with 20% who do not comply (1 / 0.8^2); the paper prints 672, which its assumptions do not give", target = 0.8)
row("paper-ptsd-one-sided", plan(0.7, 0.3, goal = superiority(1)), "exact_total", each(0.7, 0.3, 0.95, "one.sided"), 0.05, "Freedman et al. 2015 Eur J Psychotraumatol, 10.3402/ejpt.v6.25608",
    published("P64"), "the 64 of the paper is the one-sided test, which it does not state; 76 two-sided", target = 0.95)

# ---- superiority by a margin, Wald non-inferiority, local alternatives: Stata artbin 2, validated by its authors against published trials
artbin <- frozen("Stata artbin", "2.1.1"); art <- "Marley-Zagar et al. 2023 Stata J 23:24-52, 10.1177/1536867X231161971"
beyond <- function(margin, alpha = 0.025, better = "higher") list(kind = "superiority_by_margin", alpha = alpha, margin = margin, better = better)
row("palisade-beyond-margin", plan(0.5, 0.2, "score", beyond(0.15), 3), "exact_total", 390.5, 0.5,
    paste0(art, "; PALISADE, 10.1056/NEJMoa1812856: artbin, pr(.2 .5) margin(.15) aratio(1 3) gives 391 (each arm rounded up)"), artbin, target = 0.8)
worse <- function(id, p, margin, alpha, power, total, where)
  row(paste0("artbin-", id), plan(p, p, "unpooled", non_inferiority(margin, alpha, "lower")), "total", total, 0, paste0(art, "; ", where), artbin, target = power)
worse("blackwelder", 0.1, 0.2, 0.05, 0.9, 78, "Blackwelder 1982, 10.1016/0197-2456(82)90024-1: 39 per arm")
worse("pocock-2003", 0.15, 0.15, 0.025, 0.9, 240, "Pocock 2003, 10.1046/j.1472-8206.2003.00162.x: 120 per arm")
worse("julious-70", 0.3, 0.05, 0.025, 0.9, 3532, "Julious and Owen 2011, 10.1177/0962280210378945, table 4: 1766 per arm")
worse("julious-75", 0.25, 0.2, 0.025, 0.9, 198, "Julious and Owen 2011, 10.1177/0962280210378945, table 4: 99 per arm")
worse("julious-90", 0.1, 0.05, 0.025, 0.9, 1514, "Julious and Owen 2011, 10.1177/0962280210378945, table 4: 757 per arm")
row("artbin-anturan", plan(0.05, 0.1, "unpooled", low), "total", 1156, 0, paste0(art, "; Pocock 1983, Anturan trial: 578 per arm"), artbin, target = 0.9)
row("artbin-ni-2to1", plan(0.1, 0.3, "unpooled", non_inferiority(0.2, 0.025, "lower"), 2), "total", 51, 0, paste0(art, "; artbin, pr(.3 .1) margin(.2) aratio(1 2) wald"), artbin, target = 0.9)
row("artbin-score-one-sided", plan(0.9, 0.9, "score", non_inferiority(0.05, 0.05)), "total", 914, 0, paste0(art, "; artbin, pr(.9 .9) margin(-.05) onesided"), artbin, target = 0.8)
old <- frozen("Stata artbin", "1.1.0"); pooled_twice <- "n = 4 (z_a + z_b)^2 pbar (1 - pbar) / d^2, in total (local alternatives)"
twice <- function(p, q, alpha, power) { m <- (p + q) / 2; 4 * (qnorm(1 - alpha / 2) + qnorm(power))^2 * m * (1 - m) / (p - q)^2 }
row("local-formula", plan(0.3, 0.2, "local"), "exact_total", twice(0.3, 0.2, 0.05, 0.8), 0.001, pooled_twice, base_r, target = 0.8)
row("local-artbin-589", plan(0.3, 0.2, "local"), "exact_total", 588.5, 0.5, "artbin, pr(.2 .3) distant(0): 589 in total", old, target = 0.8)
row("local-artbin-1167", plan(0.1, 0.05, "local"), "exact_total", 1166.5, 0.5, paste0(art, "; artbin, pr(.05 .1) local: 1167"), artbin, target = 0.9)
row("local-artbin-138", plan(0.3, 0.1, "local", superiority(alpha = 0.1)), "exact_total", 137.5, 0.6, paste0(art, "; artbin, pr(.1 .3) alpha(.1) local: 138"), artbin, target = 0.9)

# ---- Cohen's arcsine: pwr, the function most R users call
cohen <- "pwr::pwr.2p.test(h = ES.h(p, q))"
for (x in list(c(0.08, 0.15, 0.8), c(0.02, 0.05, 0.9), c(0.4, 0.25, 0.8)))
  row(sprintf("arcsine-%s-%s", x[1], x[2]), plan(x[1], x[2], "arcsine", if (x[1] < x[2]) low else superiority()), "exact_total",
      2 * pwr::pwr.2p.test(h = abs(pwr::ES.h(x[1], x[2])), power = x[3])$n, 0.02, cohen, pkg("pwr"), target = x[3])
row("arcsine-2to1", plan(0.9, 0.8, "arcsine", k = 2), "attained", pwr::pwr.2p2n.test(h = pwr::ES.h(0.9, 0.8), n1 = 200, n2 = 100)$power, 0.0005,
    "pwr::pwr.2p2n.test", pkg("pwr"), "the other tail is counted there", participants = 300)

# ---- published by the Poitiers teaching hospital with its calculator (epiR), github poitiers-health-data
chu <- "poitiers-health-data SampleSize page, epiR"
row("poitiers-superiority", plan(0.35, 0.28), "total", 1382, 0, paste0(chu, ": 691 per arm"), frozen("R epiR", "as printed on the page"), target = 0.8)
row("poitiers-ni", plan(0.35, 0.35, "unpooled", non_inferiority(0.05, 0.05)), "total", 2252, 0, paste0(chu, ": 1126 per arm"), frozen("R epiR", "as printed on the page"), target = 0.8)
write_rows()
