# Groups in one arm only: clusterPower (frozen, not in Debian), Welch's non-central t typed independently, simulated trials
# analysed by t.test on group means and single controls.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(d, icc, m = 8, sd = 1, sd0 = NULL, goal = superiority(), r = 1, cv = 0, method = "welch", groups = NULL)
  c(list(kind = "partially_nested", goal = goal, difference = d, sd = sd, sd_control = sd0, icc = icc, cv_size = cv, allocation = r, method = method),
    if (is.null(groups)) list(cluster_size = m) else list(clusters_available = groups))
low <- superiority(better = "lower")

# ---- clusterPower 0.7.0 (cpa.irgtt.normal): normal approximation
cp <- frozen("R clusterPower", "0.7.0"); call <- "clusterPower::cpa.irgtt.normal"
row("cp-10", plan(0.4, 0.05, method = "z"), "attained", 0.645751668682, 1e-9, call, cp, "id crt-irgt-01", participants = 160)
row("cp-23", plan(3, 0.1, 10, 10, 12, r = 2, method = "z"), "attained", 0.548167121674, 1e-9, call, cp, "varu 10, varei 90, varr 144", participants = 345)
row("cp-6", plan(0.25, 0.02, 30, r = 0.5, method = "z"), "attained", 0.64270078397, 1e-9, call, cp, participants = 540)
row("cp-4", plan(0.8, 0.2, 25, goal = superiority(alpha = 0.1), method = "z"), "attained", 0.922632839645, 1e-9, call, cp, participants = 200)

# ---- Moerbeek & Wong's variance, solved: normal; then Welch with Satterthwaite's degrees of freedom
parts <- function(n, icc, m, sd, sd0, r, cv, groups) {
  e <- n * r / (1 + r); k <- if (is.null(groups)) e / m else groups
  c(sd^2 * (icc * (1 + cv^2) + (1 - icc) * k / e) / k, sd0^2 * (1 + r) / n, k, n / (1 + r))
}
welch <- function(n, d, icc, m = 8, sd = 1, sd0 = sd, r = 1, cv = 0, groups = NULL, a = 0.025) {
  v <- parts(n, icc, m, sd, sd0, r, cv, groups); df <- (v[1] + v[2])^2 / (v[1]^2 / (v[3] - 1) + v[2]^2 / (v[4] - 1))
  pt(qt(1 - a, df), df, abs(d) / sqrt(v[1] + v[2]), lower.tail = FALSE)
}
normal <- function(n, d, icc, m = 8, sd = 1, sd0 = sd, r = 1, cv = 0, groups = NULL, a = 0.025) {
  v <- parts(n, icc, m, sd, sd0, r, cv, groups); pnorm(abs(d) / sqrt(v[1] + v[2]) - qnorm(1 - a))
}
own <- "Welch's non-central t on group means and single controls, Satterthwaite degrees of freedom at the expected variances"
solved <- function(id, f, with_plan, power, ..., text = own) {
  lower <- if (is.null(list(...)$groups)) 3 * max(1, with_plan$cluster_size) * (1 + max(with_plan$allocation, 1 / with_plan$allocation)) / 2 else 8
  row(id, with_plan, "exact_total", root(function(n) f(n, ...) - power, lower, 1e5), 0.02, text, base_r, target = power)
}
solved("welch", welch, plan(0.4, 0.05), 0.8, d = 0.4, icc = 0.05)
solved("welch-1to2", welch, plan(-3, 0.1, 12, 6, goal = low, r = 0.5), 0.99, d = 3, icc = 0.1, m = 12, sd = 6, r = 0.5)
solved("welch-2to1-unequal-sd", welch, plan(5, 0.05, 10, 12, 9, r = 2), 0.9, d = 5, icc = 0.05, m = 10, sd = 12, sd0 = 9, r = 2)
solved("welch-cv", welch, plan(0.5, 0.1, cv = 0.6), 0.8, d = 0.5, icc = 0.1, cv = 0.6)
solved("welch-fixed", welch, plan(0.5, 0.05, groups = 12), 0.8, d = 0.5, icc = 0.05, groups = 12)
solved("welch-one-sided", welch, plan(0.4, 0.05, goal = superiority(1)), 0.8, d = 0.4, icc = 0.05, a = 0.05)
solved("welch-ni", welch, plan(-0.05, 0.05, goal = non_inferiority(0.45)), 0.5, d = 0.4, icc = 0.05)
mw <- "Moerbeek & Wong 2008 Stat Med 27:2850-64, variance solved for the total"
solved("z", normal, plan(0.4, 0.05, method = "z"), 0.8, text = mw, d = 0.4, icc = 0.05)
solved("z-1to2", normal, plan(0.3, 0.1, 15, r = 0.5, method = "z"), 0.9, text = mw, d = 0.3, icc = 0.1, m = 15, r = 0.5)

# ---- simulated members analysed by t.test(var.equal = FALSE)
set.seed(20261122)
trial <- function(k, m, n, d, icc) {
  y <- matrix(rnorm(k * m, 0, sqrt(1 - icc)), k) + rnorm(k, d, sqrt(icc))
  t.test(rowMeans(y), rnorm(n), alternative = "greater")$p.value <= 0.025
}
power <- function(k, m, n, d, icc) mean(replicate(20000, trial(k, m, n, d, icc)))
row("simulated-10", plan(0.4, 0.05), "attained", power(10, 8, 80, 0.4, 0.05), 0.0102, "20,000 trials, stats::t.test (Welch) on group means", base_r, "three Monte Carlo errors", participants = 160)
row("simulated-20-1to2", plan(0.4, 0.1, 6, r = 0.5), "attained", power(20, 6, 240, 0.4, 0.1), 0.0102, "20,000 trials, stats::t.test (Welch) on group means", base_r, "three Monte Carlo errors", participants = 360)
write_rows()
