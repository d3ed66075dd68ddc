# Limits of agreement inside clinical limits: R's own non-central t for the factor, integrate over the deviation for the power,
# Lu's formula in base R, and blandPowerCurve of SimplyAgree 0.3.0 (not in Debian) for Lu's formula.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(lower, upper, mean, sd, method = "exact", coverage = 0.95, alpha = 0.025)
  list(kind = "bland_altman", goal = equivalence(lower, upper, alpha), mean_difference = mean, sd = sd, coverage = coverage, method = method)
error <- function(n, z) sqrt(1 / n + z^2 / (2 * (n - 1)))
power <- function(n, lower, upper, mean, sd, coverage, alpha, exact) {
  z <- qnorm((1 + coverage) / 2)
  k <- if (exact) qt(1 - alpha, n - 1, z * sqrt(n)) / sqrt(n) else z + qt(1 - alpha, n - 1) * error(n, z)
  f <- function(v) dchisq(v, n - 1) * { s <- sd * sqrt(v / (n - 1)); pmax(0, pnorm((upper - k * s - mean) * sqrt(n) / sd) - pnorm((-lower + k * s - mean) * sqrt(n) / sd)) }
  integrate(f, qchisq(1e-14, n - 1), qchisq(1e-14, n - 1, lower.tail = FALSE), rel.tol = 1e-10, subdivisions = 1000)$value
}
for (x in list(c(4, 4, 1.167, 1.129, 0.95, 79), c(8, 8, 0, 3.3, 0.95, 60), c(6, 10, 1, 2, 0.95, 12), c(2.2, 2.2, 0.2, 1, 0.9, 150)))
  for (exact in c(TRUE, FALSE))
    row(sprintf("%s-%s-%s-%s", if (exact) "exact" else "approximate", x[1], x[2], x[6]), plan(x[1], x[2], x[3], x[4], if (exact) "exact" else "approximate", x[5]),
        "attained", power(x[6], x[1], x[2], x[3], x[4], x[5], 0.025, exact), 1e-5, "power integral, factor by qt with ncp", base_r,
        if (x[6] < 15) "fewer than 15 cases" else "", participants = x[6])
row("exact-total", plan(8, 8, 0, 3.3), "exact_total", root(function(n) power(n, 8, 8, 0, 3.3, 0.95, 0.025, TRUE) - 0.8, 20, 400), 0.01, "root of the power integral", base_r, target = 0.8)
lu <- function(n, lower, upper, mean, sd, alpha) {
  e <- sd * error(n, qnorm(0.975)); t <- qt(1 - alpha, n - 1)
  pt(t, n - 1, (upper - mean - qnorm(0.975) * sd) / e, lower.tail = FALSE) + pt(t, n - 1, (lower + mean - qnorm(0.975) * sd) / e, lower.tail = FALSE) - 1
}
for (x in list(c(4, 4, 1.167, 1.129, 79), c(8, 8, 0, 3.3, 90), c(6, 10, 1, 2, 40)))
  row(sprintf("lu-%s-%s-%s", x[1], x[2], x[5]), plan(x[1], x[2], x[3], x[4], "lu"), "attained", lu(x[5], x[1], x[2], x[3], x[4], 0.025), 1e-5, "Lu 2016, equations 3 to 5", base_r, participants = x[5])
row("ba-lu-01", plan(0.004, 0.004, 0.001167, 0.001129, "lu"), "total", 79, 0, "Lu 2016", peers("own R", "Lu 2016"), "ba-lu-01", target = 0.8)
row("ba-lu-01-power", plan(0.004, 0.004, 0.001167, 0.001129, "lu"), "attained", 0.8022956075, 1e-6, "Lu 2016", peers("own R", "Lu 2016"), "ba-lu-01", participants = 79)
row("ba-lu-01-simulated", plan(0.004, 0.004, 0.001167, 0.001129, "approximate"), "attained", 0.78792, 0.003, "200,000 simulated trials", peers("Monte Carlo", "Lu 2016"), "ba-lu-01, standard error 0.0009", participants = 79)
sa <- frozen("R SimplyAgree", "0.3.0")
row("simplyagree-100", plan(8, 8, 0, 3.3, "lu"), "attained", 0.5293064762, 1e-6, "SimplyAgree::blandPowerCurve", sa, participants = 100)
row("simplyagree-150", plan(0.004, 0.004, 0.001167, 0.001129, "lu"), "attained", 0.9739731884, 1e-6, "SimplyAgree::blandPowerCurve", sa, participants = 150)
row("simplyagree-60-90", plan(6, 6, 0.5, 2, "lu", 0.9, 0.05), "attained", 0.9999395043, 1e-6, "SimplyAgree::blandPowerCurve(conf.level = 0.9, agree.level = 0.9)", sa, participants = 60)
write_rows()
