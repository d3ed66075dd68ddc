# Risk ratio: rpact (riskRatio = TRUE), base R closed forms with restricted rates by optimize(), lrstat.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

plan <- function(p, q, method, goal, ratio = 1)
  list(kind = "risk_ratio", goal = goal, p_experimental = p, p_control = q, method = method, allocation = ratio)
low <- superiority(better = "lower")

for (x in list(list(0.15, 0.3, 1, 1, 0.8, low), list(0.1, 0.1, 1.5, 2, 0.9, non_inferiority(1.5, better = "lower")), list(0.85, 0.9, 1 / 1.15, 0.5, 0.8, non_inferiority(1.15)),
               list(0.97, 0.96, 1 / 1.04, 1, 0.99, non_inferiority(1.04)), list(0.02, 0.05, 1, 2, 0.5, low), list(0.6, 0.05, 1, 1, 0.8, superiority()))) {
  n <- getSampleSizeRates(riskRatio = TRUE, thetaH0 = x[[3]], pi1 = x[[1]], pi2 = x[[2]], alpha = 0.025, sided = 1, beta = 1 - x[[5]], allocationRatioPlanned = x[[4]])$nFixed
  row(sprintf("rpact-%s-%s", x[[1]], x[[4]]), plan(x[[1]], x[[2]], "score", x[[6]], x[[4]]), "exact_total", n, 0.02, "rpact::getSampleSizeRates(riskRatio = TRUE)", pkg("rpact"), target = x[[5]])
}
restricted <- function(p, q, k, r) { f <- function(c) k * (p * log(r * c) + (1 - p) * log(1 - r * c)) + q * log(c) + (1 - q) * log(1 - c)
  c <- optimize(f, c(1e-9, min(1, 1 / r) - 1e-9), maximum = TRUE, tol = 1e-12)$maximum; c(r * c, c) }
v <- function(r, k) (1 + k) * ((1 - r[1]) / (k * r[1]) + (1 - r[2]) / r[2])
for (x in list(list(0.15, 0.3, 1, 1, low), list(0.2, 0.2, 1.5, 2, non_inferiority(1.5, better = "lower")), list(0.85, 0.9, 1 / 1.15, 0.5, non_inferiority(1.15)))) for (m in c("wald", "null_variance")) {
  h1 <- v(c(x[[1]], x[[2]]), x[[4]]); h0 <- if (m == "wald") h1 else v(restricted(x[[1]], x[[2]], x[[4]], x[[3]]), x[[4]])
  n <- ((qnorm(0.975) * sqrt(h0) + qnorm(0.8) * sqrt(h1)) / (log(x[[1]] / x[[2]]) - log(x[[3]])))^2
  row(sprintf("log-%s-%s", m, x[[1]]), plan(x[[1]], x[[2]], m, x[[5]], x[[4]]), "exact_total", n, 0.02, "log risk ratio, restricted rates by optimize()", base_r, target = 0.8)
}
lr <- frozen("R lrstat", "0.2.15")
totals <- list(score = 2793.665243, null_variance = 2911.345889, wald = 2588.476744)
for (m in names(totals)) row(paste0("lrstat-", m), plan(0.1, 0.1, m, non_inferiority(1.5, better = "lower"), 2), "exact_total", totals[[m]], 0.02, "getDesignRiskRatio or getDesignRiskRatioFM", lr, target = 0.9)
row("lrstat-equivalence", plan(0.5, 0.52, "wald", equivalence(1.25, alpha = 0.05), 2), "exact_total", 831.7778127, 0.02, "getDesignRiskRatioEquiv", lr, target = 0.8)
write_rows()
