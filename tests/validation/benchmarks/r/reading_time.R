# Ratio of reading times on the same cases: power.t.test, pwr and rpact on the log scale; equivalence by integration.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(pwr); library(rpact) })
plan <- function(goal, ratio, cv, r, readers = 1, q = NULL) {
  one <- list(kind = "reading_time", goal = goal, ratio = ratio, cv = cv, correlation = r, readers = readers)
  if (!is.null(q)) one$reader_correlation <- q
  one
}
sd_of <- function(cv, r, readers = 1, q = 0) sqrt(log(1 + cv^2) * 2 * (1 - r) * (1 + (readers - 1) * q) / readers)
faster <- superiority(2, "lower")
for (x in list(c(0.8, 0.6, 0.5, 0.8), c(0.9, 0.4, 0.7, 0.9), c(0.97, 0.8, 0.3, 0.5), c(0.6, 0.5, 0, 0.99))) {
  s <- sd_of(x[2], x[3]); id <- paste(x, collapse = "-")
  row(paste0("pwr-", id), plan(faster, x[1], x[2], x[3]), "exact_total", pwr.t.test(d = -log(x[1]) / s, sig.level = 0.025, power = x[4], type = "one.sample", alternative = "greater")$n, 0.001, "pwr::pwr.t.test on log ratios", pkg("pwr"), target = x[4])
  row(paste0("stats-", id), plan(superiority(1, "lower"), x[1], x[2], x[3]), "exact_total", power.t.test(delta = -log(x[1]), sd = s, sig.level = 0.05, power = x[4], type = "one.sample", alternative = "one.sided", tol = 1e-9)$n, 0.001, "stats::power.t.test on log ratios", base_r, target = x[4])
  row(paste0("rpact-", id), plan(non_inferiority(1.25, 0.025, "lower"), x[1], x[2], x[3]), "exact_total",
      getSampleSizeMeans(groups = 1, alternative = log(1.25) - log(x[1]), stDev = s, alpha = 0.025, sided = 1, beta = 1 - x[4])$nFixed, 0.01, "rpact::getSampleSizeMeans(groups = 1) on log ratios", pkg("rpact"), target = x[4])
}
s <- sd_of(0.6, 0.5, 3, 0.4)
row("pwr-readers", plan(faster, 0.85, 0.6, 0.5, 3, 0.4), "exact_total", pwr.t.test(d = -log(0.85) / s, sig.level = 0.025, power = 0.9, type = "one.sample", alternative = "greater")$n, 0.001, "pwr::pwr.t.test, mean log ratio of three readers", pkg("pwr"), target = 0.9)
tost <- function(n, ratio, s, low, high, a) {
  f <- function(v) dchisq(v, n - 1) * { e <- sqrt(v / (n - 1)) * qt(1 - a, n - 1); m <- sqrt(n) / s; pmax(0, pnorm((log(high) - log(ratio)) * m - e) - pnorm((-log(low) - log(ratio)) * m + e)) }
  integrate(f, qchisq(1e-14, n - 1), qchisq(1e-14, n - 1, lower.tail = FALSE), rel.tol = 1e-10, subdivisions = 1000)$value
}
for (x in list(c(1, 0.5, 0.6, 1.25, 1.25, 40), c(1.05, 0.5, 0.7, 1.25, 1.3, 60), c(0.95, 0.3, 0.8, 1.25, 1.25, 12)))
  row(paste0("tost-", paste(x, collapse = "-")), plan(equivalence(x[4], x[5]), x[1], x[2], x[3]), "attained", tost(x[6], x[1], sd_of(x[2], x[3]), x[4], x[5], 0.025), 1e-6, "Phillips 1990, integrate()", base_r,
      if (x[6] < 15) "fewer than 15 cases" else "", participants = x[6])
write_rows()
