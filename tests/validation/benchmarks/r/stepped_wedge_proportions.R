# Stepped wedge, binary endpoint: explicit generalised least squares at the variance p q; swCRTdesign and SteppedPower frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R")); source(file.path(here, "gls_periods.R"))

plan <- function(p1, p0, sequences, icc, goal = superiority(better = if (p1 > p0) "higher" else "lower"), variance = "each_arm", ...)
  c(list(kind = "stepped_wedge_proportions", goal = goal, p_experimental = p1, p_control = p0, binomial_variance = variance, sequences = sequences, icc = icc), list(...))
q <- function(p) p * (1 - p)
variance_of <- function(p1, p0, name) switch(name, each_arm = (q(p1) + q(p0)) / 2, midpoint = q((p1 + p0) / 2), control = q(p0))

add <- function(id, counts, m, p1, p0, icc, variance = "each_arm", between = "exchangeable", cac = 1, t = FALSE) {
  x <- wedge(counts); df <- if (t) length(x) - nrow(x) - ncol(x) else Inf
  more <- list(clusters_available = nrow(x), method = if (t) "t" else "z")
  if (between != "exchangeable") more <- c(more, list(correlation = if (between == "nested") "nested_exchangeable" else "decay", cac = cac))
  design <- c(plan(p1, p0, length(counts), icc, variance = variance), more)
  row(id, design, "attained", near_tail(p1 - p0, gls_se(x, m, variance_of(p1, p0, variance), icc, between, cac), df = df), 1e-7,
      "explicit generalised least squares on cluster-period proportions", base_r, participants = length(x) * m)
}
add("gls", rep(6, 4), 20, 0.4, 0.3, 0.05)
add("gls-midpoint", rep(6, 4), 20, 0.4, 0.3, 0.05, "midpoint", t = TRUE)
add("gls-control-lower", rep(3, 5), 30, 0.1, 0.2, 0.02, "control", "nested", 0.8)
add("gls-extreme", rep(4, 4), 50, 0.99, 0.96, 0.01, "each_arm", "decay", 0.7, TRUE)
add("gls-tiny", rep(2, 3), 5, 0.8, 0.3, 0.1, t = TRUE)

# ---- sizes, z
solved <- function(id, sequences, m, p1, p0, icc, target, goal = NULL) {
  x <- wedge(rep(1, sequences)); se <- gls_se(x, m, variance_of(p1, p0, "each_arm"), icc)
  margin <- if (is.null(goal)) 0 else goal$margin
  a <- if (is.null(goal)) 0.025 else goal$alpha
  k <- ((qnorm(1 - a) + qnorm(target)) * se / abs(p1 - p0 + margin))^2
  design <- c(if (is.null(goal)) plan(p1, p0, sequences, icc) else plan(p1, p0, sequences, icc, goal), list(cluster_period_size = m, method = "z"))
  row(id, design, "exact_total", k * length(x) * m, 1e-3, "explicit generalised least squares, clusters in closed form", base_r, target = target)
  row(paste0(id, "-total"), design, "total", ceiling(k - 1e-9) * length(x) * m, 0, "explicit generalised least squares, whole clusters in each sequence", base_r, target = target)
}
solved("size", 4, 20, 0.4, 0.3, 0.05, 0.8)
solved("size-99", 3, 40, 0.1, 0.05, 0.02, 0.99)
solved("size-50", 5, 10, 0.25, 0.4, 0.1, 0.5)
solved("size-margin", 4, 25, 0.9, 0.9, 0.02, 0.9, non_inferiority(0.08))

# ---- the binomial options of swCRTdesign and SteppedPower read mean p mean q as the residual variance (0.8411 here), so both are asked for
# the Gaussian model of the same total variance, sigma = sqrt(.95 v), tau = sqrt(.05 v), v = .35 x .65
same <- plan(0.4, 0.3, 4, 0.05, variance = "midpoint", clusters_available = 24, method = "z")
row("swcrt", same, "attained", 0.858960955880, 1e-5, "swPwr(swDsn(rep(6, 4)), \"gaussian\", n = 20, mu0 = .3, mu1 = .4, ...)", swcrt, both_tails, participants = 2400)
row("sp", same, "attained", 0.858960955880, 1e-5, "glsPower(Cl = rep(6, 4), mu0 = .3, mu1 = .4, N = 20, ...)", stepped_power, both_tails, participants = 2400)
write_rows()
