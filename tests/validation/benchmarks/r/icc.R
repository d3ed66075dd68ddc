# ICC against a goal: exact power of the F test in base R, Walter's formula, values of ICC.Sample.Size 1.1 (not in Debian).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(rho1, rho0, k, goal, method = "exact")
  list(kind = "icc", goal = goal, icc_expected = rho1, icc_reference = rho0, readings = k, method = method)
ratio <- function(rho, k) 1 + k * rho / (1 - rho) # F scale written another way
power <- function(n, rho1, rho0, k, a) pf(qf(1 - a, n - 1, n * (k - 1)) * ratio(rho0, k) / ratio(rho1, k), n - 1, n * (k - 1), lower.tail = FALSE)
for (x in list(c(0.8, 0.6, 3, 0.8), c(0.97, 0.9, 2, 0.99), c(0.7, 0, 2, 0.5), c(0.9, 0.75, 5, 0.9)))
  for (goal in list(superiority(1), superiority(2))) {
    row(sprintf("exact-%s-%s-%s-%s-sides-%d", x[1], x[2], x[3], x[4], goal$sides), plan(x[1], x[2], x[3], goal), "exact_total",
        root(function(n) power(n, x[1], x[2], x[3], tail_alpha(goal)) - x[4], 2.01, 1e4), 0.001, "power of the F test, Donner & Eliasziw 1987", base_r, target = x[4])
    row(sprintf("walter-%s-%s-%s-%s-sides-%d", x[1], x[2], x[3], x[4], goal$sides), plan(x[1], x[2], x[3], goal, "walter"), "exact_total",
        1 + 2 * x[3] * (qnorm(1 - tail_alpha(goal)) + qnorm(x[4]))^2 / ((x[3] - 1) * log(ratio(x[1], x[3]) / ratio(x[2], x[3]))^2), 0.001,
        "Walter, Eliasziw & Donner 1998", base_r, target = x[4])
  }
row("walter-01", plan(0.8, 0.6, 3, superiority(1), "walter"), "exact_total", 26.0662430291, 1e-6, "Walter, Eliasziw & Donner 1998", peers("own R", "Walter 1998"), "icc-walter-01", target = 0.8)
iss <- frozen("R ICC.Sample.Size", "1.1")
for (x in list(list(0.8, 0.6, 3, 0.8, 2, 33), list(0.8, 0.6, 3, 0.8, 1, 27), list(0.6, 0, 2, 0.9, 2, 23), list(0.95, 0.9, 10, 0.8, 2, 33)))
  row(sprintf("icc-sample-size-%s-%s-%s-tails-%s", x[[1]], x[[2]], x[[3]], x[[5]]), plan(x[[1]], x[[2]], x[[3]], superiority(x[[5]]), "walter"), "total", x[[6]], 0,
      "ICC.Sample.Size::calculateIccSampleSize", iss, if (x[[5]] == 2) "its default is two-tailed" else "", target = x[[4]])
write_rows()
