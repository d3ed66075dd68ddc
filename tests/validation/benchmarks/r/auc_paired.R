# Two AUCs on the same patients: pROC (binormal parameters), exact binormal variance by mvtnorm, Hanley-McNeil.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({library(pROC); library(mvtnorm)})

plan <- function(a1, a2, rd, rn, method = "delong", k = 1, s1 = 1, s2 = 1, goal = superiority())
  list(kind = "auc_paired", goal = goal, auc_experimental = a1, auc_control = a2, correlation_diseased = rd,
       correlation_healthy = rn, controls_per_case = k, sd_ratio = s1, sd_ratio_control = s2, method = method)

joint <- function(h, k, rho)
  as.numeric(pmvnorm(upper = c(h, k), corr = matrix(c(1, rho, rho, 1), 2), algorithm = Miwa(steps = 2000))) - pnorm(h) * pnorm(k)
# numerator terms of a covariance: same pair, same healthy (times n - 1), same diseased (times m - 1)
terms <- function(a1, a2, s1, s2, rd, rn, same = NULL) {
  h <- qnorm(a1); k <- qnorm(a2); z <- sqrt((1 + s1^2) * (1 + s2^2))
  c(if (is.null(same)) joint(h, k, (rd * s1 * s2 + rn) / z) else same, joint(h, k, rn / z), joint(h, k, rd * s1 * s2 / z))
}
exact <- function(a1, a2, s1, s2, rd, rn) {
  v1 <- terms(a1, a1, s1, s1, 1, 1, a1 * (1 - a1)); v2 <- terms(a2, a2, s2, s2, 1, 1, a2 * (1 - a2)); c12 <- terms(a1, a2, s1, s2, rd, rn)
  list(v1 = v1, v2 = v2, c12 = c12)
}
at <- function(q, n, m) (q[1] + (n - 1) * q[2] + (m - 1) * q[3]) / (n * m)
hm_var <- function(a, n, m) (a * (1 - a) + (n - 1) * (a / (2 - a) - a^2) + (m - 1) * (2 * a^2 / (1 + a) - a^2)) / (n * m)
total <- function(q, k, delta, alpha, target, hm = NULL) root(function(t) {
  n <- t / (1 + k); m <- t - n
  v1 <- at(q$v1, n, m); v2 <- at(q$v2, n, m); r <- at(q$c12, n, m) / sqrt(v1 * v2)
  if (!is.null(hm)) { v1 <- hm_var(hm[1], n, m); v2 <- hm_var(hm[2], n, m) }
  delta / sqrt(v1 + v2 - 2 * r * sqrt(v1 * v2)) - qnorm(1 - alpha) - qnorm(target)
}, 4, 1e6)

for (x in list(c(0.9, 0.82, 0.5, 0.5, 1, 1, 1, 0.8), c(0.95, 0.85, 0.3, 0.6, 0.5, 1.5, 0.9, 0.9), c(0.75, 0.7, 0.7, 0, 9, 1, 1.3, 0.8))) {
  q <- exact(x[1], x[2], x[6], x[7], x[3], x[4])
  id <- sprintf("%s-%s-%s", x[1], x[2], x[5])
  row(paste0("delong-", id), plan(x[1], x[2], x[3], x[4], "delong", x[5], x[6], x[7]), "exact_total", total(q, x[5], x[1] - x[2], 0.025, x[8]),
      0.01, "variances and covariance of empirical areas by mvtnorm::pmvnorm; DeLong, DeLong & Clarke-Pearson 1988, 10.2307/2531595", pkg("mvtnorm"), target = x[8])
  row(paste0("hm-", id), plan(x[1], x[2], x[3], x[4], "hanley_mcneil", x[5], x[6], x[7]), "exact_total", total(q, x[5], x[1] - x[2], 0.025, x[8], x[1:2]),
      0.01, "Hanley & McNeil 1983, 10.1148/radiology.148.3.6878708, correlation of the areas by mvtnorm::pmvnorm", pkg("mvtnorm"), target = x[8])
}
q <- exact(0.85, 0.85, 1, 1, 0.6, 0.4)
row("delong-ni", plan(0.85, 0.85, 0.6, 0.4, goal = non_inferiority(0.05)), "exact_total", total(q, 1, 0.05, 0.025, 0.8), 0.01,
    "variances and covariance of empirical areas by mvtnorm::pmvnorm", pkg("mvtnorm"), target = 0.8)

# pROC, binormal parameters A, B of both curves
for (x in list(c(2.6, 1, 1.9, 1, 0.6, 0.6, 1, 0.9), c(1.8, 0.8, 1.2, 1.1, 0.3, 0.5, 3, 0.8), c(1.5, 1, 1, 1, 0, 0, 0.5, 0.99))) {
  a <- c(pnorm(x[1] / sqrt(1 + x[2]^2)), pnorm(x[3] / sqrt(1 + x[4]^2)))
  r <- power.roc.test(list(A1 = x[1], B1 = x[2], A2 = x[3], B2 = x[4], rn = x[5], ra = x[6], delta = a[1] - a[2]), power = x[8], kappa = x[7])
  row(sprintf("proc-%s-%s-%s", x[1], x[3], x[7]), plan(a[1], a[2], x[6], x[5], "obuchowski_mcclish", x[7], 1 / x[2], 1 / x[4]), "exact_total",
      r$ncases + r$ncontrols, 0.001, "pROC::power.roc.test(list(A1 =, B1 =, ...)); Obuchowski & McClish 1997", pkg("pROC"),
      "pROC leaves out the covariance of the two binormal parameters", target = x[8])
}
write_rows()
