# The peers in R, timed by R itself: prints "name <tab> seconds", or "name <tab> - <tab> why not".
# Arguments: name=size pairs, the sizes found by Preuve.
given <- strsplit(commandArgs(TRUE), "=")
size <- setNames(as.numeric(sapply(given, `[`, 2)), sapply(given, `[`, 1))
say <- function(name, value, why = "") cat(name, value, why, sep = "\t", "\n")

# seconds of one call; f(i) is called for i = 1..times, after one warm-up, and does `per` trials
each <- function(name, package, times, f, per = 1) {
  if (!requireNamespace(package, quietly = TRUE)) return(say(name, "-", paste("R package", package, "is not installed")))
  done <- 0
  tried <- try(suppressMessages(suppressWarnings({
    f(1)
    started <- Sys.time()
    repeat {  # until it can be told from the resolution of the clock
      for (i in seq_len(times)) f(i)
      done <- done + times
      spent <- as.numeric(difftime(Sys.time(), started, units = "secs"))
      if (spent > 0.25) break
    }
  })), silent = TRUE)
  if (inherits(tried, "try-error")) return(say(name, "-", gsub("\\s+", " ", conditionMessage(attr(tried, "condition")))))
  say(name, spent / done / per)
}
along <- function(kind, points) round(seq(size[[kind]] / 4, 2 * size[[kind]], length.out = points) / 4) * 4

# one solve
each("solve two_means rpact", "rpact", 20, function(i)
  rpact::getSampleSizeMeans(alternative = 0.5, alpha = 0.05, sided = 2, beta = 0.2))
each("solve two_means pwr", "pwr", 50, function(i) pwr::pwr.t.test(d = 0.5, sig.level = 0.05, power = 0.8))
each("solve two_proportions rpact", "rpact", 20, function(i)
  rpact::getSampleSizeRates(pi1 = 0.4, pi2 = 0.25, alpha = 0.05, sided = 2, beta = 0.2))
each("solve log_rank rpact", "rpact", 10, function(i)
  rpact::getSampleSizeSurvival(hazardRatio = 0.7, lambda2 = 0.0577622650, accrualTime = c(0, 24), followUpTime = 12,
    dropoutRate1 = 0.05, dropoutRate2 = 0.05, dropoutTime = 12, alpha = 0.05, sided = 2, beta = 0.2))

# the C statistic of a model to its Cox-Snell R2, by a million people drawn and a regression, as pmsampsize 1.1.3 does
each("solve prediction_development_binary pmsampsize's draw", "stats", 1, function(i) {
  event <- rep(0:1, c(7e5, 3e5))
  x <- rnorm(1e6) + sqrt(2) * qnorm(0.7) * event
  fit <- glm(event ~ x, family = binomial)
  r2 <- 1 - exp((fit$deviance - fit$null.deviance) / 1e6)
  5 / ((0.75 - 1) * log(1 - r2 / 0.75))
})

# one point of a grid of sizes: the power there, or the width
n <- along("two_means", 200)
each("grid two_means pwr", "pwr", 200, function(i) pwr::pwr.t.test(n = n[i] / 2, d = 0.5, sig.level = 0.05)$power)
each("grid two_means rpact", "rpact", 20, function(i)
  rpact::getPowerMeans(alternative = 0.5, stDev = 1, alpha = 0.05, sided = 2, maxNumberOfSubjects = n[10 * i]))
p <- along("two_proportions", 200)
each("grid two_proportions rpact", "rpact", 20, function(i)
  rpact::getPowerRates(pi1 = 0.4, pi2 = 0.25, alpha = 0.05, sided = 2, maxNumberOfSubjects = p[10 * i]))
each("grid two_proportions epiR", "epiR", 200, function(i)
  epiR::epi.sscohortc(irexp1 = 0.4, irexp0 = 0.25, n = p[i], power = NA, r = 1, sided.test = 2, conf.level = 0.95))
