# Accuracy among the answered cases and coverage, both needed.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

plan <- function(p, p0, d, w0, test = "exact", goal = superiority())
  list(kind = "deferral", goal = goal, accuracy = p, accuracy_goal = p0, deferred = d, coverage_floor = w0, test = test)
power_of <- function(n, d, a = tail_alpha(d$goal)) {
  k <- 0:n
  x <- pbinom(qbinom(a, k, d$accuracy_goal, lower.tail = FALSE), k, d$accuracy, lower.tail = FALSE)
  sum((dbinom(k, n, 1 - d$deferred) * x)[k > qbinom(a, n, d$coverage_floor, lower.tail = FALSE)])
}
sum_of <- "sum over the binomial number of answered cases, thresholds by qbinom"
add <- function(id, d, target, to, note = "") {
  reached <- sapply(2:to, power_of, d = d) >= target
  stopifnot(all(reached[(to %/% 2):(to - 1)]))
  row(paste0(id, "-first"), d, "first", which(reached)[1] + 1, 0, sum_of, base_r, note, target = target)
  row(paste0(id, "-safe"), d, "safe", max(which(!reached)) + 2, 0, sum_of, base_r, note, target = target)
}
add("both", plan(0.92, 0.85, 0.15, 0.75), 0.8, 900)
add("coverage", plan(0.92, 0.8, 0.15, 0.8), 0.9, 2000, "the coverage decides")
add("one-sided", plan(0.9, 0.8, 0.3, 0.5, goal = superiority(1)), 0.8, 600)
add("extreme", plan(0.99, 0.96, 0.02, 0.94), 0.8, 2000)
add("few", plan(0.95, 0.6, 0.1, 0.5), 0.8, 120, "fewer than 30 cases")

by_test <- function(n, d) {  # outcome by outcome, by the p values of binom.test
  p <- d$accuracy; w <- 1 - d$deferred; total <- 0
  for (k in 1:n) if (binom.test(k, n, d$coverage_floor, alternative = "greater")$p.value <= 0.025) {
    won <- sapply(0:k, function(x) binom.test(x, k, d$accuracy_goal, alternative = "greater")$p.value <= 0.025)
    total <- total + dbinom(k, n, w) * sum(dbinom(0:k, k, p)[won])
  }
  total
}
for (n in c(30, 80)) {
  d <- plan(0.92, 0.7, 0.15, 0.65)
  row(paste0("by-test-", n), d, "attained", by_test(n, d), 1e-6, "binom.test p values summed over outcomes", base_r, participants = n)
}
set.seed(20261122)
n <- 300; trials <- 3e5
x <- rmultinom(trials, n, c(0.85 * 0.92, 0.85 * 0.08, 0.15)); k <- n - x[3, ]
row("simulated", plan(0.92, 0.85, 0.15, 0.75), "attained",
    mean(k > qbinom(0.025, n, 0.75, lower.tail = FALSE) & x[1, ] > qbinom(0.025, k, 0.85, lower.tail = FALSE)), 0.003,
    "3 x 10^5 simulated studies, multinomial", base_r, participants = n)

# a coverage that is certain leaves the accuracy of one proportion: rpact's normal power
for (n in c(150, 300)) {
  power <- getPowerRates(groups = 1, thetaH0 = 0.85, pi1 = 0.92, alpha = 0.025, sided = 1, maxNumberOfSubjects = n)$overallReject
  row(paste0("certain-coverage-", n), plan(0.92, 0.85, 1e-9, 0.2, "normal"), "attained", power, 0.0005,
      "rpact getPowerRates(groups = 1)", pkg("rpact"), "coverage certain", participants = n)
  power <- getPowerRates(groups = 1, thetaH0 = 0.75, pi1 = 0.85, alpha = 0.025, sided = 1, maxNumberOfSubjects = n)$overallReject
  row(paste0("certain-accuracy-", n), plan(0.99999, 0.3, 0.15, 0.75, "normal"), "attained", power, 0.0005,
      "rpact getPowerRates(groups = 1)", pkg("rpact"), "accuracy certain", participants = n)
}
write_rows()
