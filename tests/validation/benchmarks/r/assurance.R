# Assurance: the power averaged over a prior. Closed form, own integration over powers of pwr, rpact and base R.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(pwr); library(rpact); library(mvtnorm) })

q <- qnorm(0.95)
around <- function(mean, sd) c(mean - q * sd, mean + q * sd)          # central 90 % interval
means <- function(d = 0.3, goal = superiority(), method = "z", k = 1)
  list(kind = "two_means", goal = goal, difference = d, sd = 1, allocation = k, method = method)
rates <- function(p = 0.65, p0 = 0.5) list(kind = "two_proportions", goal = superiority(), p_experimental = p, p_control = p0, method = "unpooled")
plan <- function(inner, ...) list(kind = "assurance", inner = inner, beliefs = list(...))
over <- function(f) integrate(Vectorize(function(x) dnorm(x) * f(x)), -8, 8, rel.tol = 1e-9, abs.tol = 1e-11, subdivisions = 2000)$value
ohagan <- "O'Hagan, Stevens & Campbell 2005, 10.1002/pst.175"

# closed form for a normal difference of known variance
closed <- function(n, mean, sd, a = 0.025, f = 4) { se <- sqrt(f / n); pnorm((mean - qnorm(1 - a) * se) / sqrt(sd^2 + se^2)) }
for (x in list(list("third", 0.3, 0.1, 0.8), list("third-90", 0.3, 0.1, 0.9), list("wide", 0.5, 0.4, 0.8), list("half", 0.3, 0.2, 0.5), list("near-ceiling", 0.3, 0.2, 0.93)))
  row(paste0("closed-", x[[1]]), plan(means(x[[2]]), difference = around(x[[2]], x[[3]])), "exact_total",
      root(function(n) closed(n, x[[2]], x[[3]]) - x[[4]], 4, 1e7), 0.001, paste0(ohagan, "; closed form, uniroot"), base_r, target = x[[4]])
row("closed-2to1", plan(means(0.3, k = 2), difference = around(0.3, 0.1)), "exact_total",
    root(function(n) closed(n, 0.3, 0.1, f = 4.5) - 0.8, 4, 1e7), 0.001, paste0(ohagan, "; closed form, uniroot"), base_r, target = 0.8)
row("closed-one-sided-05", plan(means(0.3, superiority(1)), difference = around(0.3, 0.1)), "exact_total",
    root(function(n) closed(n, 0.3, 0.1, 0.05) - 0.8, 4, 1e7), 0.001, paste0(ohagan, "; closed form, uniroot"), base_r, target = 0.8)
row("closed-ni", plan(means(0, non_inferiority(0.4)), difference = around(0, 0.1)), "exact_total",
    root(function(n) closed(n, 0.4, 0.1) - 0.9, 4, 1e7), 0.001, paste0(ohagan, "; closed form at the distance to the margin"), base_r, target = 0.9)
for (n in c(10, 10000, 1e6)) row(paste0("closed-power-", format(n, scientific = FALSE)), plan(means(0.2), difference = around(0.2, 0.3)), "attained",
    closed(n, 0.2, 0.3), 1e-6, paste0(ohagan, "; closed form, a quarter of the prior on the wrong side"), base_r, participants = n)

# the effect and the estimate are jointly normal: probability of an estimate beyond the critical value
for (n in c(60, 400)) { se <- sqrt(4 / n); s <- matrix(c(0.04, 0.04, 0.04, 0.04 + se^2), 2)
  p <- pmvnorm(lower = c(-Inf, qnorm(0.975) * se), mean = c(0.5, 0.5), sigma = s, algorithm = Miwa(steps = 512))[1]
  row(paste0("mvtnorm-", n), plan(means(0.5), difference = around(0.5, 0.2)), "attained", p, 1e-5, "mvtnorm::pmvnorm, effect and estimate jointly normal", pkg("mvtnorm"), participants = n) }

# Student's t test: powers of pwr averaged by integrate (a one-sided alternative in the claimed direction)
t_power <- function(d, n, a = 0.025, sd = 1) pwr.t.test(n = n / 2, d = d / sd, sig.level = a, alternative = "greater")$power
for (n in c(24, 128, 600)) row(paste0("t-", n), plan(means(0.5, method = "t"), difference = around(0.5, 0.2)), "attained",
    over(function(x) t_power(0.5 + 0.2 * x, n)), 1e-5, "stats::integrate over pwr::pwr.t.test", pkg("pwr"), participants = n)
log_sd <- function(low, high) function(x) exp((log(low) + log(high)) / 2 + x * log(high / low) / 2 / q)
sd_at <- log_sd(0.8, 1.5)
row("t-sd-128", plan(means(0.5, method = "t"), sd = c(0.8, 1.5)), "attained", over(function(x) t_power(0.5, 128, sd = sd_at(x))), 1e-5,
    "stats::integrate over pwr::pwr.t.test, log-normal standard deviation", pkg("pwr"), participants = 128)
