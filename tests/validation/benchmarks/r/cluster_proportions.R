# Two proportions, clusters randomised: non-central t on the cluster degrees of freedom, Hayes & Bennett, clusterPower and
# CRTSize (frozen, not in Debian), simulated beta-binomial trials analysed by t.test.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(p, q, m = 20, icc = 0.05, goal = superiority(), r = 1, cv = 0, method = "t", k = NULL, clusters = NULL)
  c(list(kind = "cluster_proportions", goal = goal, p_experimental = p, p_control = q, cv_size = cv, allocation = r, method = method),
    if (is.null(k)) list(icc = icc) else list(k = k), if (is.null(clusters)) list(cluster_size = m) else list(clusters_available = clusters))
low <- superiority(better = "lower")

# ---- the formula typed independently: a and b clusters, t or Welch
power_at <- function(a, b, p, q, m, icc, cv = 0, alpha = 0.025, limit = 0, welch = FALSE, normal = FALSE) {
  de <- 1 + ((1 + cv^2) * m - 1) * icc; v <- p * (1 - p) * de / m / a; w <- q * (1 - q) * de / m / b
  shift <- abs(p - q - limit) / sqrt(v + w)
  df <- if (welch) (v + w)^2 / (v^2 / (a - 1) + w^2 / (b - 1)) else a + b - 2
  if (normal) pnorm(shift - qnorm(1 - alpha)) else pt(qt(1 - alpha, df), df, shift, lower.tail = FALSE)
}
own <- "non-central t on cluster proportions, variance p (1 - p) (1 + ((1 + cv^2) m - 1) icc) / m"
size <- function(id, p, q, m, icc, target, goal = superiority(), r = 1, cv = 0, method = "t", note = "") {
  limit <- if (goal$kind == "superiority") 0 else if (goal$better == "higher") -goal$margin else goal$margin
  b <- root(function(b) power_at(r * b, b, p, q, m, icc, cv, tail_alpha(goal), limit, method == "welch", method == "z") - target, 1.5, 1e5)
  row(id, plan(p, q, m, icc, goal, r, cv, method), "exact_total", m * b * (1 + r), 0.02, own, base_r, note, target = target)
}
size("t", 0.4, 0.25, 20, 0.05, 0.8)
size("t-2to1", 0.2, 0.35, 30, 0.02, 0.9, low, r = 2)
size("t-1to2", 0.85, 0.7, 15, 0.1, 0.8, r = 0.5)
size("t-one-sided", 0.4, 0.25, 20, 0.05, 0.8, superiority(1))
size("t-extreme", 0.99, 0.96, 50, 0.01, 0.8)
size("t-power-99", 0.4, 0.25, 20, 0.05, 0.99)
size("t-power-50-cv", 0.4, 0.25, 20, 0.05, 0.5, cv = 0.7)
size("welch-2to1", 0.6, 0.3, 10, 0.1, 0.9, r = 2, method = "welch")
size("welch-few", 0.9, 0.5, 20, 0.1, 0.8, method = "welch", note = "few clusters")
size("z", 0.3, 0.2, 50, 0.02, 0.8, method = "z", note = "11.5: 12 clusters per arm, of simulated power 0.781")
size("ni", 0.97, 0.97, 40, 0.01, 0.8, non_inferiority(0.04))
size("ni-off-centre-lower", 0.12, 0.1, 60, 0.02, 0.9, non_inferiority(0.08, better = "lower"), r = 2)
for (x in list(c(7, 7, 0.5, 0.25, 12, 0.05), c(14, 7, 0.5, 0.25, 12, 0.05), c(5, 5, 0.8, 0.4, 40, 0.2)))
  row(sprintf("fixed-%d-%d", x[1], x[2]), plan(x[3], x[4], icc = x[6], r = x[1] / x[2], clusters = x[1] + x[2]), "attained",
      power_at(x[1], x[2], x[3], x[4], x[5], x[6]), 1e-6, own, base_r, participants = (x[1] + x[2]) * x[5])

# ---- Hayes & Bennett 1999: c = 1 + (z_a + z_b)^2 [p (1 - p) / m + q (1 - q) / m + k^2 (p^2 + q^2)] / (p - q)^2
hayes <- function(p, q, m, k, target, alpha = 0.025) 1 + (qnorm(1 - alpha) + qnorm(target))^2 * (p * (1 - p) / m + q * (1 - q) / m + k^2 * (p^2 + q^2)) / (p - q)^2
hb <- "Hayes & Bennett 1999 Int J Epidemiol 28:319-26"
for (x in list(c(0.75, 0.6, 10.4, 0.25, 0.8), c(0.3, 0.2, 50, 0.2, 0.9), c(0.05, 0.02, 200, 0.3, 0.8)))
  row(sprintf("hayes-%g", x[3]), plan(x[1], x[2], x[3], k = x[4], method = "hayes_bennett"), "exact_total", 2 * x[3] * hayes(x[1], x[2], x[3], x[4], x[5]), 0.02, hb, base_r, target = x[5])
