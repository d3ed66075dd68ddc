# A proportion on several units per patient against a goal.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(pwr) })

plan <- function(p, p0, m, icc, cv = 0, method = "rao_scott", goal = superiority())
  list(kind = "clustered_proportion", goal = goal, p_expected = p, p_reference = p0, units_per_patient = m, icc = icc,
       units_cv = cv, method = method)
effect <- function(m, icc, cv) 1 + ((1 + cv^2) * m - 1) * icc

# ratio: the one-sample t test of a mean whose standard deviation per patient is sqrt(p (1 - p) DE / m)
ratio <- function(id, p, p0, m, icc, cv, target, goal = superiority()) {
  d <- abs(p - p0) / sqrt(p * (1 - p) * effect(m, icc, cv) / m)
  a <- tail_alpha(goal)
  n <- pwr.t.test(d = d, sig.level = a, power = target, type = "one.sample", alternative = "greater")$n
  row(id, plan(p, p0, m, icc, cv, "ratio", goal), "exact_total", n, 0.01, "pwr.t.test(type = one.sample), sd = sqrt(p (1 - p) DE / m)", pkg("pwr"), target = target)
  r <- getSampleSizeMeans(groups = 1, alternative = d, stDev = 1, alpha = a, sided = 1, beta = 1 - target)$nFixed
  row(paste0(id, "-rpact"), plan(p, p0, m, icc, cv, "ratio", goal), "exact_total", r, 0.01, "rpact getSampleSizeMeans(groups = 1), the same standard deviation", pkg("rpact"), target = target)
}
ratio("ratio", 0.9, 0.8, 3, 0.3, 0.6, 0.8)
ratio("ratio-90", 0.85, 0.7, 5, 0.2, 0.8, 0.9)
ratio("ratio-one-sided", 0.6, 0.45, 10, 0.1, 0.3, 0.8, superiority(1, alpha = 0.05))
ratio("ratio-lower", 0.08, 0.15, 2.4, 0.25, 0.5, 0.8, superiority(better = "lower"))
ratio("ratio-few", 0.75, 0.4, 6, 0.4, 0, 0.8)
ratio("ratio-extreme", 0.99, 0.95, 4, 0.2, 0.4, 0.8)

# z: rpact's size of one proportion times the design effect, in patients
for (x in list(list("z", 0.9, 0.8, 3, 0.3, 0.6, 0.8), list("z-99", 0.9, 0.8, 3, 0.3, 0, 0.99),
               list("z-extreme", 0.99, 0.95, 4, 0.2, 0.4, 0.8), list("z-lower", 0.08, 0.15, 2.4, 0.25, 0.5, 0.9))) {
  n <- getSampleSizeRates(groups = 1, thetaH0 = x[[3]], pi1 = x[[2]], alpha = 0.025, sided = 1, beta = 1 - x[[7]])$nFixed
  goal <- superiority(better = if (x[[2]] > x[[3]]) "higher" else "lower")
  row(x[[1]], plan(x[[2]], x[[3]], x[[4]], x[[5]], x[[6]], "z", goal), "exact_total", n * effect(x[[4]], x[[5]], x[[6]]) / x[[4]], 0.01,
      "rpact getSampleSizeRates(groups = 1) times 1 + ((1 + cv^2) m - 1) ICC, over m", pkg("rpact"), target = x[[7]])
}

# Rao-Scott: R's own non-central t
scott <- function(n, p, p0, m, icc, cv, a) {
  k <- sqrt(p0 * (1 - p0) / (p * (1 - p)))
  pt(qt(1 - a, n - 1) * k, n - 1, ncp = abs(p - p0) * sqrt(n * m / effect(m, icc, cv) / (p * (1 - p))), lower.tail = FALSE)
}
for (x in list(list("score", 0.9, 0.8, 3, 0.3, 0.6, 0.8), list("score-90", 0.85, 0.7, 5, 0.2, 0.8, 0.9),
               list("score-extreme", 0.99, 0.95, 4, 0.2, 0.4, 0.8), list("score-50", 0.9, 0.8, 2, 0.5, 0, 0.5))) {
  n <- root(function(n) scott(n, x[[2]], x[[3]], x[[4]], x[[5]], x[[6]], 0.025) - x[[7]], 5, 5000)
  row(x[[1]], plan(x[[2]], x[[3]], x[[4]], x[[5]], x[[6]]), "exact_total", n, 0.01, "non-central t scaled by the variance at the goal", base_r, target = x[[7]])
}

# simulated: 20,000 studies of beta-binomial patients, variance between patients by hand
simulated <- function(n, p, p0, m, icc, trials = 2e4) {
  s <- 1 / icc - 1
  won <- replicate(trials, {
    x <- rbinom(n, m, rbeta(n, p * s, (1 - p) * s)); q <- mean(x) / m
    if (q == 1) (1 - p0) / sqrt(p0 * (1 - p0) / n) > qt(0.975, n - 1)
    else { d <- var(x) / (m * q * (1 - q)); (q - p0) / sqrt(p0 * (1 - p0) * d / (n * m)) > qt(0.975, n - 1) }
  })
  mean(won)
}
set.seed(20261122)
row("simulated", plan(0.85, 0.7, 4, 0.2), "attained", simulated(50, 0.85, 0.7, 4, 0.2), 0.03, "20,000 simulated studies, beta-binomial", base_r,
    "the tolerance covers the declared bias of the formula", participants = 50)
row("simulated-small", plan(0.7, 0.45, 4, 0.5), "attained", simulated(25, 0.7, 0.45, 4, 0.5), 0.03, "20,000 simulated studies, beta-binomial", base_r,
    "the tolerance covers the declared bias of the formula", participants = 25)
write_rows()
