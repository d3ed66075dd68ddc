# Repeated measures: summaries over visits, dropout, random slopes. longpower 1.0.27 frozen (normal approximation).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(nlme) })

plan <- function(d, sd, visits, target = "last", structure = "compound_symmetry", r = NULL, listed = NULL, baseline = "none", method = "t",
                 goal = superiority(), retained = NULL, sd_slope = 0, k = 1)
  list(kind = "repeated_measures", goal = goal, target = target, difference = d, sd = sd, visits = visits, structure = structure, correlation = r,
       correlations = as.list(listed), baseline = baseline, sd_slope = sd_slope, retained = as.list(retained), allocation = k, method = method)

# ---- summary variances by matrix algebra, their tests by rpact
cs <- function(m, r) { x <- matrix(r, m, m); diag(x) <- 1; x }
ar <- function(m, r) r^abs(outer(1:m, 1:m, "-"))
size <- function(id, variance, p, target, bound = 0, normal = FALSE) {
  n <- getSampleSizeMeans(alternative = abs(p$difference), thetaH0 = bound, stDev = sqrt(variance), alpha = tail_alpha(p$goal), sided = 1, beta = 1 - target, allocationRatioPlanned = p$allocation, normalApproximation = normal)$nFixed
  row(id, p, "exact_total", n, 0.01, "rpact getSampleSizeMeans on the standard deviation of the summary (matrix algebra)", pkg("rpact"), target = target)
}
size("mean-cs", 144 * mean(cs(4, 0.6)), plan(5, 12, 1:4, "mean", r = 0.6), 0.8)
size("mean-ar1-2to1", 144 * mean(ar(3, 0.7)), plan(4, 12, c(1, 3, 6), "mean", "ar1", 0.7, k = 2), 0.9)
w <- c(rep(1 / 3, 3), -1); size("mean-change", 100 * drop(w %*% cs(4, 0.5) %*% w), plan(3, 10, 1:3, "mean", r = 0.5, baseline = "change"), 0.8)
t <- c(0, 1, 2, 4); w <- (t - mean(t)) / sum((t - mean(t))^2)
size("slope-ar1", 144 * drop(w %*% ar(4, 0.7) %*% w), plan(1.5, 12, t, "slope", "ar1", 0.7), 0.99)
size("last-z", 144, plan(5, 12, c(1, 3), "last", r = 0.5, method = "z"), 0.8, normal = TRUE)
size("ni-mean", 144 * mean(cs(3, 0.5)), plan(0, 12, 1:3, "mean", r = 0.5, goal = non_inferiority(3)), 0.8, bound = -3)

# ---- longpower, frozen
longpower <- frozen("R longpower", "1.0.27")
mmrm <- "longpower::power.mmrm (Lu, Luo and Chen 2008), normal approximation"
row("mmrm-cs", plan(5, 12, 1:3, r = 0.6, method = "z", retained = c(0.95, 0.9, 0.8)), "exact_total", 210.938229762, 0.01, mmrm, longpower, target = 0.8)
row("mmrm-ar1", plan(3, 10, 1:4, "last", "ar1", 0.7, method = "z", retained = c(1, 0.9, 0.85, 0.7)), "exact_total", 596.017039257, 0.01, mmrm, longpower, target = 0.9)
row("mmrm-ar1-2to1", plan(3, 10, 1:4, "last", "ar1", 0.7, method = "z", retained = c(1, 0.9, 0.85, 0.7), k = 2), "exact_total", 500.867271411, 0.01, mmrm, longpower, target = 0.8)
row("mmrm-ar1-short", plan(3, 8, 1:3, "last", "ar1", 0.5, method = "z", retained = c(1, 0.9, 0.8)), "exact_total", 269.768903462, 0.01, "longpower::power.mmrm.ar1", longpower, target = 0.8)
row("diggle", plan(1, 12, t, "slope", r = 0.6, method = "z"), "exact_total", 206.672216091, 0.01, "longpower::diggle.linear.power", longpower, target = 0.8)
row("edland", plan(1, 12, t, "slope", r = 0.6, method = "z", sd_slope = 1.5), "exact_total", 277.3121337, 0.01, "longpower::edland.linear.power, random slopes", longpower, target = 0.8)

# ---- the mixed model by REML (nlme::gls, unstructured), simulated with dropout
set.seed(3)
gls_power <- function(n, d, sd, R, seen, trials, df) {
  m <- ncol(R); root <- chol(R); hits <- 0
  frame <- data.frame(id = rep(1:n, each = m), visit = rep(1:m, n), arm = rep(rep(0:1, each = n / 2), each = m)); frame$v <- factor(frame$visit)
  for (i in 1:trials) {
    frame$y <- as.vector(t(sd * matrix(rnorm(n * m), n) %*% root)) + d * frame$arm * frame$visit / m
    here <- frame[rep(runif(n), each = m) < seen[frame$visit], ]
    f <- try(gls(y ~ 0 + v + v:arm, here, correlation = corSymm(form = ~ visit | id), weights = varIdent(form = ~ 1 | v)), silent = TRUE)
    if (inherits(f, "try-error")) next
    s <- summary(f)$tTable; hits <- hits + (s[nrow(s), "t-value"] > qt(0.975, df))
  }
  hits / trials
}
p <- gls_power(60, 8, 10, ar(3, 0.7), c(0.95, 0.85, 0.75), 1500, 43)
row("gls-dropout-60", plan(8, 10, 1:3, "last", "ar1", 0.7, retained = c(0.95, 0.85, 0.75)), "attained", p, 0.035,
    "1,500 simulated trials analysed by nlme::gls (REML, unstructured), 43 degrees of freedom, three Monte Carlo errors", pkg("nlme"), participants = 60)
write_rows()