row("drug-shops", plan(0.75, 0.6, 10.4, k = 0.25, method = "hayes_bennett"), "exact_total", 2 * 10.4 * 35.45, 0.1, "Bruxvoort et al. 2014 Am J Trop Med Hyg, 10.4269/ajtmh.14-0126",
    published("P72"), "35.45: 36 drug shops per arm, 13 patients of whom 20 % lost", target = 0.8)

# Smith, Morrow & Ross, Field trials of health interventions (OUP 2015), table 5.6: clusters per arm to two decimals
# (its rows for rates are computed with the variance of proportions)
for (x in list(c(0.02, 0.01, 500, 0.8, 8.08), c(0.03, 0.015, 500, 0.8, 6.51), c(0.02, 0.01, 500, 0.9, 10.48), c(0.04, 0.02, 250, 0.8, 8.01), c(0.05, 0.025, 300, 0.8, 6.46), c(0.05, 0.03, 300, 0.8, 10.18)))
  row(sprintf("field-trials-%g-%g-%g-%g", x[1], x[2], x[3], x[4]), plan(x[2], x[1], x[3], k = 0.25, goal = low, method = "hayes_bennett"), "exact_total", 2 * x[3] * x[5], 0.02 * x[3],
      "Smith, Morrow & Ross 2015, Field trials of health interventions, table 5.6", frozen("published table", "2015"), "two decimals of clusters per arm", target = x[4])

# ---- clusterPower 0.7.0 (cpa.binary, tol = 1e-12) and CRTSize 1.2
cp <- frozen("R clusterPower", "0.7.0"); call <- "clusterPower::cpa.binary"
row("cp-t", plan(0.3, 0.2, 50, 0.02), "exact_total", 100 * 12.5371834127, 0.01, call, cp, "12.54; the normal formula answers 11.5", target = 0.8)
row("cp-z", plan(0.3, 0.2, 50, 0.02, method = "z"), "exact_total", 100 * 11.5001785868, 0.01, paste0(call, "(tdist = FALSE)"), cp, target = 0.8)
row("cp-pooled", plan(0.4, 0.25, method = "pooled"), "exact_total", 40 * 15.9425551702, 0.01, paste0(call, "(pooled = TRUE)"), cp, target = 0.8)
row("cp-cv", plan(0.5, 0.35, 30, 0.1, cv = 0.6), "exact_total", 60 * 38.0030297322, 0.01, paste0(call, "(CV = 0.6)"), cp, target = 0.9)
row("cp-few-pooled", plan(0.7, 0.3, method = "pooled"), "attained", 0.941978201668, 1e-6, paste0(call, "(pooled = TRUE)"), cp, participants = 200)
row("cp-extreme", plan(0.99, 0.95, 40, 0.01), "attained", 0.806571310262, 1e-6, call, cp, participants = 880)
row("cp-fixed", plan(0.5, 0.25, clusters = 14), "exact_total", 14 * 16.5763162484, 0.02, paste0(call, ", nsubjects searched"), cp, target = 0.8)
row("cp-few-cv", plan(0.7, 0.3, cv = 0.5), "attained", 0.952134877374, 1e-6, paste0(call, "(CV = 0.5)"), cp, participants = 200)
row("crtsize-z", plan(0.3, 0.25, 20, 0.02, method = "z"), "exact_total", 40 * 86.11006, 0.05, "CRTSize::n4props", frozen("R CRTSize", "1.2"), target = 0.8)
row("crtsize-t", plan(0.3, 0.2, 50, 0.02), "total", 1300, 0, "CRTSize::n4props", frozen("R CRTSize", "1.2"), "iterated t quantiles, 12.531 clusters per arm", target = 0.8)

# ---- beta-binomial trials analysed by t.test on cluster proportions
set.seed(20261122)
trial <- function(k, m, p, q, icc) {
  s <- (1 - icc) / icc
  x <- rbinom(k, m, rbeta(k, p * s, (1 - p) * s)) / m; y <- rbinom(k, m, rbeta(k, q * s, (1 - q) * s)) / m
  t.test(x, y, var.equal = TRUE, alternative = "greater")$p.value <= 0.025
}
row("simulated", plan(0.4, 0.25), "attained", mean(replicate(20000, trial(16, 20, 0.4, 0.25, 0.05))), 0.009, "20,000 beta-binomial trials, stats::t.test on cluster proportions", base_r,
    "three Monte Carlo errors", participants = 640)

# ---- size of an individually randomised trial times 1 + (m - 1) ICC: what most published protocols print
individual <- function(id, p, q, icc, m, target)
  row(paste0("design-effect-", id), plan(p, q, m, icc, method = "individual", goal = if (p > q) superiority() else low), "exact_total",
      2 * power.prop.test(p1 = p, p2 = q, power = target)$n * (1 + (m - 1) * icc), 0.05, "power.prop.test times the design effect", base_r, target = target)
individual("sms", 0.65, 0.5, 0.02, 30, 0.9)
individual("rare", 0.05, 0.1, 0.01, 50, 0.8)
write_rows()