both <- over(function(y) over(function(x) pnorm((0.5 + 0.2 * x) / sd_at(y) * sqrt(200 / 4) - qnorm(0.975))))
row("difference-and-sd-200", plan(means(0.5), difference = around(0.5, 0.2), sd = c(0.8, 1.5)), "attained", both, 1e-5, "nested stats::integrate", base_r, participants = 200)

# a rate with a logit-normal prior
p_at <- function(low, high) function(x) plogis((qlogis(low) + qlogis(high)) / 2 + x * (qlogis(high) - qlogis(low)) / 2 / q)
p <- p_at(0.55, 0.75); p0 <- p_at(0.45, 0.55)
unpooled <- function(p, p0, n) pnorm((p - p0) / sqrt((p * (1 - p) + p0 * (1 - p0)) / (n / 2)) - qnorm(0.975))
for (n in c(120, 300, 1200)) row(paste0("rate-", n), plan(rates(), p_experimental = c(0.55, 0.75)), "attained", over(function(x) unpooled(p(x), 0.5, n)), 1e-5,
    "stats::integrate over the unpooled normal power, logit-normal prior", base_r, participants = n)
row("two-rates-400", plan(rates(), p_experimental = c(0.55, 0.75), p_control = c(0.45, 0.55)), "attained",
    over(function(y) over(function(x) unpooled(p(x), p0(y), 400))), 1e-5, "nested stats::integrate, logit-normal priors", base_r, participants = 400)

# a hazard ratio with a log-normal prior: a harmful one hardly ever succeeds
hazards <- function(ratio, k = 1, goal = superiority(better = "lower"))
  list(kind = "log_rank", goal = goal, hazard_ratio = ratio, survival_control = 0.5, horizon = 12, accrual = 24, follow_up = 12, allocation = k)
had <- function(h) 1 - integrate(function(u) exp(-h * u), 12, 36)$value / 24
survived <- function(x, n, k, limit) { month <- log(2) / 12; events <- n * (k * had(month * exp(x)) + had(month)) / (1 + k); pnorm((limit - x) * sqrt(events * k) / (1 + k) - qnorm(0.975)) }
for (x in list(list("70", 0.7, 0.2, 400, 1, 0, NULL), list("75-wide", 0.75, 0.4, 300, 1, 0, NULL), list("80-2to1", 0.8, 0.15, 900, 2, 0, NULL), list("100-ni", 1, 0.3, 500, 1, log(1.3), non_inferiority(1.3, better = "lower"))))
  row(paste0("hazard-", x[[1]]), plan(hazards(x[[2]], x[[5]], if (is.null(x[[7]])) superiority(better = "lower") else x[[7]]), hazard_ratio = exp(around(log(x[[2]]), x[[3]]))), "attained",
      over(function(y) survived(log(x[[2]]) + x[[3]] * y, x[[4]], x[[5]], x[[6]])), 1e-4, "stats::integrate over Schoenfeld's power, exponential times, uniform entry", base_r, participants = x[[4]])

# rates with beta priors
pooled <- function(p, p0, n) { m <- (p + p0) / 2; pnorm((p - p0 - qnorm(0.975) * sqrt(4 * m * (1 - m) / n)) / sqrt((p * (1 - p) + p0 * (1 - p0)) / (n / 2))) }
chi <- list(kind = "two_proportions", goal = superiority(), p_experimental = 0.45, p_control = 0.3, method = "score")
for (x in list(c(9, 11, 200), c(30, 40, 600))) row(sprintf("beta-%g-%g", x[1], x[2]), plan(chi, p_experimental = list(beta = x[1:2])), "attained",
    integrate(function(p) pooled(p, 0.3, x[3]) * dbeta(p, x[1], x[2]), 0, 1, rel.tol = 1e-9)$value, 1e-4, "stats::integrate over dbeta", base_r, participants = x[3])
row("two-betas", plan(chi, p_experimental = list(beta = c(30, 36)), p_control = list(beta = c(28, 65))), "attained",
    integrate(Vectorize(function(q) integrate(function(p) pooled(p, q, 300) * dbeta(p, 30, 36), 0, 1, rel.tol = 1e-9)$value * dbeta(q, 28, 65)), 0, 1, rel.tol = 1e-8)$value, 1e-4,
    "nested stats::integrate over dbeta", base_r, participants = 300)

