# Difference in mean costs: Welch at the deviations of the costs, rpact where they are equal, simulated powers of R's own t.test.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(epiR) })

plan <- function(m, m0, cv, k = 1, method = "t", goal = superiority(better = "lower"), cv0 = NULL, shape = "gamma")
  c(list(kind = "cost_difference", goal = goal, mean_cost = m, mean_cost_control = m0, cv = cv), list(cv_control = cv0), list(cost_shape = shape, allocation = k, method = method))
deviations <- function(x) c(x$cv * x$mean_cost, (if (is.null(x$cv_control)) x$cv else x$cv_control) * x$mean_cost_control)
gain <- function(x) x$mean_cost_control - x$mean_cost + (if (x$goal$kind == "superiority") 0 else x$goal$margin)
welch <- function(n, x) {
  m <- n * c(x$allocation, 1) / (1 + x$allocation); v <- deviations(x)^2 / m; df <- sum(v)^2 / sum(v^2 / (m - 1)); a <- tail_alpha(x$goal)
  pt(qt(1 - a, df), df, gain(x) / sqrt(sum(v)), lower.tail = FALSE)
}
text <- "Welch, non-central t, Satterthwaite degrees of freedom at the expected variances"
for (x in list(list("1to1", plan(1600, 2100, 1), 0.8), list("2to1", plan(3500, 5000, 0.8, 2), 0.9), list("1to2", plan(1200, 2000, 1.2, 0.5, cv0 = 1), 0.99),
               list("margin", plan(1050, 1000, 0.9, goal = non_inferiority(200, better = "lower")), 0.5), list("one-sided", plan(500, 1000, 2, goal = superiority(1, "lower")), 0.8)))
  row(paste0("welch-", x[[1]]), x[[2]], "exact_total", root(function(n) welch(n, x[[2]]) - x[[3]], 10, 1e5), 0.01, text, base_r, target = x[[3]])
for (x in list(list("1to1", plan(1600, 2000, 1, method = "z"), 0.8), list("1to4", plan(700, 1000, 1.5, 0.25, "z"), 0.9)))
  row(paste0("z-", x[[1]]), x[[2]], "exact_total", (qnorm(0.975) + qnorm(x[[3]]))^2 * (1 + x[[2]]$allocation) * sum(deviations(x[[2]])^2 / c(x[[2]]$allocation, 1)) / gain(x[[2]])^2, 0.001,
      "n = (z_a + z_b)^2 (1 + k)(s^2 / k + s0^2) / d^2", base_r, target = x[[3]])

# ---- equal deviations, equal arms: Welch's degrees of freedom are Student's
x <- plan(1000, 1000, 0.9, goal = non_inferiority(200, better = "lower"))
row("rpact-margin", x, "exact_total", getSampleSizeMeans(alternative = 200, stDev = 900, alpha = 0.025, sided = 1, beta = 0.2)$nFixed, 0.01, "rpact getSampleSizeMeans", pkg("rpact"), target = 0.8)
x <- plan(800, 1000, 1.25, cv0 = 1)
row("rpact-saving", x, "exact_total", getSampleSizeMeans(alternative = 200, stDev = 1000, alpha = 0.025, sided = 1, beta = 0.1)$nFixed, 0.01, "rpact getSampleSizeMeans", pkg("rpact"), target = 0.9)
x <- plan(800, 1000, 1.25, cv0 = 1, k = 2, method = "z")
row("rpact-z-2to1", x, "exact_total", getSampleSizeMeans(alternative = 200, stDev = 1000, alpha = 0.025, sided = 1, beta = 0.1, allocationRatioPlanned = 2, normalApproximation = TRUE)$nFixed, 0.01,
    "rpact getSampleSizeMeans(normalApproximation = TRUE)", pkg("rpact"), target = 0.9)
x <- plan(1000, 1000, 0.9, method = "z", goal = non_inferiority(200, better = "lower"))
row("epir-margin-z", x, "exact_total", epi.ssninfc(treat = 0, control = 0, sd = 900, delta = 200, n = NA, r = 1, power = 0.8, nfractional = TRUE, alpha = 0.025)$n.total, 0.01,
    "epiR::epi.ssninfc(nfractional = TRUE)", pkg("epiR"), target = 0.8)

# ---- skewness: the corrected power beside R's t.test on simulated gamma costs
claims <- function(x, n, trials = 20000) {
  set.seed(20261122)
  m <- round(n * c(x$allocation, 1) / (1 + x$allocation)); cv <- deviations(x) / c(x$mean_cost, x$mean_cost_control)
  mean(replicate(trials, {
    e <- rgamma(m[1], 1 / cv[1]^2, scale = x$mean_cost * cv[1]^2); c <- rgamma(m[2], 1 / cv[2]^2, scale = x$mean_cost_control * cv[2]^2)
    t.test(e, c, alternative = "less")$p.value <= 0.025
  }))
}
for (x in list(list("1to1", plan(700, 1000, 1, method = "skewed"), 264), list("2to1", plan(700, 1000, 1, 2, "skewed"), 330), list("1to4", plan(700, 1000, 1, 0.25, "skewed"), 330)))
  row(paste0("simulated-", x[[1]]), x[[2]], "attained", claims(x[[2]], x[[3]]), 0.015, "20,000 trials of t.test on rgamma costs", base_r,
      sprintf("the uncorrected power is %.3f", welch(x[[3]], x[[2]])), participants = x[[3]])
write_rows()
