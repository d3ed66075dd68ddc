# A single-arm proportion against a goal across a fixed number of sites.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(clubSandwich) })

plan <- function(p, p0, k, icc, cv = 0, method = "t", goal = superiority())
  list(kind = "one_proportion_sites", goal = goal, p_expected = p, p_reference = p0, sites = k, heterogeneity = icc,
       scale = "icc", sites_cv = cv, method = method)
independent <- function(n, k, icc, cv) n / (1 + ((1 + cv^2) * n / k - 1) * icc)

# z: rpact's effective size, then the participants that are worth it in k sites
z_case <- function(id, p, p0, k, icc, cv, target, goal = superiority()) {
  e <- getSampleSizeRates(groups = 1, thetaH0 = p0, pi1 = p, alpha = tail_alpha(goal), sided = 1, beta = 1 - target)$nFixed
  n <- e * (1 - icc) / (1 - e * (1 + cv^2) * icc / k)
  stopifnot(abs(independent(n, k, icc, cv) - e) < 1e-8)
  row(id, plan(p, p0, k, icc, cv, "z", goal), "exact_total", n, 0.01, "rpact getSampleSizeRates(groups = 1), solved for the site effect", pkg("rpact"), target = target)
}
z_case("z", 0.9, 0.8, 12, 0.02, 0, 0.8)
z_case("z-unequal", 0.9, 0.8, 12, 0.02, 0.7, 0.8)
z_case("z-lower", 0.05, 0.12, 20, 0.01, 0.5, 0.9, superiority(better = "lower"))
z_case("z-one-sided", 0.99, 0.95, 30, 0.02, 0.3, 0.8, superiority(1))
z_case("z-99", 0.9, 0.75, 15, 0.05, 0, 0.99)

# t: R's non-central t; degrees of freedom by clubSandwich on sites of these sizes
shares <- function(k, cv) {  # lognormal scores
  s <- qnorm((seq_len(k) - 0.5) / k)
  w <- function(x) { e <- exp(x * s); e / sum(e) }
  f <- function(x) sqrt(mean((w(x) * k - 1)^2)) - cv
  w(root(f, 1e-6, 20))
}
club <- function(sizes, right = round(0.8 * sizes)) {
  site <- rep(seq_along(sizes), sizes)
  y <- unlist(Map(function(x, m) rep(1:0, c(x, m - x)), right, sizes))
  coef_test(lm(y ~ 1), vcov = vcovCR(lm(y ~ 1), cluster = site, type = "CR2"), test = "Satterthwaite")
}
frozen_club <- club(c(5, 10, 20, 40, 80), c(3, 9, 15, 33, 70))
cat(sprintf("clubSandwich df %.10f se %.12f\n", frozen_club$df_Satt, frozen_club$SE))

power_t <- function(n, p, p0, k, icc, cv, df, a = 0.025)
  pt(qt(1 - a, df) * sqrt(p0 * (1 - p0) / (p * (1 - p))), df, ncp = abs(p - p0) * sqrt(independent(n, k, icc, cv) / (p * (1 - p))), lower.tail = FALSE)
for (x in list(list("t", 0.9, 0.8, 12, 0.02, 200), list("t-few", 0.9, 0.75, 5, 0.01, 150), list("t-extreme", 0.99, 0.95, 25, 0.02, 600))) {
  row(x[[1]], plan(x[[2]], x[[3]], x[[4]], x[[5]]), "attained", power_t(x[[6]], x[[2]], x[[3]], x[[4]], x[[5]], 0, x[[4]] - 1), 1e-6,
      "non-central t with k - 1 degrees of freedom, scaled by the variance at the goal", base_r, participants = x[[6]])
}
for (x in list(list("t-unequal", 0.9, 0.8, 10, 0.02, 0.6, 300), list("t-very-unequal", 0.85, 0.7, 15, 0.01, 1, 400))) {
  sizes <- round(shares(x[[4]], x[[6]]) * 1000)  # whole sizes near these shares: the degrees depend on shares alone
  df <- club(sizes)$df_Satt
  row(x[[1]], plan(x[[2]], x[[3]], x[[4]], x[[5]], x[[6]]), "attained", power_t(x[[7]], x[[2]], x[[3]], x[[4]], x[[5]], x[[6]], df), 0.001,
      "non-central t with the Satterthwaite degrees of freedom of CR2", pkg("clubSandwich"), participants = x[[7]])
}

# simulated: beta-binomial sites, score test with the variance between sites
set.seed(20261122)
simulated <- function(k, m, p, p0, icc, trials = 4e4) {
  s <- 1 / icc - 1
  x <- matrix(rbinom(k * trials, m, rbeta(k * trials, p * s, (1 - p) * s)), k)
  q <- colMeans(x) / m
  d <- apply(x, 2, var) / (m * q * (1 - q))
  mean((q - p0) / sqrt(p0 * (1 - p0) * d / (k * m)) > qt(0.975, k - 1))
}
row("simulated", plan(0.9, 0.8, 12, 0.02), "attained", simulated(12, 20, 0.9, 0.8, 0.02), 0.02, "40,000 simulated studies, beta-binomial sites", base_r,
    "the tolerance covers the declared bias of the formula", participants = 240)
row("simulated-few", plan(0.85, 0.6, 4, 0.02), "attained", simulated(4, 25, 0.85, 0.6, 0.02), 0.02, "40,000 simulated studies, beta-binomial sites", base_r,
    "the tolerance covers the declared bias of the formula", participants = 100)
write_rows()
