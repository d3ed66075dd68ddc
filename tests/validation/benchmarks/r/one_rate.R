# One Poisson rate against a goal: poisson.test and ppois, normal formulas, lrstat.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

low <- superiority(1, "lower", 0.025)
plan <- function(rate, reference, exposure = 1, method = "exact", goal = low)
  list(kind = "one_rate", goal = goal, rate_expected = rate, rate_reference = reference, exposure = exposure, method = method)

lr <- frozen("R lrstat", "0.2.15"); exact <- "getDesignOneRateExact"
row("lrstat-273", plan(0.05, 0.1), "safe", 273, 0, exact, peers("lrstat", "0.2.15"), "id c-onerate-01", target = 0.8)
row("lrstat-power-273", plan(0.05, 0.1), "attained", 0.85119477446, 1e-8, exact, peers("lrstat", "0.2.15"), "id c-onerate-01", participants = 273)
row("lrstat-129", plan(0.8, 0.5, 0.5, goal = superiority(1, "higher", 0.05)), "safe", 129, 0, exact, lr, target = 0.9)
row("lrstat-power-129", plan(0.8, 0.5, 0.5, goal = superiority(1, "higher", 0.05)), "attained", 0.90026924, 1e-7, exact, lr, participants = 129)
row("lrstat-460", plan(0.005, 0.02, 2), "first", 460, 0, exact, lr, "here lrstat answers the first size, not the one from which the target holds", target = 0.99)
row("lrstat-tiny", plan(1, 3), "safe", 3, 0, exact, lr, target = 0.5)

# every count judged by the p value of poisson.test
by_test <- function(n, rate, reference, a, side) {
  x <- 0:ceiling(n * max(rate, reference) * 2 + 60)
  rejected <- sapply(x, function(i) poisson.test(i, n, reference, alternative = side)$p.value <= a)
  sum(dpois(x, n * rate)[rejected])
}
for (x in list(c(30, 0.05, 0.1), c(250, 0.05, 0.1), c(12, 1, 2.2), c(400, 0.96, 1.1)))
  row(sprintf("test-%s-%s", x[1], x[2]), plan(x[2], x[3]), "attained", by_test(x[1], x[2], x[3], 0.025, "less"), 1e-8, "poisson.test on every count", base_r, participants = x[1])
for (x in list(c(8, 3, 1.5), c(90, 0.3, 0.15)))
  row(sprintf("test-more-%s-%s", x[1], x[2]), plan(x[2], x[3], goal = superiority()), "attained", by_test(x[1], x[2], x[3], 0.025, "greater"), 1e-8, "poisson.test on every count", base_r, participants = x[1])
saw <- function(rate, reference, target) { n <- 1:5000; power <- ppois(qpois(0.025, n * reference) - 1, n * rate); c(which(power >= target)[1], max(which(power < target)) + 1) }
for (x in list(c(0.05, 0.1, 0.8), c(0.3, 0.5, 0.9), c(0.97, 1.2, 0.5))) {
  row(sprintf("first-%s", x[1]), plan(x[1], x[2]), "first", saw(x[1], x[2], x[3])[1], 0, "ppois and qpois", base_r, target = x[3])
  row(sprintf("safe-%s", x[1]), plan(x[1], x[2]), "safe", saw(x[1], x[2], x[3])[2], 0, "ppois and qpois", base_r, target = x[3])
}
row("margin", plan(0.5, 0.5, 1, "score", non_inferiority(0.15, better = "lower")), "exact_total", ((qnorm(0.975) * sqrt(0.65) + qnorm(0.9) * sqrt(0.5)) / 0.15)^2, 0.001, "score formula", base_r, target = 0.9)
write_rows()