o <- along("ordinal_shift", 200)
shares <- c(0.08448276, 0.17662835, 0.28888889, 0.45)
each("grid ordinal_shift Hmisc", "Hmisc", 200, function(i) Hmisc::popower(shares, 1.5, o[i]))
a <- along("auc_paired", 200)
binormal <- list(A1 = 1.3273, B1 = 0.8, A2 = 0.6716, B2 = 0.8, rn = 0.4, ra = 0.4, delta = 0.15)
each("grid auc_paired pROC", "pROC", 200, function(i)
  pROC::power.roc.test(binormal, ncases = round(a[i] / 3), ncontrols = round(2 * a[i] / 3), sig.level = 0.05))
s <- along("log_rank", 200)
each("grid log_rank rpact", "rpact", 10, function(i)
  rpact::getPowerSurvival(hazardRatio = 0.7, lambda2 = 0.0577622650, accrualTime = c(0, 24), alpha = 0.05, sided = 2,
    directionUpper = FALSE, dropoutRate1 = 0.05, dropoutRate2 = 0.05, dropoutTime = 12, maxNumberOfSubjects = s[20 * i],
    maxNumberOfEvents = round(s[20 * i] * 0.55)))
cl <- along("cluster_means", 200)
each("grid cluster_means epiR, normal", "epiR", 200, function(i)
  epiR::epi.sscompc(treat = 0.25, control = 0, n = cl[i], sigma = 1, power = NA, r = 1, design = 1.95, sided.test = 2,
    conf.level = 0.95))
b <- along("bland_altman", 200)
each("grid bland_altman base R", "stats", 200, function(i) {
  n <- b[i]
  k <- qt(0.975, n - 1, 1.959964 * sqrt(n)) / sqrt(n)
  integrate(function(s) 2 * (n - 1) * s * dchisq((n - 1) * s^2, n - 1) *
    pmax(pnorm((8 / 3.3 - k * s) * sqrt(n)) - pnorm((k * s - 8 / 3.3) * sqrt(n)), 0), 0, 8 / 3.3 / k)$value
})

each("grid validation_slope base R", "stats", 200, function(i) {  # the three integrals, as sampsizeval does
  moment <- function(k) integrate(function(x) x^k * plogis(x) * plogis(-x) * dnorm(x, -1, 1), -Inf, Inf)$value
  m <- c(moment(0), moment(1), moment(2))
  3.92 * sqrt(m[1] / (m[1] * m[3] - m[2]^2) / (100 + i))
})

# one simulated trial, data and analysis
set.seed(1)
new <- round(size[["validation_slope"]])
each("simulate validation_slope R glm", "stats", 100, function(i) {
  x <- rnorm(new, -1)
  summary(glm(rbinom(new, 1, plogis(x)) ~ x, family = binomial))$coefficients[2, 1:2]
})
cases <- round(size[["auc_paired"]] / 3)
each("simulate auc_paired pROC", "pROC", 50, function(i) {
  sick <- rep(1:0, c(cases, 2 * cases))
  one <- rnorm(3 * cases) + sick
  two <- 0.5 * one + rnorm(3 * cases)
  pROC::roc.test(sick, one, two, method = "delong", direction = "<", quiet = TRUE, levels = 0:1)
})
half <- round(size[["log_rank"]] / 2)
each("simulate log_rank R survdiff", "survival", 200, function(i) {
  arm <- rep(0:1, each = half)
  t <- rexp(2 * half, 0.05776 * 0.7^arm)
  end <- runif(2 * half, 12, 36)
  survival::survdiff(survival::Surv(pmin(t, end), t <= end) ~ arm)
})
each("simulate log_rank rpact", "rpact", 1, per = 10000, f = function(i)
  rpact::getSimulationSurvival(hazardRatio = 0.7, lambda2 = 0.05776, accrualTime = c(0, 24), directionUpper = FALSE,
    maxNumberOfSubjects = 2 * half, plannedEvents = round(1.1 * half), maxNumberOfIterations = 10000, seed = 1))
