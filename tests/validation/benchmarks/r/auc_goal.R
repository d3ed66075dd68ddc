# One AUC against a goal: pROC, the exact binormal variance by mvtnorm, Hanley-McNeil and Obuchowski in base R.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({library(pROC); library(mvtnorm)})

plan <- function(auc, goal_auc, method = "delong", k = 1, s = 1, goal = superiority())
  list(kind = "auc_goal", goal = goal, auc = auc, auc_goal = goal_auc, controls_per_case = k, sd_ratio = s, method = method)

pair <- function(a, rho) as.numeric(pmvnorm(upper = rep(qnorm(a), 2), corr = matrix(c(1, rho, rho, 1), 2), algorithm = Miwa(steps = 2000)))
exact_var <- function(a, n, m, s = 1)
  (a * (1 - a) + (n - 1) * (pair(a, 1 / (1 + s^2)) - a^2) + (m - 1) * (pair(a, s^2 / (1 + s^2)) - a^2)) / (n * m)
hm_var <- function(a, n, m, s = 1)
  (a * (1 - a) + (n - 1) * (a / (2 - a) - a^2) + (m - 1) * (2 * a^2 / (1 + a) - a^2)) / (n * m)
ob_var <- function(a, n, m, s = 1) pROC:::var.theta.obuchowski(a, m / n) / n

total <- function(var, a1, a0, k, s, alpha, target, null)
  root(function(t) {
    n <- t / (1 + k); m <- t - n
    v0 <- if (null) var(a0, n, m, s) else var(a1, n, m, s)
    (a1 - a0 - qnorm(1 - alpha) * sqrt(v0)) / sqrt(var(a1, n, m, s)) - qnorm(target)
  }, 4, 1e6)
# success from the observed area c with c - z SE(c) = goal
# DeLong's estimate of the variance counts the part due to single pairs twice
delong_var <- function(a, n, m, s) {
  h <- pair(a, 1 / (1 + s^2)) - a^2; d <- pair(a, s^2 / (1 + s^2)) - a^2
  h / m + d / n + 2 * (a * (1 - a) - h - d) / (n * m)
}
edge <- function(a0, n, m, s, alpha) root(function(x) x - qnorm(1 - alpha) * sqrt(delong_var(x, n, m, s)) - a0, a0, 1 - 1e-7)
delong_total <- function(a1, a0, k, s, alpha, target)
  root(function(t) {
    n <- t / (1 + k); m <- t - n
    e <- sqrt(exact_var(a1, n, m, s))
    pnorm((a1 - edge(a0, n, m, s, alpha)) / e) - pnorm((a1 - 1) / e) - target
  }, 8, 1e5)

# pROC: AUC against 0.5, variances of Obuchowski 1994 under H0 and H1
for (x in list(c(0.8, 1, 0.9, 2, 0.05), c(0.8, 1, 0.9, 1, 0.05), c(0.7, 3, 0.8, 2, 0.05), c(0.95, 0.5, 0.99, 1, 0.025), c(0.6, 4, 0.5, 2, 0.05))) {
  r <- power.roc.test(auc = x[1], kappa = x[2], power = x[3], sig.level = x[5], alternative = if (x[4] == 2) "two.sided" else "one.sided")
  row(sprintf("proc-%s-%s-%s-%s", x[1], x[2], x[3], x[4]), plan(x[1], 0.5, "obuchowski_null", x[2], goal = superiority(x[4], alpha = x[5])),
      "exact_total", r$ncases + r$ncontrols, 0.001, "pROC::power.roc.test(auc =); Obuchowski 1994, 10.1097/00004424-199402000-00020", pkg("pROC"),
      if (x[4] == 2 && x[1] == 0.8) "16.6192 cases" else "", target = x[3])
}
r <- power.roc.test(auc = 0.73, ncases = 41, ncontrols = 72)
row("proc-power", plan(0.73, 0.5, "obuchowski_null", 72 / 41), "attained", r$power, 1e-6, "pROC::power.roc.test(auc =, ncases =, ncontrols =)", pkg("pROC"), participants = 113)

# exact binormal variance by mvtnorm
for (x in list(c(0.92, 0.85, 4, 1, 0.8), c(0.8, 0.7, 0.5, 1.5, 0.9), c(0.97, 0.9, 9, 0.8, 0.8))) {
  id <- sprintf("%s-%s-%s", x[1], x[2], x[3])
  row(paste0("delong-", id), plan(x[1], x[2], "delong", x[3], x[4]), "exact_total", delong_total(x[1], x[2], x[3], x[4], 0.025, x[5]),
      0.01, "least observed AUC c, c - z SE(c) = goal; SE by mvtnorm::pmvnorm; power of the expected AUC to pass c", pkg("mvtnorm"), target = x[5])
  row(paste0("binormal-", id), plan(x[1], x[2], "binormal", x[3], x[4]), "exact_total",
      total(exact_var, x[1], x[2], x[3], x[4], 0.025, x[5], FALSE), 0.005, "variance under H1, Q1 and Q2 by mvtnorm::pmvnorm", pkg("mvtnorm"),
      if (x[1] == 0.92) "disagreements 6: 35 cases, simulated power 0.74" else "", target = x[5])
}
# Hanley-McNeil 1982 and Obuchowski 1994
hm <- "Hanley & McNeil 1982, 10.1148/radiology.143.1.7063747"
row("hm-null", plan(0.92, 0.85, "hanley_mcneil_null", 4), "exact_total", total(hm_var, 0.92, 0.85, 4, 1, 0.025, 0.8, TRUE), 0.001, hm, base_r, target = 0.8)
row("hm-null-total", plan(0.92, 0.85, "hanley_mcneil_null", 4), "total", 435, 0, hm, peers("own R", "2026"), "id roc-one-02: 87 cases, 348 controls", target = 0.8)
row("hm", plan(0.92, 0.85, "hanley_mcneil", 4), "exact_total", total(hm_var, 0.92, 0.85, 4, 1, 0.025, 0.8, FALSE), 0.001, hm, base_r, target = 0.8)
row("hm-ni", plan(0.8, 0.8, "hanley_mcneil_null", 1, goal = non_inferiority(0.1)), "exact_total", total(hm_var, 0.8, 0.7, 1, 1, 0.025, 0.9, TRUE), 0.001, hm, base_r, target = 0.9)
row("obuchowski-null", plan(0.92, 0.85, "obuchowski_null", 4), "exact_total", 5 * 99.6628819954, 0.001,
    "Obuchowski 1994, 10.1097/00004424-199402000-00020", peers("own R", "2026"), "id roc-one-02: 99.66 cases", target = 0.8)
row("obuchowski", plan(0.92, 0.85, "obuchowski", 4), "exact_total", total(ob_var, 0.92, 0.85, 4, 1, 0.025, 0.8, FALSE), 0.001,
    "variance pROC:::var.theta.obuchowski under H1", pkg("pROC"), target = 0.8)
write_rows()
