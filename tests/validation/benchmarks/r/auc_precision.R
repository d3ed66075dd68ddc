# Width of the interval of an AUC: presize (frozen), exact binormal variance by mvtnorm, Obuchowski by pROC's variance.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({library(pROC); library(mvtnorm)})

plan <- function(auc, method = "delong", k = 1, s = 1, confidence = 0.95)
  list(kind = "auc_precision", goal = precision(confidence), auc = auc, controls_per_case = k, sd_ratio = s, method = method)
pair <- function(a, rho) as.numeric(pmvnorm(upper = rep(qnorm(a), 2), corr = matrix(c(1, rho, rho, 1), 2), algorithm = Miwa(steps = 2000)))
# expectation of DeLong's estimate: it counts the part due to single pairs twice
delong_var <- function(a, n, m, s) {
  h <- pair(a, 1 / (1 + s^2)) - a^2; d <- pair(a, s^2 / (1 + s^2)) - a^2
  h / m + d / n + 2 * (a * (1 - a) - h - d) / (n * m)
}
hm_var <- function(a, n, m, s) (a * (1 - a) + (n - 1) * (a / (2 - a) - a^2) + (m - 1) * (2 * a^2 / (1 + a) - a^2)) / (n * m)
ob_var <- function(a, n, m, s) pROC:::var.theta.obuchowski(a, m / n) / n
wald <- function(a, v, z) 2 * z * sqrt(v)
logistic <- function(a, v, z) { h <- z * sqrt(v) / (a * (1 - a)); plogis(qlogis(a) + h) - plogis(qlogis(a) - h) }
total <- function(var, width, a, k, s, conf, target)
  root(function(t) width(a, var(a, t / (1 + k), t * k / (1 + k), s), qnorm((1 + conf) / 2)) - target, 8, 1e6)

exact <- "expected DeLong variance, Q1 and Q2 by mvtnorm::pmvnorm; DeLong, DeLong & Clarke-Pearson 1988, 10.2307/2531595"
for (x in list(c(0.9, 1, 1, 0.95, 0.1), c(0.8, 4, 1.5, 0.9, 0.15), c(0.97, 0.5, 0.8, 0.95, 0.08), c(0.6, 9, 1, 0.95, 0.05))) {
  id <- sprintf("%s-%s", x[1], x[2])
  row(paste0("delong-", id), plan(x[1], "delong", x[2], x[3], x[4]), "exact_total", total(delong_var, wald, x[1], x[2], x[3], x[4], x[5]), 0.01, exact, pkg("mvtnorm"), target = x[5])
  row(paste0("logit-", id), plan(x[1], "delong_logit", x[2], x[3], x[4]), "exact_total", total(delong_var, logistic, x[1], x[2], x[3], x[4], x[5]), 0.01, exact, pkg("mvtnorm"), target = x[5])
  row(paste0("hm-", id), plan(x[1], "hanley_mcneil", x[2], x[3], x[4]), "exact_total", total(hm_var, wald, x[1], x[2], x[3], x[4], x[5]), 0.001,
      "Hanley & McNeil 1982, 10.1148/radiology.143.1.7063747", base_r, target = x[5])
}
row("obuchowski-standalone", plan(0.9, "obuchowski"), "exact_total", 2 * 105.1554431167, 0.001, "Obuchowski 1994, half-width 0.05 without a power term",
    peers("own R", "2026"), "id mrmc-standalone-01: MRMCsamplesize 1.0.0 adds z_beta and says 215 diseased", target = 0.1)
row("obuchowski-0.8-3", plan(0.8, "obuchowski", 3), "exact_total", total(ob_var, wald, 0.8, 3, 1, 0.95, 0.12), 0.001, "variance pROC:::var.theta.obuchowski", pkg("pROC"), target = 0.12)

# presize prec_auc (not in Debian), its arguments prev = 1 / (1 + controls_per_case); sizes with tol = 1e-9 given to optimize
presize <- "presize prec_auc(auc, prev, conf.width | n); Hanley & McNeil 1982"
p <- frozen("R presize", "0.3.7")
row("presize-width-500", plan(0.65, "hanley_mcneil", 9), "attained", 0.172075495312, 1e-8, presize, p, "its help page: n = 500, prev = 0.1", participants = 500)
row("presize-90", plan(0.9, "hanley_mcneil"), "exact_total", 157.685490744, 0.001, presize, p, target = 0.1)
row("presize-85-prev-20", plan(0.85, "hanley_mcneil", 4, confidence = 0.9), "exact_total", 236.790355177, 0.001, presize, p, target = 0.12)
row("presize-width-40", plan(0.97, "hanley_mcneil", 7 / 3), "attained", 0.139460574199, 1e-8, presize, p, "12 diseased", participants = 40)
write_rows()
