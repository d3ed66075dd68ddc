# Mean overlap against a goal: pwr and power.t.test for the plain t, simulated beta trials for the corrected power.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(pwr); library(rpact) })
plan <- function(goal, d1, d0, sd, method = "t", m = 1, icc = NULL) {
  one <- list(kind = "segmentation_overlap", goal = goal, overlap_expected = d1, overlap_reference = d0, sd = sd, structures = m, method = method)
  if (!is.null(icc)) one$structure_correlation <- icc
  one
}
for (x in list(c(0.9, 0.85, 0.1, 0.8), c(0.96, 0.95, 0.03, 0.99), c(0.7, 0.55, 0.15, 0.5), c(0.88, 0.86, 0.12, 0.9))) {
  id <- paste(x, collapse = "-"); d <- (x[1] - x[2]) / x[3]
  row(paste0("pwr-", id), plan(superiority(), x[1], x[2], x[3]), "exact_total", pwr.t.test(d = d, sig.level = 0.025, power = x[4], type = "one.sample", alternative = "greater")$n, 0.001, "pwr::pwr.t.test", pkg("pwr"), target = x[4])
  row(paste0("stats-", id), plan(superiority(1), x[1], x[2], x[3]), "exact_total", power.t.test(delta = x[1] - x[2], sd = x[3], sig.level = 0.05, power = x[4], type = "one.sample", alternative = "one.sided", tol = 1e-9)$n, 0.001, "stats::power.t.test", base_r, target = x[4])
}
s <- 0.1 * sqrt((1 + 4 * 0.3) / 5)
row("rpact-structures", plan(non_inferiority(0.05), 0.85, 0.85, 0.1, m = 5, icc = 0.3), "exact_total",
    getSampleSizeMeans(groups = 1, alternative = 0.85, thetaH0 = 0.8, stDev = s, alpha = 0.025, sided = 1, beta = 0.1)$nFixed, 0.01, "rpact::getSampleSizeMeans(groups = 1), mean of five structures", pkg("rpact"), target = 0.9)
set.seed(20261122)
for (x in list(c(0.9, 0.87, 0.06, 34), c(0.93, 0.9, 0.06, 34), c(0.95, 0.93, 0.05, 52), c(0.9, 0.88, 0.1, 200))) {
  nu <- x[1] * (1 - x[1]) / x[3]^2 - 1
  rate <- mean(replicate(40000, { y <- rbeta(x[4], x[1] * nu, (1 - x[1]) * nu); (mean(y) - x[2]) / sd(y) * sqrt(x[4]) > qt(0.975, x[4] - 1) }))
  row(paste0("simulated-", paste(x, collapse = "-")), plan(superiority(), x[1], x[2], x[3], "skewed"), "attained", rate, 0.015, "40,000 simulated t tests of beta overlaps", base_r, "first-order correction for skewness", participants = x[4])
}
write_rows()
