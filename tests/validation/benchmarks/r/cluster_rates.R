# Two event rates, clusters randomised: Hayes & Bennett's formula, clusterPower and CRTSize (frozen, not in Debian),
# non-central t typed independently, and simulated gamma-Poisson trials analysed by t.test.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

low <- superiority(better = "lower")
plan <- function(x, y, m = 100, years = 1, k = 0.25, goal = low, r = 1, cv = 0, method = "t", clusters = NULL)
  c(list(kind = "cluster_rates", goal = goal, rate_experimental = x, rate_control = y, years = years, k = k, cv_size = cv, allocation = r, method = method),
    if (is.null(clusters)) list(cluster_size = m) else list(clusters_available = clusters))

# ---- the formula typed independently: a and b clusters, t or Welch
power_at <- function(a, b, x, y, time, k, alpha = 0.025, limit = 0, method = "t", cv = 0) {
  v <- (x / time + (1 + cv^2) * k^2 * x^2) / a; w <- (y / time + (1 + cv^2) * k^2 * y^2) / b; shift <- abs(x - y - limit) / sqrt(v + w)
  df <- if (method == "welch") (v + w)^2 / (v^2 / (a - 1) + w^2 / (b - 1)) else a + b - 2
  if (method == "z") pnorm(shift - qnorm(1 - alpha)) else pt(qt(1 - alpha, df), df, shift, lower.tail = FALSE)
}
own <- "non-central t on cluster rates, variance L / (person-years) + k^2 L^2"
size <- function(id, x, y, m, years, k, target, goal = low, r = 1, method = "t", cv = 0, note = "") {
  limit <- if (goal$kind == "superiority") 0 else if (goal$better == "higher") -goal$margin else goal$margin
  b <- root(function(b) power_at(r * b, b, x, y, m * years, k, tail_alpha(goal), limit, method, cv) - target, 1.5, 1e5)
  row(id, plan(x, y, m, years, k, goal, r, cv, method), "exact_total", m * b * (1 + r), 0.02, own, base_r, note, target = target)
}
size("t", 0.2, 0.3, 100, 1, 0.25, 0.8)
size("t-2to1", 0.9, 1.2, 30, 1.5, 0.2, 0.9, r = 2)
size("t-1to2-higher", 1.2, 0.9, 30, 1.5, 0.2, 0.9, superiority(), r = 0.5)
size("welch-2to1", 0.9, 1.2, 30, 1.5, 0.2, 0.99, r = 2, method = "welch")
size("t-one-sided", 0.2, 0.3, 100, 1, 0.25, 0.8, superiority(1, "lower"))
size("t-rare", 0.005, 0.02, 150, 1, 0.3, 0.5)
size("t-unequal", 0.2, 0.3, 100, 1, 0.25, 0.8, cv = 0.5)
size("ni", 1, 1, 40, 1, 0.15, 0.8, non_inferiority(0.25, better = "lower"))
size("ni-off-centre", 1.05, 1, 40, 2, 0.15, 0.9, non_inferiority(0.4, better = "lower"), r = 2)
row("fixed-7-7", plan(1, 1, goal = non_inferiority(0.5, better = "lower"), k = 0.15, clusters = 14), "attained", power_at(7, 7, 1, 1, 15, 0.15, limit = 0.5), 1e-6, own, base_r, participants = 210)

# ---- Hayes & Bennett 1999: c = 1 + (z_a + z_b)^2 [(x + y) / person-years + k^2 (x^2 + y^2)] / (x - y)^2
hayes <- function(x, y, time, k, target, alpha = 0.025) 1 + (qnorm(1 - alpha) + qnorm(target))^2 * ((x + y) / time + k^2 * (x^2 + y^2)) / (x - y)^2
for (x in list(c(0.2, 0.3, 100, 1, 0.25, 0.9), c(0.04, 0.06, 50, 2, 0.2, 0.8), c(1, 1.5, 10, 0.5, 0.4, 0.99)))
  row(sprintf("hayes-%g", x[2]), plan(x[1], x[2], x[3], x[4], x[5], method = "hayes_bennett"), "exact_total", 2 * x[3] * hayes(x[1], x[2], x[3] * x[4], x[5], x[6]), 0.02,
      "Hayes & Bennett 1999 Int J Epidemiol 28:319-26", base_r, target = x[6])
# (The rates of table 5.6 of Smith, Morrow & Ross 2015 are computed there with the variance of proportions, 6.46 clusters
# for 0.05 v 0.025 and 300 person-years where the formula for rates gives 6.59: they are rows of cluster_proportions.)

# ---- clusterPower 0.7.0 (cpa.count, tol = 1e-12) and CRTSize 1.2
cp <- frozen("R clusterPower", "0.7.0"); call <- "clusterPower::cpa.count"
row("cp-power", plan(0.2, 0.3, k = 0.2, method = "hayes_bennett"), "attained", 0.907245804536, 1e-6, call, cp, participants = 2400)
row("cp-n", plan(0.2, 0.3, method = "hayes_bennett"), "exact_total", 200 * 11.3016546513, 0.01, call, cp, target = 0.8)
row("cp-rare", plan(0.0074, 0.0148, 424, k = 0.29, method = "hayes_bennett"), "exact_total", 848 * 15.4649895718, 0.02, call, cp, target = 0.9)
row("cp-fixed", plan(0.1, 0.15, k = 0.2, method = "hayes_bennett", clusters = 40), "exact_total", 40 * 52.6114308399, 0.02, paste0(call, ", person-years searched"), cp, target = 0.8)
row("crtsize-z", plan(0.09, 0.1, 200, 2, 0.1, method = "z"), "exact_total", 400 * 51.48865, 0.05, "CRTSize::n4incidence", frozen("R CRTSize", "1.2"), target = 0.8)
row("crtsize-t", plan(0.2, 0.3), "total", 2400, 0, "CRTSize::n4incidence", frozen("R CRTSize", "1.2"), "iterated t quantiles, 11.337 clusters per arm", target = 0.8)

# ---- gamma-Poisson trials analysed by t.test on cluster rates
set.seed(20261122)
trial <- function(c, time, x, y, k) {
  g <- function(l) rpois(c, time * rgamma(c, 1 / k^2, 1 / (k^2 * l))) / time
  t.test(g(x), g(y), var.equal = TRUE, alternative = "less")$p.value <= 0.025
}
row("simulated", plan(0.24, 0.3), "attained", mean(replicate(20000, trial(32, 100, 0.24, 0.3, 0.25))), 0.014, "20,000 gamma-Poisson trials, stats::t.test on cluster rates", base_r,
    "three Monte Carlo errors and half a point: cluster rates are skewed", participants = 6400)
write_rows()