# one arm with a beta prior: a beta-binomial chance of enough successes, the exact risk on the wrong side counted
beta_binomial <- function(least, n, a, b) sum(exp(lchoose(n, least:n) + lbeta(a + least:n, b + n - least:n) - lbeta(a, b)))
one_arm <- function(kind, p, p0, ...) list(kind = kind, goal = superiority(1, alpha = 0.025), p_expected = p, p_reference = p0, ...)
for (x in list(c(12, 8, 40, 0.4, 0.6), c(17, 3, 80, 0.7, 0.85), c(4, 6, 60, 0.2, 0.4))) {
  n <- x[3]; count <- 0:n
  row(sprintf("beta-binomial-%g-%g", x[1], x[2]), plan(one_arm("one_proportion", x[5], x[4], method = "exact"), p_expected = list(beta = x[1:2])), "attained",
      beta_binomial(qbinom(0.975, n, x[4]) + 1, n, x[1], x[2]), 1e-4, "beta-binomial tail from the exact critical count", base_r, participants = n)
  least <- min(count[pbeta(x[4], 1 + count, 1 + n - count, lower.tail = FALSE) >= 0.95])
  row(sprintf("beta-binomial-posterior-%g-%g", x[1], x[2]), plan(one_arm("one_proportion_bayes", x[5], x[4], threshold = 0.95), p_expected = list(beta = x[1:2])),
      "attained", beta_binomial(least, n, x[1], x[2]), 1e-4, "beta-binomial tail from the posterior threshold", base_r, participants = n)
}
# 25 per arm, standard deviation 0.25, prior N(0.2, 0.06): the setting of the first example of O'Hagan 2005
error <- 0.25 * sqrt(2 / 25)
row("ohagan-crp", plan(modifyList(means(0.2), list(sd = 0.25, method = "z")), difference = around(0.2, sqrt(0.06))), "attained",
    pnorm((0.2 - qnorm(0.975) * error) / sqrt(0.06 + error^2)), 1e-6, ohagan, base_r, "power of 0.807 at the mean of the prior", participants = 50)
# ---- interim looks: boundaries and maximum size fixed, the truth averaged; rpact's power over a grid of effects, then mvtnorm
looks <- function(inner, information, spending, ...) list(kind = "group_sequential", inner = inner, information = information, spending = spending, ...)
grid <- seq(-8, 8, by = 0.02)
mass <- dnorm(grid) / sum(dnorm(grid))
spending_of <- c(obrien_fleming = "asOF", pocock = "asP", obrien_fleming_classical = "OF", pocock_classical = "P")
rpact_average <- function(information, spending, mean, sd, n, futility = NULL, binding = FALSE, k = 1) {
  more <- if (is.null(futility)) list() else list(futilityBounds = futility, bindingFutility = binding)
  design <- do.call(getDesignGroupSequential, c(list(informationRates = information, alpha = 0.025, sided = 1, typeOfDesign = spending_of[[spending]]), more))
  sum(mass * getPowerMeans(design, alternative = mean + sd * grid, stDev = 1, normalApproximation = TRUE, maxNumberOfSubjects = n, allocationRatioPlanned = k)$overallReject)
}
thirds <- c(1, 2, 3) / 3
for (x in list(list("of-half", c(0.5, 1), "obrien_fleming", 0.3, 0.1, 400), list("of-half-wide", c(0.5, 1), "obrien_fleming", 0.2, 0.3, 300),
               list("pocock-thirds", thirds, "pocock", 0.3, 0.1, 500), list("of-classical-fifths", 1:5 / 5, "obrien_fleming_classical", 0.4, 0.15, 260),
               list("pocock-classical", c(0.5, 1), "pocock_classical", 0.05, 0.5, 1000)))
  row(paste0("looks-", x[[1]]), plan(looks(means(x[[4]]), x[[2]], x[[3]]), difference = around(x[[4]], x[[5]])), "attained",
      rpact_average(x[[2]], x[[3]], x[[4]], x[[5]], x[[6]]), 1e-5, "rpact::getPowerMeans averaged over a grid of effects", pkg("rpact"), participants = x[[6]])
row("looks-2to1", plan(looks(means(0.3, k = 2), thirds, "obrien_fleming"), difference = around(0.3, 0.1)), "attained",
    rpact_average(thirds, "obrien_fleming", 0.3, 0.1, 510, k = 2), 1e-5, "rpact::getPowerMeans averaged over a grid of effects", pkg("rpact"), participants = 510)
row("looks-futility", plan(looks(means(0.3), thirds, "obrien_fleming", futility = c(0, 0.5)), difference = around(0.3, 0.15)), "attained",
    rpact_average(thirds, "obrien_fleming", 0.3, 0.15, 450, c(0, 0.5)), 1e-5, "rpact::getPowerMeans averaged over a grid of effects", pkg("rpact"), participants = 450)
row("looks-futility-binding", plan(looks(means(0.3), thirds, "obrien_fleming", futility = c(0, 0.5), futility_rule = "binding"), difference = around(0.3, 0.15)), "attained",
    rpact_average(thirds, "obrien_fleming", 0.3, 0.15, 450, c(0, 0.5), TRUE), 1e-5, "rpact::getPowerMeans averaged over a grid of effects", pkg("rpact"), participants = 450)

