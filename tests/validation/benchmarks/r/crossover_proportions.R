# Binary crossover: rpact on the discordant participants, Connor's size (lrstat, TrialSize), tests enumerated by simulation.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

plan <- function(f, g, method = "prescott")
  list(kind = "crossover_proportions", goal = superiority(better = if (f > g) "higher" else "lower"), discordant_experimental = f,
       discordant_control = g, method = method)

for (x in list(c(0.25, 0.1, 0.8), c(0.03, 0.1, 0.9), c(0.6, 0.2, 0.5), c(0.5, 0.1, 0.99))) {
  s <- x[1] + x[2]
  n <- getSampleSizeRates(pi1 = x[1] / s, pi2 = x[2] / s, alpha = 0.025, sided = 1, beta = 1 - x[3])$nFixed / s
  row(sprintf("rpact-discordant-%s", x[1]), plan(x[1], x[2], "mainland_gart"), "exact_total", n, 0.005, "rpact::getSampleSizeRates of the discordant, over their share", pkg("rpact"), target = x[3])
  d <- x[1] - x[2]
  row(sprintf("connor-%s", x[1]), plan(x[1], x[2]), "exact_total", ((qnorm(0.975) * sqrt(s) + qnorm(x[3]) * sqrt(s - d^2)) / d)^2, 0.001, "Connor's size, that of Prescott's test", base_r, target = x[3])
}
lr <- frozen("R lrstat", "0.2.15"); mc <- "getDesignPairedPropMcNemar(alpha = 0.025, rounding = FALSE)"
row("lrstat-0.25", plan(0.25, 0.1), "exact_total", 119.7084126, 0.001, mc, lr, target = 0.8)
row("lrstat-0.1", plan(0.1, 0.03), "exact_total", 274.5900721, 0.001, mc, lr, target = 0.9)
row("lrstat-0.6", plan(0.6, 0.2), "exact_total", 19.20729434, 0.001, mc, lr, target = 0.5)
row("trialsize", plan(0.25, 0.1), "exact_total", 119.708413, 0.001, "McNemar.Test(0.05, 0.2, psai = 2.5, paid = 0.35)", frozen("R TrialSize", "1.4.1"), target = 0.8)

# the tests on simulated trials: prop.test among the discordant, linear-by-linear association for all
set.seed(20261122)
one <- function(n, f, g, method) {
  a <- rmultinom(1, n, c(f, g, 1 - f - g)); b <- rmultinom(1, n, c(g, f, 1 - f - g))
  if (method == "mainland_gart") { p <- suppressWarnings(prop.test(c(a[1], b[1]), c(a[1] + a[2], b[1] + b[2]), alternative = "greater", correct = FALSE)); return(isTRUE(p$p.value <= 0.025)) }
  d <- c(rep(c(1, -1, 0), a), rep(c(1, -1, 0), b)); cor(rep(1:0, each = n), d) * sqrt(2 * n - 1) >= qnorm(0.975)
}
one_sided <- function(n, f, g, m) mean(replicate(5000, one(n, f, g, m)))
for (m in c("prescott", "mainland_gart"))
  row(paste0("simulated-", m), plan(0.25, 0.1, m), "attained", one_sided(60, 0.25, 0.1, m), 0.03, "5000 simulated trials, prop.test or linear-by-linear association", base_r,
      "Monte Carlo error 0.006 and the bias of the normal formula", participants = 120)
write_rows()
