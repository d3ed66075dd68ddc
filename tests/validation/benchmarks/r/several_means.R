# Several arms against a control: Dunnett's critical value and joint power by mvtnorm (multivariate t), Bonferroni by base R.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(mvtnorm); library(multcomp); library(rpact) })

plan <- function(d, sd, k, success = "named", procedure = "dunnett", others = NULL, r = 1, method = "t", goal = superiority(), variance = "all")
  list(kind = "several_means", goal = goal, experimental_arms = k, difference = d, other_differences = as.list(others), sd = sd, success = success,
       procedure = procedure, variance = variance, control_ratio = r, method = method)
exactly <- GenzBretz(abseps = 2e-5, maxpts = 1e5)

# ---- mvtnorm
power <- function(n, p) {
  k <- p$experimental_arms; r <- p$control_ratio; each <- n / (k + r); df <- if (p$method == "z") 0 else n - k - 1
  d <- c(p$difference, if (length(p$other_differences)) unlist(p$other_differences) else rep(p$difference, k - 1))
  bound <- if (p$goal$kind == "superiority") 0 else p$goal$margin; sign <- if (p$goal$better == "higher") 1 else -1
  shift <- (sign * d + bound) / (p$sd * sqrt((1 + 1 / r) / each)); R <- matrix(1 / (1 + r), k, k); diag(R) <- 1; set.seed(1)
  two <- p$goal$kind == "superiority" && p$goal$sides == 2
  c <- if (p$procedure == "dunnett") qmvt(1 - p$goal$alpha, tail = if (two) "both.tails" else "lower.tail", df = df, corr = R, algorithm = exactly)$quantile
       else qt(1 - tail_alpha(p$goal) / (if (p$procedure == "bonferroni") k else 1), if (df) df else Inf)
  law <- function(lower, upper) if (df) pmvt(lower, upper, df = df, delta = shift, corr = R, type = "Kshirsagar", algorithm = exactly)[1] else pmvnorm(lower, upper, mean = shift, corr = R, algorithm = exactly)[1]
  switch(p$success, any = 1 - law(rep(-Inf, k), rep(c, k)), all = law(rep(c, k), rep(Inf, k)), named = 1 - law(rep(-Inf, k), c(c, rep(Inf, k - 1))))
}
low <- superiority(better = "lower")
for (x in list(list("named-99", 99, plan(10, 13, 2)), list("any-60", 60, plan(6, 10, 3, "any")), list("all-150", 150, plan(6, 10, 4, "all", r = 2)),
               list("any-lower-120", 120, plan(-6, 10, 3, "any", others = c(0, -3), r = 1.5, goal = low)), list("tiny-18", 18, plan(12, 8, 2, "any")),
               list("ni-all-120", 120, plan(-1, 10, 2, "all", goal = non_inferiority(6))), list("one-sided-90", 90, plan(6, 10, 2, goal = superiority(1))),
               list("bonferroni-all-90", 90, plan(7, 10, 3, "all", "bonferroni")), list("z-any-80", 80, plan(6, 10, 3, "any", method = "z"))))
  row(paste0("mvt-", x[[1]]), x[[3]], "attained", power(x[[2]], x[[3]]), 5e-4, "mvtnorm::qmvt for the critical value, pmvt (Kshirsagar) for the power", pkg("mvtnorm"), participants = x[[2]])

# ---- one comparison at a known level: base R
at <- function(n, d, sd, k, r, a) pt(qt(1 - a, n - k - 1), n - k - 1, d / (sd * sqrt((1 + 1 / r) * (k + r) / n)), lower.tail = FALSE)
row("bonferroni-named", plan(6, 10, 3, procedure = "bonferroni", r = 2), "exact_total", root(function(n) at(n, 6, 10, 3, 2, 0.025 / 3) - 0.9, 12, 2000), 0.01,
    "non-central t on N - k - 1 degrees of freedom at alpha / k", base_r, target = 0.9)
n <- getSampleSizeMeans(alternative = 6, stDev = 10, alpha = 0.025 / 2, sided = 1, beta = 0.2, normalApproximation = TRUE)$nFixed * 3 / 2
row("rpact-bonferroni-z", plan(6, 10, 2, procedure = "bonferroni", method = "z"), "exact_total", n, 0.01, "rpact getSampleSizeMeans of two arms at alpha / 2, times 3 / 2", pkg("rpact"), target = 0.8)

# ---- multcomp::glht on simulated trials
set.seed(4)
frame <- data.frame(arm = factor(rep(0:2, each = 25))); hits <- 0; trials <- 400
R <- matrix(0.5, 2, 2) + diag(0.5, 2); c <- qmvt(0.95, tail = "both.tails", df = 72, corr = R)$quantile
for (i in 1:trials) {
  frame$y <- rnorm(75, c(0, 8, 8)[frame$arm], 10)
  hits <- hits + any(summary(glht(aov(y ~ arm, frame), linfct = mcp(arm = "Dunnett")), test = adjusted("none"))$test$tstat > c)
}
row("glht-any-75", plan(8, 10, 2, "any"), "attained", hits / trials, 0.06, "400 simulated trials analysed by multcomp::glht (Dunnett contrasts), three Monte Carlo errors", pkg("multcomp"), participants = 75)
# ---- published
row("paper-egbring", plan(10, 13, 2, procedure = "none", goal = superiority(alpha = 0.016), variance = "pair"), "total", 150, 0, "Egbring et al. 2016 J Med Internet Res, 10.2196/jmir.6414", published("P26"),
    "50 per group, alpha 0.05 / 3 printed 0.016", target = 0.91)
write_rows()
