# Parallel clusters with a baseline period, continuous endpoint: closed forms, exact integration, explicit matrices; SteppedPower frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R")); source(file.path(here, "gls_periods.R"))

plan <- function(d, cac = 0.8, icc = 0.05, sd = 1, goal = superiority(better = if (d > 0) "higher" else "lower"), ...)
  c(list(kind = "before_after_control", goal = goal, difference = d, sd = sd, icc = icc, cac = cac), list(...))
correlation <- function(m, icc, cac, iac = 0) (icc * cac + (1 - icc) / m * iac) / (icc + (1 - icc) / m)
se_of <- function(analysis, k1, k2, m, icc, cac, iac = 0, sd = 1) {
  r <- correlation(m, icc, cac, iac)
  sqrt(sd^2 * (1 + (m - 1) * icc) / m * c(ancova = 1 - r^2, change = 2 * (1 - r), follow_up = 1)[[analysis]] * (1 / k1 + 1 / k2))
}
# analysis of covariance: the power given the covariate, averaged over its imbalance (F with 1 and K - 2 degrees of freedom)
ancova <- function(d, se, k, alpha = 0.05) {
  f <- function(q) sapply(q, function(p) near_tail(d, se * sqrt(1 + qf(p, 1, k - 2) / (k - 2)), alpha, k - 3))
  integrate(f, 0, 1, rel.tol = 1e-9, subdivisions = 2000)$value
}

# ---- normal approximation: closed form and explicit matrices
gls <- function(id, k1, k2, m, d, cac = 0.8, icc = 0.05, iac = 0, allocation = k1 / k2) {
  design <- c(plan(d, cac, icc, allocation = allocation, clusters_available = k1 + k2, method = "z"), if (iac > 0) list(sampling = "cohort", iac = iac))
  people <- (k1 + k2) * m * if (iac > 0) 1 else 2
  row(id, design, "attained", near_tail(d, gls_se(before_after(c(k1, k2)), m, 1, icc, "nested", cac, iac)), 1e-7, "explicit generalised least squares on cluster-period means", base_r, participants = people)
}
gls("gls", 15, 15, 30, 0.2)
gls("gls-2to1", 20, 10, 30, 0.2)
gls("gls-1to2", 8, 16, 12, -0.3, icc = 0.1, cac = 0.5)
gls("gls-cohort", 10, 10, 30, 0.2, iac = 0.6)
gls("gls-tiny", 3, 3, 4, 1.5, icc = 0.2)

closed <- function(id, analysis, d, m, k1, k2, t, cac = 0.8, icc = 0.05, iac = 0) {
  se <- se_of(analysis, k1, k2, m, icc, cac, iac); k <- k1 + k2
  value <- if (!t) near_tail(d, se) else if (analysis == "ancova") ancova(d, se, k) else near_tail(d, se, df = k - 2)
  design <- c(plan(d, cac, icc, allocation = k1 / k2, analysis = analysis, clusters_available = k, method = if (t) "t" else "z"), if (iac > 0) list(sampling = "cohort", iac = iac))
  row(id, design, "attained", value, 1e-6, if (t && analysis == "ancova") "non-central t averaged over the F distribution of the covariate's imbalance" else "closed form", base_r, participants = k * m * if (iac > 0) 1 else 2)
}
closed("ancova-t", "ancova", 0.25, 30, 15, 15, TRUE)
closed("ancova-t-few", "ancova", 0.6, 30, 4, 3, TRUE)
closed("ancova-t-2to1", "ancova", 0.5, 20, 8, 4, TRUE, cac = 0.6)
closed("ancova-t-cohort", "ancova", 0.25, 20, 8, 8, TRUE, iac = 0.7)
closed("change-t", "change", 0.3, 30, 12, 12, TRUE)
closed("change-z", "change", 0.3, 30, 12, 12, FALSE, cac = 0.95)
closed("follow-up-t", "follow_up", 0.3, 30, 12, 12, TRUE)

# ---- sizes
solved <- function(id, analysis, m, d, target, t, margin = 0, cac = 0.8, icc = 0.05, note = "") {
  power <- function(k) {
    se <- se_of(analysis, k / 2, k / 2, m, icc, cac); effect <- abs(d + margin)
    (if (!t) near_tail(effect, se) else if (analysis == "ancova") ancova(effect, se, k) else near_tail(effect, se, df = k - 2)) - target
  }
  k <- root(power, if (t) 4.5 else 0.1, 2000)
  goal <- if (margin > 0) non_inferiority(margin) else superiority(better = if (d > 0) "higher" else "lower")
  design <- plan(d, cac, icc, goal = goal, analysis = analysis, cluster_period_size = m, method = if (t) "t" else "z")
  row(id, design, "exact_total", k * 2 * m, 0.01, "solved for the clusters", base_r, note, target = target)
  row(paste0(id, "-total"), design, "total", 4 * m * ceiling(k / 2 - 1e-9), 0, "whole clusters, as many in both arms", base_r, note, target = target)
}
solved("size-z", "ancova", 30, 0.25, 0.8, FALSE)
solved("size-t", "ancova", 30, 0.25, 0.8, TRUE)
solved("size-t-few", "ancova", 30, 0.6, 0.9, TRUE)
solved("size-change-90", "change", 50, 0.2, 0.9, TRUE, cac = 0.9)
solved("size-margin", "ancova", 40, 0, 0.8, TRUE, margin = 0.25)
solved("size-99", "follow_up", 20, 0.4, 0.99, TRUE)

sp <- function(id, value, people, ...) row(id, plan(0.2, method = "z", ...), "attained", value, 1e-4, "glsPower(dsntype = \"parallel_baseline\", timepoints = c(1, 1))", stepped_power, both_tails, participants = people)
sp("sp-15-15", 0.594236988770, 1800, clusters_available = 30)
sp("sp-20-10", 0.544889019950, 1800, clusters_available = 30, allocation = 2)
sp("sp-cohort", 0.619206776594, 600, clusters_available = 20, sampling = "cohort", iac = 0.6)
row("peer-crt-xo-01", plan(0.2, clusters_available = 30, method = "z"), "attained", 0.59422096065, 1e-6, "Hooper, Forbes, Hemming 2018; Teerenstra 2012", peers("own R", "not stated"), participants = 1800)
write_rows()
