# Width of the interval of an ICC: Bonett's formula and the exact expectation in base R, presize 0.3.7 (not in Debian).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(rho, k, method = "exact", assurance = NULL) {
  goal <- precision(); if (!is.null(assurance)) goal$assurance <- assurance
  list(kind = "icc_precision", goal = goal, icc_expected = rho, readings = k, method = method)
}
observed <- function(f, n, k) { # width for an observed F, by its two bounds
  icc <- function(x) (x - 1) / (x + k - 1)
  icc(f / qf(0.025, n - 1, n * (k - 1))) - icc(f / qf(0.975, n - 1, n * (k - 1)))
}
expected <- function(n, rho, k) {
  t <- (1 + (k - 1) * rho) / (1 - rho)
  integrate(function(u) observed(t * qf(u, n - 1, n * (k - 1)), n, k), 0, 1, rel.tol = 1e-9, subdivisions = 2000)$value
}
for (x in list(c(0.8, 2, 40), c(0.9, 3, 12), c(0.1, 4, 30), c(0.97, 2, 100), c(0, 2, 8)))
  row(sprintf("expected-%s-%s-%s", x[1], x[2], x[3]), plan(x[1], x[2]), "attained", expected(x[3], x[1], x[2]), 1e-5, "width of the F interval averaged by integrate()", base_r, participants = x[3])
for (x in list(c(0.8, 2, 40, 0.9), c(0.9, 3, 25, 0.8))) { # high ICC: the width falls with F, so its quantile is that at a low F
  t <- (1 + (x[2] - 1) * x[1]) / (1 - x[1])
  row(sprintf("assured-%s-%s-%s", x[1], x[2], x[3]), plan(x[1], x[2], assurance = x[4]), "attained", observed(t * qf(1 - x[4], x[3] - 1, x[3] * (x[2] - 1)), x[3], x[2]), 1e-5,
      "width at the lower quantile of F", base_r, participants = x[3])
}
for (x in list(c(0.8, 2, 0.2), c(0.85, 4, 0.2), c(0.6, 3, 0.3)))
  row(sprintf("bonett-%s-%s-%s", x[1], x[2], x[3]), plan(x[1], x[2], "bonett"), "exact_total", 8 * qnorm(0.975)^2 * (1 - x[1])^2 * (1 + (x[2] - 1) * x[1])^2 / (x[2] * (x[2] - 1) * x[3]^2) + 1, 1e-6,
      "Bonett 2002, formula 3", base_r, target = x[3])
presize <- frozen("R presize", "0.3.7")
for (x in list(c(0.8, 2, 0.2, 55), c(0.85, 4, 0.2, 20), c(0.6, 3, 0.3, 46), c(0.75, 2, 0.15, 136)))
  row(sprintf("presize-%s-%s-%s", x[1], x[2], x[3]), plan(x[1], x[2], "bonett_corrected"), "total", x[4], 0, "presize::prec_icc(conf.width =)", presize, if (x[2] == 2) "adds 5 rho" else "", target = x[3])
write_rows()
