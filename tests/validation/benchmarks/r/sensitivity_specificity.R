# Sensitivity and specificity against their goals, both needed: cohort (random number of cases) and enriched sample.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

plan <- function(se, se0, sp, sp0, share, sampling = "cohort", test = "exact", goal = superiority())
  list(kind = "sensitivity_specificity", goal = goal, sensitivity = se, sensitivity_goal = se0, specificity = sp,
       specificity_goal = sp0, share_diseased = share, sampling = sampling, test = test)

exact_power <- function(n, p, g, a) pbinom(qbinom(a, n, g, lower.tail = FALSE), n, p, lower.tail = FALSE)
by_test <- function(n, p, g, a)  # outcome by outcome, from the p values of binom.test
  sum(dbinom(0:n, n, p)[sapply(0:n, function(x) binom.test(x, n, g, alternative = "greater")$p.value <= a)])
cohort_power <- function(n, d, a = tail_alpha(d$goal)) {
  k <- 0:n
  sum(dbinom(k, n, d$share_diseased) * exact_power(k, d$sensitivity, d$sensitivity_goal, a) *
        exact_power(n - k, d$specificity, d$specificity_goal, a))
}
enriched_power <- function(n, d, a = tail_alpha(d$goal)) {
  k <- floor(n * d$share_diseased + 0.5)
  exact_power(k, d$sensitivity, d$sensitivity_goal, a) * exact_power(n - k, d$specificity, d$specificity_goal, a)
}
sizes <- function(d, target, to) {
  reached <- sapply(2:to, if (d$sampling == "cohort") cohort_power else enriched_power, d = d) >= target
  stopifnot(all(reached[(to - to %/% 4):(to - 1)]))
  c(first = which(reached)[1] + 1, safe = max(which(!reached)) + 2)
}

product <- "product of exact binomial powers, diseased and non-diseased being independent"
average <- "sum over the binomial number of diseased people of the product of exact binomial powers"
add <- function(id, d, target, to, note = "") {
  n <- sizes(d, target, to)
  for (q in names(n)) row(paste0(id, "-", q), d, q, n[[q]], 0, if (d$sampling == "cohort") average else product, base_r, note, target = target)
}
base <- plan(0.9, 0.8, 0.85, 0.75, 0.3)
add("cohort", base, 0.8, 700)
add("cohort-90", base, 0.9, 900)
add("cohort-rare", plan(0.9, 0.8, 0.85, 0.75, 0.05), 0.8, 3200, "prevalence 5 %")
add("cohort-one-sided", plan(0.92, 0.8, 0.9, 0.85, 0.4, goal = superiority(1, alpha = 0.05)), 0.8, 1500)
add("cohort-extreme", plan(0.99, 0.95, 0.98, 0.95, 0.5), 0.8, 2000, "rates beyond 0.95")
add("enriched", plan(0.9, 0.8, 0.85, 0.75, 0.5, "enriched"), 0.8, 700)
add("enriched-two-thirds", plan(0.9, 0.8, 0.85, 0.75, 2 / 3, "enriched"), 0.9, 1500)
add("enriched-few", plan(0.95, 0.5, 0.9, 0.4, 0.5, "enriched"), 0.8, 200, "about 15 in each group")

for (n in c(60, 200)) {
  d <- plan(0.9, 0.7, 0.9, 0.75, 0.35)
  k <- 0:n
  power <- sum(dbinom(k, n, 0.35) * c(0, sapply(1:n, by_test, 0.9, 0.7, 0.025)) *
                 rev(c(0, sapply(1:n, by_test, 0.9, 0.75, 0.025))))
  stopifnot(abs(power - cohort_power(n, d)) < 1e-9)
  row(paste0("cohort-power-", n), d, "attained", power, 1e-6, "binom.test p values summed over outcomes and numbers of cases", base_r, participants = n)
}

# simulated from people: 2 x 10^5 cohorts, binom.test on each group by its critical count
set.seed(20261122)
n <- 383; trials <- 2e5
k <- rbinom(trials, n, 0.3)
won <- rbinom(trials, k, 0.9) > qbinom(0.025, k, 0.8, lower.tail = FALSE) &
  rbinom(trials, n - k, 0.85) > qbinom(0.025, n - k, 0.75, lower.tail = FALSE)
row("cohort-simulated", base, "attained", mean(won), 0.003, "2 x 10^5 simulated cohorts", base_r, participants = n)

# normal: rpact's one-sample powers, multiplied
half <- function(n, p, g) getPowerRates(groups = 1, thetaH0 = g, pi1 = p, alpha = 0.025, sided = 1, maxNumberOfSubjects = n)$overallReject
for (x in list(c(120, 0.5), c(369, 1 / 3), c(600, 0.25))) {
  n <- x[1]; w <- x[2]
  row(paste0("normal-enriched-", n), plan(0.9, 0.8, 0.85, 0.75, w, "enriched", "normal"), "attained",
      half(n * w, 0.9, 0.8) * half(n * (1 - w), 0.85, 0.75), 0.0005, "product of rpact getPowerRates(groups = 1)", pkg("rpact"), participants = n)
}
# normal, cohort: averaged over the binomial number of cases; ours takes a normal number
f <- function(m, p, g) pnorm(((p - g) * sqrt(m) - qnorm(0.975) * sqrt(g * (1 - g))) / sqrt(p * (1 - p)))
for (n in c(120, 371)) {
  k <- 0:n
  row(paste0("normal-cohort-", n), plan(0.9, 0.8, 0.85, 0.75, 0.3, test = "normal"), "attained",
      sum(dbinom(k, n, 0.3) * f(k, 0.9, 0.8) * f(n - k, 0.85, 0.75)), 0.0005,
      "normal powers averaged over the binomial number of diseased people", base_r, participants = n)
}

# other programs
case <- plan(0.9, 0.8, 0.85, 0.75, 140 / 340, "enriched", goal = superiority(1, alpha = 0.025))
row("peer-dx-pg-02", case, "attained", 0.82998531883, 1e-6, product, peers("own R", "not stated"),
    "id dx-pg-02; simulated 0.82947 (SE 0.0004) over 10^6 trials", participants = 340)
write_rows()
