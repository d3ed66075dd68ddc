# Cluster crossover, binary endpoint: explicit generalised least squares and the two-period design effect.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R")); source(file.path(here, "gls_periods.R"))
suppressMessages(library(rpact))

plan <- function(p1, p0, icc, goal = superiority(better = if (p1 > p0) "higher" else "lower"), variance = "each_arm", ...)
  c(list(kind = "cluster_crossover_proportions", goal = goal, p_experimental = p1, p_control = p0, binomial_variance = variance, icc = icc), list(...))
q <- function(p) p * (1 - p)

add <- function(id, counts, periods, m, p1, p0, icc, between = "nested", cac = 0.8, t = TRUE) {
  x <- crossover(counts, periods); df <- if (t) length(x) - nrow(x) - ncol(x) else Inf
  design <- plan(p1, p0, icc, periods = periods, clusters_available = nrow(x), method = if (t) "t" else "z", correlation = if (between == "nested") "nested_exchangeable" else "decay", cac = cac)
  row(id, design, "attained", near_tail(p1 - p0, gls_se(x, m, (q(p1) + q(p0)) / 2, icc, between, cac), df = df), 1e-7, "explicit generalised least squares on cluster-period proportions", base_r, participants = length(x) * m)
}
add("gls-2", c(6, 6), 2, 40, 0.4, 0.3, 0.03)
add("gls-3-departments", c(2, 1), 12, 60, 0.75, 0.68, 0.03, "decay", 0.9)
add("gls-extreme", c(8, 8), 2, 200, 0.02, 0.04, 0.01, t = FALSE)
add("gls-tiny", c(2, 2), 4, 8, 0.7, 0.3, 0.1)

# an individually randomised size with unpooled variances, times the two-period design effect
unpooled <- function(p1, p0, a, target, margin = 0) 2 * (qnorm(1 - a) + qnorm(target))^2 * (q(p1) + q(p0)) / (p1 - p0 + margin)^2
effect <- function(m, icc, cac) 1 + (m - 1) * icc - m * icc * cac
solved <- function(id, p1, p0, m, icc, cac, target, goal = NULL) {
  n <- unpooled(p1, p0, 0.025, target, if (is.null(goal)) 0 else goal$margin) * effect(m, icc, cac)
  more <- list(cluster_period_size = m, method = "z", correlation = "nested_exchangeable", cac = cac)
  design <- c(if (is.null(goal)) plan(p1, p0, icc) else plan(p1, p0, icc, goal), more)
  row(id, design, "exact_total", n, 1e-3, "unpooled normal size x two-period design effect (Giraudeau 2008)", base_r, target = target)
  row(paste0(id, "-total"), design, "total", 4 * m * ceiling(n / (4 * m) - 1e-9), 0, "unpooled normal size x two-period design effect, as many clusters in both orders", base_r, target = target)
}
solved("size", 0.4, 0.3, 40, 0.03, 0.8, 0.8)
solved("size-90-lower", 0.05, 0.1, 100, 0.02, 0.7, 0.9)
solved("size-margin", 0.9, 0.9, 50, 0.02, 0.8, 0.8, non_inferiority(0.05))

# rpact's normal size for means, at the deviation of the mean proportion
p1 <- 0.4; p0 <- 0.3; n <- getSampleSizeMeans(alternative = p1 - p0, stDev = sqrt(q(0.35)), alpha = 0.025, sided = 1, beta = 0.2, normalApproximation = TRUE)$nFixed
row("rpact-midpoint", plan(p1, p0, 0.03, variance = "midpoint", cluster_period_size = 40, method = "z", correlation = "nested_exchangeable", cac = 0.8), "exact_total",
    n * effect(40, 0.03, 0.8), 0.01, "rpact getSampleSizeMeans(normalApproximation = TRUE) at sqrt(mean p mean q), times the design effect", pkg("rpact"), target = 0.8)
write_rows()
