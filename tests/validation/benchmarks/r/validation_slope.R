# Width of the calibration slope: integrals by base R, pmvalsampsize and sampsizeval (frozen).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
pmval <- frozen("R pmvalsampsize", "0.1.0"); sampsizeval <- frozen("published protocol P102 (sampsizeval)", "2021")

normal <- function(m, s, conf = 0.95)
  list(kind = "validation_slope", goal = precision(conf), predictor_mean = m, predictor_sd = s, distribution = "normal")
beta <- function(a, b) list(kind = "validation_slope", goal = precision(), beta_first = a, beta_second = b, distribution = "beta")
from_c <- function(c, phi, how) list(kind = "validation_slope", goal = precision(), c_statistic = c, prevalence = phi, distribution = how)
moments <- function(f, low, high) sapply(0:2, function(k) integrate(function(x) x^k * plogis(x) * plogis(-x) * f(x), low, high,
                                                                   rel.tol = 1e-9, subdivisions = 2000L)$value)
size <- function(i, width, conf) (2 * qnorm((1 + conf) / 2) / width)^2 * i[1] / (i[1] * i[3] - i[2]^2)
binormal <- function(c, phi) {s <- sqrt(2) * qnorm(c); m <- qlogis(phi) - s^2 / 2
  function(x) (1 - phi) * dnorm(x, m, s) + phi * dnorm(x, m + s^2, s)}
by <- "Riley 2021 / Pavlou 2021: variance of the recalibration, integrate()"
for (x in list(c(-5, 2.5, 0.2, 0.95), c(0, 1, 0.4, 0.9), c(2, 0.5, 0.5, 0.99)))
  row(sprintf("normal-%s", x[1]), normal(x[1], x[2], x[4]), "exact_total",
      size(moments(function(t) dnorm(t, x[1], x[2]), x[1] - 12 * x[2], x[1] + 12 * x[2]), x[3], x[4]), 0.02, by, base_r, target = x[3])
for (x in list(c(0.5, 4.5), c(2, 2)))
  row(sprintf("beta-%s", x[1]), beta(x[1], x[2]), "exact_total",
      size(moments(function(t) dbeta(plogis(t), x[1], x[2]) * plogis(t) * plogis(-t), -60, 30), 0.3, 0.95), 0.05, by, base_r, target = 0.3)
for (x in list(c(0.77, 0.057), c(0.9, 0.5)))
  row(sprintf("binormal-%s", x[1]), from_c(x[1], x[2], "conditional"), "exact_total", size(moments(binormal(x[1], x[2]), -25, 25), 0.4, 0.95), 0.05, by, base_r, target = 0.4)
row("p102", from_c(0.77, 0.057, "pavlou"), "total", 934, 0, "Pavlou 2021, worked example 2: SE 0.15", sampsizeval, target = 2 * qnorm(0.975) * 0.15)
row("pmval-4563", normal(-5, 2.5), "total", 4563, 20, "pmvalsampsize(lpnormal = c(-5, 2.5))", pmval, "a million people drawn", target = 0.2)
row("stata-4544", normal(-5, 2.5), "total", 4544, 20, "help of pmvalsampsize 0.2.1", frozen("pmvalsampsize help page", "0.2.1"), "another draw", target = 0.2)
row("pmval-beta", beta(0.5, 0.5), "total", 1646, 8, "pmvalsampsize(lpbeta = c(0.5, 0.5))", pmval, "a million people drawn", target = 0.2)
row("pmval-beta-4524", beta(0.5, 4.5), "total", 4524, 20, "pmvalsampsize(lpbeta = c(0.5, 4.5))", pmval, "a million people drawn", target = 0.2)
# C, frequency, standard error, what sampsizeval printed
for (x in list(
               c(0.77, 0.057, 0.1, 2101), c(0.65, 0.3, 0.15, 807), c(0.75, 0.2, 0.15, 419), c(0.8, 0.01, 0.15, 3493),
               c(0.72, 0.7, 0.1, 923)))
  row(sprintf("sampsizeval-%g-%g", x[1], x[2]), from_c(x[1], x[2], "pavlou"), "total", x[4], 0, "sampsizeval()", frozen("R sampsizeval", "1.0.0.0"), target = 2 * qnorm(0.975) * x[3])
write_rows()
