# Two paired means: the one-sample t test of the differences, from their SD or from the SD and the correlation.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(pwr); library(epiR); library(mvtnorm) })

plan <- function(d, sd_difference, goal = superiority(), method = "t")
  list(kind = "paired_means", goal = goal, difference = d, sd_difference = sd_difference, method = method)
both <- function(d, sd, r, goal = superiority(), sd_control = NULL, method = "t")
  c(list(kind = "paired_means", goal = goal, difference = d, sd = sd, correlation = r), list(sd_control = sd_control), list(method = method))
low <- superiority(better = "lower")
of_pair <- function(s, t, r) sqrt(s^2 + t^2 - 2 * r * s * t)

# ---- base R and pwr
for (x in list(list("p94", 9.5, 18, 0.9), list("tiny", 3, 2.4, 0.8), list("power-50", 1, 4, 0.5), list("power-99", 1, 4, 0.99))) {
  n <- power.t.test(delta = x[[2]], sd = x[[3]], power = x[[4]], type = "paired", tol = 1e-10)$n
  row(paste0("power-t-test-", x[[1]]), plan(x[[2]], x[[3]]), "exact_total", n, 0.01, "stats::power.t.test(type = \"paired\", strict = FALSE)", base_r, target = x[[4]])
}
for (x in list(c(20, -6, 10, 0.6), c(8, -9, 10, 0.5), c(60, -2, 7, 0.3)))
  row(sprintf("pwr-%d", x[1]), both(x[2], x[3], x[4], low), "attained", pwr.t.test(n = x[1], d = x[2] / of_pair(x[3], x[3], x[4]), sig.level = 0.025, type = "paired", alternative = "less")$power,
      1e-6, "pwr::pwr.t.test(type = \"paired\", alternative = \"less\", sig.level = 0.025)", pkg("pwr"), participants = x[1])

# ---- rpact on the differences: margins, unequal deviations
for (x in list(list("ni", 0, 10, 10, 0.6, 3, 0.9), list("ni-unequal", -1, 10, 7, 0.5, 4, 0.8), list("ni-negative", 1, 5, 5, -0.3, 3, 0.8))) {
  n <- getSampleSizeMeans(groups = 1, alternative = x[[2]], thetaH0 = -x[[6]], stDev = of_pair(x[[3]], x[[4]], x[[5]]), alpha = 0.025, sided = 1, beta = 1 - x[[7]])$nFixed
  row(paste0("rpact-", x[[1]]), both(x[[2]], x[[3]], x[[5]], non_inferiority(x[[6]]), x[[4]]), "exact_total", n, 0.01, "rpact getSampleSizeMeans(groups = 1) on the differences", pkg("rpact"), target = x[[7]])
}
n <- getSampleSizeMeans(groups = 1, alternative = 5, stDev = 12, alpha = 0.05, sided = 2, beta = 0.2, normalApproximation = TRUE)$nFixed
row("rpact-z", plan(5, 12, method = "z"), "exact_total", n, 0.01, "rpact getSampleSizeMeans(groups = 1, normalApproximation = TRUE)", pkg("rpact"), target = 0.8)

# ---- equivalence: mvtnorm
for (x in list(list("50", 50, 0, 0.5, 0.5, 1, 0.05), list("shift-60", 60, 0.1, 0.5, 0.6, 1, 0.025))) {
  df <- x[[2]] - 1; se <- x[[6]] / sqrt(x[[2]]); t <- qt(1 - x[[7]], df); set.seed(1)
  w <- pmvt(lower = c(t, -Inf), upper = c(Inf, -t), delta = c((x[[3]] + x[[4]]) / se, (x[[3]] - x[[5]]) / se), df = df, corr = matrix(1, 2, 2), abseps = 1e-9)[1]
  row(paste0("tost-", x[[1]]), plan(x[[3]], x[[6]], equivalence(x[[4]], x[[5]], x[[7]])), "attained", w, 1e-4, "mvtnorm::pmvt, two one-sided t tests", pkg("mvtnorm"), participants = x[[2]])
}
# ---- published
row("peer-ni", plan(0, 9, non_inferiority(2)), "exact_total", 214.7052559209, 0.01, "rpact getSampleSizeMeans(groups = 1)", peers("rpact", "4.3.0"), "id m-onemean-ni-01", target = 0.9)
row("paper-mandibular", plan(9.5, 18), "total", 40, 0, "Duran-Cantolla et al. 2015 Med Oral Patol Oral Cir Bucal, 10.4317/medoral.20649", published("P94"), target = 0.9)
write_rows()
