# Analysis of covariance: power averaged over the imbalance of normal covariates (Shieh 2020), mean imbalance, naive t, normal.
# Frozen rows: Superpower 0.2.4, pwr_ancova_shieh (the author's integration, cut at 1e-5) and pwr_ancova_keppel.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

plan <- function(d, sd, r2, q = 1, method = "exact", goal = superiority(), k = 1)
  list(kind = "ancova", goal = goal, difference = d, sd = sd, r_squared = r2, covariates = q, allocation = k, method = method)
low <- superiority(better = "lower")

# ---- 1 / (1 + D) is beta ((N - q - 1) / 2, q / 2); integrated over its quantiles
shieh <- function(n, shift, sd, r2, q, k, a) {
  se <- sd * sqrt((1 - r2) * (1 + k)^2 / (k * n)); df <- n - 2 - q; t <- qt(1 - a, df)
  over <- function(u) pt(t, df, shift / se * sqrt(qbeta(u, (n - q - 1) / 2, q / 2)), lower.tail = FALSE)
  integrate(over, 0, 1, rel.tol = 1e-10, subdivisions = 2000)$value
}
text <- "non-central t averaged over the beta law of the imbalance (Shieh 2020, Psychometrika 85:101-120), own integration"
for (x in list(list("40", 40, 5, 12, 0.36, 1, 1, superiority()), list("six-covariates-30", 30, 10, 12, 0.5, 6, 1, superiority()), list("2to1-90", 90, -5, 12, 0.3, 2, 2, low),
               list("tiny-12", 12, 15, 10, 0.5, 1, 1, superiority()), list("ni-120", 120, -1, 12, 0.5, 3, 0.5, non_inferiority(5)), list("large-2000", 2000, 1, 12, 0.5, 4, 1, superiority()))) {
  bound <- if (x[[8]]$kind == "superiority") 0 else x[[8]]$margin
  sign <- if (x[[8]]$better == "higher") 1 else -1
  row(paste0("shieh-", x[[1]]), plan(x[[3]], x[[4]], x[[5]], x[[6]], "exact", x[[8]], x[[7]]), "attained",
      shieh(x[[2]], sign * x[[3]] + bound, x[[4]], x[[5]], x[[6]], x[[7]], tail_alpha(x[[8]])), 1e-6, text, base_r, participants = x[[2]])
}
n <- root(function(n) shieh(n, 5, 12, 0.36, 1, 1, 0.025) - 0.9, 20, 1000)
row("shieh-size", plan(5, 12, 0.36), "exact_total", n, 0.01, text, base_r, target = 0.9)
n <- root(function(n) shieh(n, 12, 12, 0.5, 4, 1, 0.025) - 0.99, 12, 1000)
row("shieh-size-99", plan(12, 12, 0.5, 4), "exact_total", n, 0.01, text, base_r, target = 0.99)

# ---- Superpower: F test of two groups, both tails
superpower <- frozen("R Superpower", "0.2.4")
row("superpower-40", plan(5, 12, 0.36, 1, k = 1), "attained", 0.35348615, 5e-4, "Superpower pwr_ancova_shieh", superpower, "counts the far tail", participants = 40)
row("superpower-six-covariates-30", plan(10, 12, 0.5, 6, k = 1), "attained", 0.77887454, 5e-5, "Superpower pwr_ancova_shieh", superpower, participants = 30)
row("superpower-2to1-90", plan(5, 12, 0.3, 2, k = 2), "attained", 0.58573593, 5e-4, "Superpower pwr_ancova_shieh", superpower, "its integration leaves out 1e-5 at the end where the beta density is 43", participants = 90)
row("superpower-naive-60", plan(8, 12, 0.4, 2, "t"), "attained", 0.90585947, 1e-5, "Superpower pwr_ancova_keppel", superpower, participants = 60)

# ---- analysis of covariance by lm, simulated
set.seed(20)
lm_power <- function(n, d, sd, r2, q, trials) {
  arm <- rep(0:1, each = n / 2); hits <- 0
  for (i in 1:trials) {
    x <- matrix(rnorm(n * q), n); y <- d * arm + sd * (sqrt(r2 / q) * rowSums(x) + sqrt(1 - r2) * rnorm(n))
    z <- cbind(1, arm, x); f <- .lm.fit(z, y); s2 <- sum(f$residuals^2) / (n - 2 - q)
    hits <- hits + (f$coefficients[2] / sqrt(s2 * chol2inv(chol(crossprod(z)))[2, 2]) > qt(0.975, n - 2 - q))
  }
  hits / trials
}
row("lm-30", plan(10, 12, 0.5, 6), "attained", lm_power(30, 10, 12, 0.5, 6, 40000), 0.0075, "40,000 simulated trials analysed by least squares, three Monte Carlo errors", base_r, participants = 30)

# ---- normal: rpact on the residual standard deviation
for (x in list(c(5, 12, 0.36, 1, 0.9), c(5, 12, 0.5, 2, 0.8))) {
  n <- getSampleSizeMeans(alternative = x[1], stDev = x[2] * sqrt(1 - x[3]), alpha = 0.025, sided = 1, beta = 1 - x[5], allocationRatioPlanned = x[4], normalApproximation = TRUE)$nFixed
  row(sprintf("rpact-z-%s", x[3]), plan(x[1], x[2], x[3], 1, "z", k = x[4]), "exact_total", n, 0.01, "rpact getSampleSizeMeans(normalApproximation = TRUE) on sd sqrt(1 - R^2)", pkg("rpact"), target = x[5])
}
# ---- published
row("peer-naive", plan(5, 12, 0.36, method = "t"), "attained", 0.36105045205, 1e-6, "own R, no imbalance", peers("own R", "4.x"), "id m-ancova-margin-exact", participants = 40)
row("peer-imbalance", plan(5, 12, 0.36, method = "expected"), "attained", 0.35291119367, 1e-6, "own R, variance times 1 + 1/(2n - 4)", peers("own R", "4.x"), "id m-ancova-margin-exact; simulated 0.35298 (SE 0.0015)", participants = 40)
write_rows()
