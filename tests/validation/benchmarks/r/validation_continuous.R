# Validating a model of a continuous outcome: Archer's example, its formulas by uniroot, regressions drawn by base R.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(r2, sd, mean_width, r2_width = 0.1, slope = 1, k = 1.1, conf = 0.95)
  list(kind = "validation_continuous", goal = precision(conf), r2 = r2, sd = sd, mean_width = mean_width, r2_width = r2_width, slope = slope,
       margin_ratio = k)
archer <- "Archer 2021, 10.1002/sim.8766"
z <- function(conf) qnorm((1 + conf) / 2)
row("fat-free-mass", plan(0.9, sqrt(0.089), 0.08), "total", 235, 0, paste(archer, "; help page of pmvalsampsize (Stata): the residual variance"),
    frozen("pmvalsampsize help page", "0.2.1"), target = 0.2)
# each criterion alone, the standard errors of the paper by uniroot
errors <- list(slope = function(n, r, s, l) l * sqrt((1 - r) / (r * (n - 1))), r2 = function(n, r, s, l) sqrt(4 * r * (1 - r)^2 / n),
               mean = function(n, r, s, l) s * sqrt((1 - r) / n))
alone <- function(which, r, s, l, width, conf) root(function(n) log(2 * z(conf) * errors[[which]](n, r, s, l) / width), 2, 1e8)
for (x in list(c(0.3, 10, 1, 0.3, 0.95), c(0.6, 12, 0.9, 0.1, 0.9), c(0.1, 3, 1.1, 0.8, 0.99)))
  row(sprintf("slope-%g", x[1]), plan(x[1], x[2], 100, 0.99, x[3], 1.9, x[5]), "exact_total", alone("slope", x[1], x[2], x[3], x[4], x[5]), 0.01, archer, base_r, target = x[4])
for (x in list(c(0.3, 0.1), c(0.5, 0.05), c(0.85, 0.1)))
  row(sprintf("r2-%g", x[1]), plan(x[1], 5, 100, x[2], k = 1.9), "exact_total", alone("r2", x[1], 5, 1, x[2], 0.95), 0.01, archer, base_r, target = 2)
for (x in list(c(0.9, sqrt(0.089), 0.01), c(0.4, 15, 2)))
  row(sprintf("mean-%g", x[1]), plan(x[1], x[2], x[3], 0.99, k = 1.9), "exact_total", alone("mean", x[1], x[2], 1, x[3], 0.95), 0.01, archer, base_r, target = 2)
# the mean width of the interval of a slope fitted by lm on patients drawn
set.seed(20261123)
widths <- replicate(4000, {x <- rnorm(150, sd = sqrt(0.4)); y <- x + rnorm(150, sd = sqrt(0.6)); 2 * z(0.95) * coef(summary(lm(y ~ x)))[2, 2]})
row("lm-150", plan(0.4, 1, 100, 0.99, k = 1.9), "attained", mean(widths), 0.006, "mean width over 4,000 regressions", base_r, "Monte Carlo", participants = 150)
write_rows()
