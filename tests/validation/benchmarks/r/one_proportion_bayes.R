# One proportion by Bayes: every count tried with pbeta in base R; Hmisc and the exact test at limit priors.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(Hmisc))

plan <- function(p0, p1, a = 1, b = 1, threshold = NULL, goal = superiority(1, alpha = 0.025), rule = "posterior")
  c(list(kind = "one_proportion_bayes", goal = goal, p_expected = p1, p_reference = p0, prior_a = a, prior_b = b), list(threshold = threshold), list(rule = rule))
needed <- function(n, p0, a, b, g) { x <- 0:n; min(c(x[pbeta(p0, a + x, b + n - x, lower.tail = FALSE) >= g], n + 1)) }
power <- function(n, p0, p1, a, b, g) pbinom(needed(n, p0, a, b, g) - 1, n, p1, lower.tail = FALSE)
text <- "smallest count with pbeta(p0, a + x, b + n - x) beyond the threshold, then pbinom"
for (x in list(c(0.8, 0.9, 1, 1, 0.975, 0.8), c(0.5, 0.7, 0.5, 0.5, 0.95, 0.9), c(0.2, 0.4, 3, 9, 0.9, 0.8), c(0.97, 0.99, 20, 1, 0.99, 0.8), c(0.4, 0.9, 0.5, 0.5, 0.99, 0.5), c(0.3, 0.5, 6, 14, 0.975, 0.99))) {
  id <- paste(x, collapse = "-"); p <- plan(x[1], x[2], x[3], x[4], x[5]); reached <- sapply(1:1500, power, x[1], x[2], x[3], x[4], x[5])
  row(paste0("first-", id), p, "first", which(reached >= x[6])[1], 0, text, base_r, target = x[6])
  row(paste0("safe-", id), p, "safe", max(which(reached < x[6])) + 1, 0, text, base_r, target = x[6])
}
row("power-133", plan(0.8, 0.9, 18, 2, 0.975), "attained", power(133, 0.8, 0.9, 18, 2, 0.975), 1e-9, text, base_r, participants = 133)

# ---- the same by quantiles of the posterior
by_quantile <- function(n, p0, p1, a, b, g) { x <- 0:n; r <- min(c(x[qbeta(1 - g, a + x, b + n - x) >= p0], n + 1)); pbinom(r - 1, n, p1, lower.tail = FALSE) }
row("quantile-60", plan(0.5, 0.7), "attained", by_quantile(60, 0.5, 0.7, 1, 1, 0.975), 1e-9, "lower credible bound by qbeta beyond the reference", base_r, participants = 60)

# ---- limit prior beta(0, 1): the credible bound is Clopper and Pearson's (Hmisc), the rule is the exact test
clopper <- function(n, p0, p1) { x <- 0:n; low <- binconf(x, n, alpha = 0.05, method = "exact")[, "Lower"]; pbinom(min(x[low >= p0]) - 1, n, p1, lower.tail = FALSE) }
for (n in c(60, 113, 200))
  row(paste0("hmisc-", n), plan(0.8, 0.9, 1e-9, 1), "attained", clopper(n, 0.8, 0.9), 1e-6, "Hmisc::binconf(method = \"exact\"): lower bound beyond 0.8", pkg("Hmisc"), "prior beta(0, 1)", participants = n)
for (x in list(c(0.85, 0.92, 200), c(0.8, 0.9, 140), c(0.75, 0.85, 200)))
  row(paste0("calibrated-", x[3], "-", x[1]), plan(x[1], x[2], 50, 5, rule = "calibrated"), "attained",
      pbinom(qbinom(0.025, x[3], x[1], lower.tail = FALSE), x[3], x[2], lower.tail = FALSE), 1e-9, "exact binomial test by qbinom and pbinom", base_r,
      "a favourable prior under the calibrated rule: the exact test", participants = x[3])
write_rows()
