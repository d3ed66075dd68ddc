# Parallel clusters with a baseline period, binary endpoint: variances of each arm and period; rpact with the design effect when unadjusted.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R")); source(file.path(here, "gls_periods.R"))
suppressMessages(library(rpact))

plan <- function(p1, p0, icc = 0.03, cac = 0.8, goal = superiority(better = if (p1 > p0) "higher" else "lower"), variance = "each_arm", ...)
  c(list(kind = "before_after_control_proportions", goal = goal, p_experimental = p1, p_control = p0, binomial_variance = variance, icc = icc, cac = cac), list(...))
q <- function(p) p * (1 - p)

# one variance (midpoint): explicit matrices, analysis of covariance
gls <- function(id, k1, k2, m, p1, p0, icc = 0.03, cac = 0.8) {
  se <- gls_se(before_after(c(k1, k2)), m, q((p1 + p0) / 2), icc, "nested", cac)
  row(id, plan(p1, p0, icc, cac, variance = "midpoint", allocation = k1 / k2, clusters_available = k1 + k2, method = "z"), "attained", near_tail(p1 - p0, se), 1e-7,
      "explicit generalised least squares on cluster-period proportions", base_r, participants = 2 * m * (k1 + k2))
}
gls("gls", 12, 12, 30, 0.4, 0.3)
gls("gls-2to1", 16, 8, 30, 0.3, 0.4, 0.05, 0.6)

# changes: variance of a change in each arm, from the covariance matrix of its two proportions
change <- function(id, k1, k2, m, p1, p0, icc = 0.03, cac = 0.8, t = TRUE) {
  factor <- (1 + (m - 1) * icc) / m; r <- m * icc * cac / (1 + (m - 1) * icc)
  v <- function(a, b) { s <- diag(sqrt(c(q(a), q(b)))); w <- c(-1, 1); drop(t(w) %*% s %*% matrix(c(1, r, r, 1), 2) %*% s %*% w) * factor }
  se <- sqrt(v(p0, p1) / k1 + v(p0, p0) / k2)
  row(id, plan(p1, p0, icc, cac, analysis = "change", allocation = k1 / k2, clusters_available = k1 + k2, method = if (t) "t" else "z"), "attained",
      near_tail(p1 - p0, se, df = if (t) k1 + k2 - 2 else Inf), 1e-7, "explicit covariance of the two proportions of a cluster", base_r, participants = 2 * m * (k1 + k2))
}
change("change", 10, 10, 40, 0.35, 0.2)
change("change-1to2", 6, 12, 25, 0.05, 0.2, 0.05, 0.9, FALSE)

# follow-up only: the parallel cluster trial, whose people are doubled by the baseline period
n <- function(p1, p0, target, k) { a <- q(p1); b <- q(p0); (qnorm(0.975) + qnorm(target))^2 * (a / k + b) / (p1 - p0)^2 * (1 + k) }
follow <- function(id, p1, p0, m, target, k = 1, icc = 0.03)
  row(id, plan(p1, p0, icc, analysis = "follow_up", allocation = k, cluster_period_size = m, method = "z"), "exact_total", 2 * n(p1, p0, target, k) * (1 + (m - 1) * icc), 1e-3,
      "unpooled normal size x (1 + (m - 1) icc), two periods", base_r, target = target)
follow("follow-up", 0.4, 0.3, 25, 0.8)
follow("follow-up-2to1", 0.05, 0.15, 50, 0.9, 2)
size <- getSampleSizeMeans(alternative = 0.1, stDev = sqrt(q(0.35)), alpha = 0.025, sided = 1, beta = 0.2, normalApproximation = TRUE)$nFixed
r <- 30 * 0.03 * 0.8 / (1 + 29 * 0.03)
row("rpact-ancova", plan(0.4, 0.3, variance = "midpoint", cluster_period_size = 30, method = "z"), "exact_total", 2 * size * (1 + 29 * 0.03) * (1 - r^2), 0.01,
    "rpact getSampleSizeMeans(normalApproximation = TRUE) x (1 + (m - 1) icc)(1 - r^2), two periods", pkg("rpact"), target = 0.8)
write_rows()
