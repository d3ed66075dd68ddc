# Two partial AUCs on the same patients: pROC (binormal parameters), empirical components by integration.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(pROC))

plan <- function(a1, a2, rd, rn, from, to, method = "empirical", k = 1, s1 = 1, s2 = 1, delta = NULL, goal = superiority())
  c(list(kind = "auc_partial_paired", goal = goal, auc_experimental = a1, auc_control = a2, correlation_diseased = rd,
         correlation_healthy = rn, fpr_from = from, fpr_to = to, controls_per_case = k, sd_ratio = s1, sd_ratio_control = s2,
         method = method), if (!is.null(delta)) list(difference = delta))
partial <- function(A, B, from, to) integrate(function(t) pnorm(A + B * qnorm(t)), from, to, rel.tol = 1e-10)$value

# pROC, binormal parameters A, B of both curves
for (x in list(c(2.6, 1, 1.9, 1, 0.6, 0.6, 1, 0.9, 0, 0.2), c(1.8, 0.8, 1.2, 1.1, 0.3, 0.5, 3, 0.8, 0, 0.3), c(1.5, 1, 1, 1, 0.4, 0.4, 0.5, 0.95, 0.1, 0.5))) {
  a <- c(pnorm(x[1] / sqrt(1 + x[2]^2)), pnorm(x[3] / sqrt(1 + x[4]^2)))
  delta <- partial(x[1], x[2], x[9], x[10]) - partial(x[3], x[4], x[9], x[10])
  r <- power.roc.test(list(A1 = x[1], B1 = x[2], A2 = x[3], B2 = x[4], rn = x[5], ra = x[6], delta = delta,
                           FPR11 = x[9], FPR12 = x[10], FPR21 = x[9], FPR22 = x[10]), power = x[8], kappa = x[7])
  row(sprintf("proc-%s-%s-%s", x[1], x[9], x[10]), plan(a[1], a[2], x[6], x[5], x[9], x[10], "obuchowski_mcclish", x[7], 1 / x[2], 1 / x[4]),
      "exact_total", r$ncases + r$ncontrols, 0.001, "pROC::power.roc.test(list(A1 =, FPR11 =, ...)); Obuchowski & McClish 1997", pkg("pROC"), target = x[8])
}
row("proc-help", plan(pnorm(2.6 / sqrt(2)), pnorm(1.9 / sqrt(2)), 0.6, 0.6, 0, 0.2, "obuchowski_mcclish", delta = 0.037), "exact_total",
    2 * 151.9199458567, 0.001, "pROC help page, difference 0.037", peers("pROC", "1.18.0"), "id roc-two-01", target = 0.9)

# empirical partial areas: variances of the components by nested integrate()
moments <- function(f1, f2, rho) {
  outer_mean <- function(g) integrate(function(z) sapply(z, g) * dnorm(z), -7, 7, rel.tol = 1e-7, subdivisions = 500)$value
  inner <- function(z) integrate(function(e) f2(rho * z + sqrt(1 - rho^2) * e) * dnorm(e), -7, 7, rel.tol = 1e-8, subdivisions = 500)$value
  m1 <- outer_mean(f1); m2 <- outer_mean(f2)
  c(outer_mean(function(z) f1(z)^2) - m1^2, outer_mean(function(z) f2(z)^2) - m2^2, outer_mean(function(z) f1(z) * inner(z)) - m1 * m2)
}
for (x in list(c(0.9, 0.8, 0.5, 0.5, 0, 0.2, 1, 1, 1, 0.8), c(0.85, 0.75, 0.4, 0.6, 0.1, 0.4, 2, 1.3, 0.9, 0.9))) {
  shift <- qnorm(x[1:2]) * sqrt(1 + x[8:9]^2)
  d <- lapply(1:2, function(i) function(z) -pmin(pmax(pnorm(-(z * x[7 + i] + shift[i])), x[5]), x[6]))
  h <- lapply(1:2, function(i) function(z) pnorm((shift[i] - pmin(pmax(z, -qnorm(x[6])), -qnorm(x[5]))) / x[7 + i]))
  md <- moments(d[[1]], d[[2]], x[3]); mh <- moments(h[[1]], h[[2]], x[4])
  delta <- partial(shift[1] / x[8], 1 / x[8], x[5], x[6]) - partial(shift[2] / x[9], 1 / x[9], x[5], x[6])
  v <- (md[1] + md[2] - 2 * md[3]) + (mh[1] + mh[2] - 2 * mh[3]) / x[7]
  n <- v * ((qnorm(0.975) + qnorm(x[10])) / delta)^2
  row(sprintf("empirical-%s-%s-%s", x[1], x[5], x[6]), plan(x[1], x[2], x[3], x[4], x[5], x[6], "empirical", x[7], x[8], x[9]), "exact_total",
      n * (1 + x[7]), 0.2, "variances of the components by nested stats::integrate", base_r, target = x[10])
}
write_rows()
