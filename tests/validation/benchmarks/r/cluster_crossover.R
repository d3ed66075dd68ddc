# Cluster crossover, continuous endpoint: explicit generalised least squares and the two-period design effect; SteppedPower frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R")); source(file.path(here, "gls_periods.R"))

plan <- function(d, icc = 0.05, sd = 1, goal = superiority(better = if (d > 0) "higher" else "lower"), ...)
  c(list(kind = "cluster_crossover", goal = goal, difference = d, sd = sd, icc = icc), list(...))
structure_of <- function(between, cac, iac) c(
  if (between != "exchangeable") list(correlation = if (between == "nested") "nested_exchangeable" else "decay", cac = cac),
  if (iac > 0) list(sampling = "cohort", iac = iac))

add <- function(id, counts, m, d, periods = 2, between = "exchangeable", cac = 1, iac = 0, icc = 0.05, sd = 1, t = FALSE, note = "") {
  x <- crossover(counts, periods)
  df <- if (t) length(x) - nrow(x) - ncol(x) else Inf
  people <- nrow(x) * m * if (iac > 0) 1 else periods
  design <- do.call(plan, c(list(d, icc, sd), list(periods = periods, clusters_available = nrow(x), method = if (t) "t" else "z"), structure_of(between, cac, iac)))
  row(id, design, "attained", near_tail(d, gls_se(x, m, sd^2, icc, between, cac, iac), df = df), 1e-7, "explicit generalised least squares on cluster-period means", base_r, note, participants = people)
}
add("gls-2", c(6, 6), 25, 0.25, between = "nested", cac = 0.8)
add("gls-2-t", c(6, 6), 25, 0.25, between = "nested", cac = 0.8, t = TRUE)
add("gls-exchangeable", c(4, 4), 30, -0.25, t = TRUE)
add("gls-odd", c(2, 1), 20, 0.3, 8, "decay", 0.8, note = "3 clusters, 8 periods")
add("gls-odd-t", c(4, 3), 20, 0.2, 6, "nested", 0.7, t = TRUE)
add("gls-3-periods", c(5, 5), 12, 1.5, 3, "decay", 0.6, sd = 5)
add("gls-cohort", c(5, 5), 12, 0.2, 4, "nested", 0.8, 0.6, t = TRUE)
add("gls-large", c(30, 30), 500, 0.03, 2, "nested", 0.9, icc = 0.02, t = TRUE)
add("gls-tiny", c(2, 2), 3, 1.5, 2, "nested", 0.5, icc = 0.1, t = TRUE)

# two periods: people = 4 (z)^2 variance (1 + (m - 1) icc - m icc cac) / difference^2; t with clusters - 2
solved <- function(id, m, d, target, cac, icc = 0.05, sd = 1, t = TRUE, alpha = 0.025, margin = 0, note = "") {
  se <- function(n) sqrt(4 * sd^2 * (1 + (m - 1) * icc - m * icc * cac) / n)
  n <- root(function(n) near_tail(abs(d + margin), se(n), 2 * alpha, if (t) n / (2 * m) - 2 else Inf) - target, if (t) 2 * m * 2.6 else 4, 1e6)
  goal <- if (margin > 0) non_inferiority(margin) else superiority(better = if (d > 0) "higher" else "lower")
  design <- plan(d, icc, sd, goal, cluster_period_size = m, method = if (t) "t" else "z", correlation = "nested_exchangeable", cac = cac)
  row(id, design, "exact_total", n, 1e-3, "two-period design effect (Giraudeau 2008), solved", base_r, note, target = target)
  row(paste0(id, "-total"), design, "total", 4 * m * ceiling(n / (4 * m) - 1e-9), 0, "two-period design effect, as many clusters in both orders", base_r, note, target = target)
}
solved("size-z", 30, 0.3, 0.8, 0.8, t = FALSE)
solved("size-t", 30, 0.3, 0.8, 0.8)
solved("size-t-90", 100, -0.1, 0.9, 0.7, icc = 0.02)
solved("size-50", 20, 0.2, 0.5, 0.8)
solved("size-99", 20, 0.3, 0.99, 0.6)
solved("size-margin", 40, 0, 0.8, 0.8, margin = 0.2)

sp <- function(id, value, d, m, people, ...) row(id, plan(d, ...), "attained", value, 1e-4, "glsPower(dsntype = \"crossover\", timepoints = c(1, 1))", stepped_power, both_tails, participants = people)
sp("sp-2", 0.798176196460, 0.25, 25, 600, clusters_available = 12, method = "z", correlation = "nested_exchangeable", cac = 0.8)
write_rows()