# a believed drift makes the statistics of the looks jointly normal: mean m sqrt(t), covariance sqrt(min/max) + s^2 sqrt(t u)
mvt_average <- function(information, bounds, m, s) {
  cov <- outer(information, information, function(t, u) sqrt(pmin(t, u) / pmax(t, u)) + s^2 * sqrt(t * u))
  1 - pmvnorm(upper = bounds, mean = m * sqrt(information), sigma = cov, algorithm = Miwa(steps = 512))[1]
}
for (x in list(list("half", c(0.5, 1), 0.3, 0.1, 400), list("thirds", thirds, 0.2, 0.3, 300))) {
  bounds <- getDesignGroupSequential(informationRates = x[[2]], alpha = 0.025, sided = 1, typeOfDesign = "asOF")$criticalValues
  row(paste0("looks-mvtnorm-", x[[1]]), plan(looks(means(x[[3]]), x[[2]], "obrien_fleming"), difference = around(x[[3]], x[[4]])), "attained",
      mvt_average(x[[2]], bounds, x[[3]] * sqrt(x[[5]]) / 2, x[[4]] * sqrt(x[[5]]) / 2), 1e-5, "mvtnorm::pmvnorm, statistics of the looks jointly normal with a believed effect", pkg("mvtnorm"), participants = x[[5]])
}
# gsDesign's probability of success (its own example, then others): the drift at its maximum information, spread over 400 participants
hsd <- list(spending = "hwang_shih_decani", gamma = -4, futility_spending = "hwang_shih_decani", futility_gamma = -2, beta = 0.1)
for (x in list(list("example", 1:5 / 5, hsd, 3.401758105129, 0.75, 0.5, 0.595476989373), list("default", thirds, hsd, 3.352866750963, 0.5, 0.5, 0.427522956334),
               list("of", thirds, list(spending = "obrien_fleming"), 3.260668967039, 0.9, 0.4, 0.720224721425),
               list("binding", 1:4 / 4, list(spending = "pocock", futility_spending = "kim_demets", futility_rho = 2, beta = 0.2, futility_rule = "binding"), 3.100923919098, 1, 0.3, 0.737062003859))) {
  d <- 2 * x[[4]] / sqrt(400)
  row(paste0("looks-gsdesign-", x[[1]]), plan(do.call(looks, c(list(means(x[[5]] * d), x[[2]]), x[[3]])), difference = around(x[[5]] * d, x[[6]] * d)), "attained",
      x[[7]], 1e-5, "gsDesign::gsPOS over normalGrid", frozen("R gsDesign", "3.11.0.9003"), participants = 400)
}
# the size for a target
row("looks-size", plan(looks(means(0.3), c(0.5, 1), "obrien_fleming"), difference = around(0.3, 0.1)), "exact_total",
    root(function(n) rpact_average(c(0.5, 1), "obrien_fleming", 0.3, 0.1, n) - 0.8, 300, 700), 0.01, "rpact::getPowerMeans averaged over a grid of effects, uniroot", pkg("rpact"), target = 0.8)
# a hazard ratio, log-normal: as many events as it gives, looks at shares of them
survival_average <- function(ratio, sd, n, information) {
  design <- getDesignGroupSequential(informationRates = information, alpha = 0.025, sided = 1, typeOfDesign = "asOF")
  month <- log(2) / 12
  logs <- log(ratio) + sd * grid
  events <- n * (sapply(month * exp(logs), had) + had(month)) / 2
  stop <- sapply(-logs * sqrt(events) / 2, function(drift) 1 - pmvnorm(upper = design$criticalValues, mean = drift * sqrt(information),
    corr = outer(information, information, function(t, u) sqrt(pmin(t, u) / pmax(t, u))), algorithm = Miwa(steps = 512))[1])
  sum(mass * stop)
}
row("looks-hazard", plan(looks(hazards(0.7), thirds, "obrien_fleming"), hazard_ratio = exp(around(log(0.7), 0.2))), "attained",
    survival_average(0.7, 0.2, 450, thirds), 2e-4, "mvtnorm::pmvnorm over a grid of hazard ratios, Schoenfeld's drift, exponential times", pkg("mvtnorm"), participants = 450)

# ---- the shared tables
row("peer-as-02", plan(means(), difference = around(0.3, 0.1)), "exact_total", 2 * 225.8621461228, 0.001, ohagan, peers("own R", "as-02"), "225.862 per arm", target = 0.8)
row("peer-128", plan(means(0.5), difference = around(0.5, 0.2)), "attained", 0.7174, 0.00005, ohagan, frozen("Python NumPy, Gauss-Hermite", "shared stats_peers"), "four printed decimals", participants = 128)
write_rows()
