# Two samples by ranks: Noether's formula, power.t.test over the efficiency of ranks, lrstat, TrialSize, simulated wilcox.test.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(p, method = "noether", ratio = 1)
  list(kind = "rank_sum", goal = superiority(better = if (p > 0.5) "higher" else "lower"), p_superiority = p, method = method, allocation = ratio)
half <- pnorm(0.5 / sqrt(2))

noether <- "Noether 1987, 10.1080/01621459.1987.10478478"
for (x in list(c(half, 1, 0.8), c(0.35, 2, 0.9), c(0.9, 0.5, 0.5), c(0.55, 1, 0.99))) {
  c1 <- x[2] / (1 + x[2])
  row(sprintf("noether-%.3f", x[1]), plan(x[1], ratio = x[2]), "exact_total", (qnorm(0.975) + qnorm(x[3]))^2 / (12 * c1 * (1 - c1) * (x[1] - 0.5)^2), 0.001, noether, base_r, target = x[3])
}
for (d in c(0.3, 0.5, 1)) for (m in c("t_normal", "t_least")) {
  n <- 2 * power.t.test(delta = d, power = 0.8, tol = 1e-10)$n / if (m == "t_normal") 3 / pi else 0.864
  row(sprintf("%s-%s", m, d), plan(pnorm(d / sqrt(2)), m), "exact_total", n, 0.01, "power.t.test over the relative efficiency (Lehmann)", base_r,
      "two-sided power.t.test counts one tail", target = 0.8)
}
own <- peers("own R", "not stated")
row("peer-noether", plan(half), "total", 138, 0, noether, own, "id wmw-are-01, 69 per arm", target = 0.8)
row("peer-normal", plan(half, "t_normal"), "total", 134, 0, "t test over 3 / pi", own, "id wmw-are-01, 67 per arm", target = 0.8)
row("peer-least", plan(half, "t_least"), "total", 148, 0, "t test over 0.864", own, "id wmw-are-01, 74 per arm", target = 0.8)
lr <- frozen("R lrstat", "0.2.15"); wil <- "getDesignWilcoxon(rounding = FALSE)"
row("lrstat-1to1", plan(0.7), "exact_total", 65.4073311, 0.001, wil, lr, target = 0.8)
row("lrstat-2to1", plan(0.4, ratio = 2), "exact_total", 294.33299, 0.001, wil, lr, target = 0.8)
ts <- frozen("R TrialSize", "1.4.1"); np <- "Nonpara.Two.Sample with p2 = p3 of the bivariate normal distribution"
for (x in list(c(0.55, 1, 1042.52697), c(0.55, 2, 1172.84284), c(0.6, 1, 257.626425), c(0.6, 2, 289.829728)))
  row(sprintf("trialsize-%s-%s", x[1], x[2]), plan(x[1], "shift", x[2]), "exact_total", x[3], 1.5, np, ts, "without the terms in 1 / N that are kept here", target = 0.8)

set.seed(20261122)
for (x in list(c(0.8, 15, 15), c(0.7, 40, 20), c(half, 68, 68))) {
  d <- sqrt(2) * qnorm(x[1])
  power <- mean(replicate(10000, wilcox.test(rnorm(x[2], d), rnorm(x[3]), alternative = "greater", exact = FALSE, correct = FALSE)$p.value <= 0.025))
  row(sprintf("wilcox-test-%.3f", x[1]), plan(x[1], "shift", x[2] / x[3]), "attained", power, 0.025, "wilcox.test(exact = FALSE, correct = FALSE) on 10,000 simulated trials", base_r,
      "Monte Carlo error 0.004 and the bias of the normal approximation", participants = x[2] + x[3])
}
write_rows()
