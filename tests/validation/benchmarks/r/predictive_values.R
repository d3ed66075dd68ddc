# Predictive values against goals: binom.test averaged over the number of test positives; rpact at a fixed number.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

plan <- function(prev, se, sp, which, ppv = NULL, npv = NULL, method = "exact", goal = superiority())
  c(list(kind = "predictive_values", goal = goal, which = which, prevalence = prev, sensitivity = se, specificity = sp, method = method),
    if (!is.null(ppv)) list(ppv_goal = ppv), if (!is.null(npv)) list(npv_goal = npv))
values <- function(prev, se, sp) {
  q <- prev * se + (1 - prev) * (1 - sp)
  list(q = q, ppv = prev * se / q, npv = (1 - prev) * sp / (1 - q))
}
# power of the exact test for 0, 1, ... n subjects, by the p values of binom.test for small n
power_by_test <- function(n, p, p0, a) sapply(0:n, function(k) if (k == 0) 0 else
  sum(dbinom(0:k, k, p)[sapply(0:k, function(x) binom.test(x, k, p0, alternative = "greater")$p.value <= a)]))
power_by_quantile <- function(n, p, p0, a) sapply(0:n, function(k) {
  r <- qbinom(1 - a, k, p0) + 1
  pbinom(r - 1, k, p, lower.tail = FALSE)
})
average <- function(n, v, which, f, a, ppv, npv) {
  k <- 0:n
  one <- if (which != "npv") f(n, v$ppv, ppv, a) else rep(1, n + 1)
  other <- if (which != "ppv") rev(f(n, v$npv, npv, a)) else rep(1, n + 1)
  sum(dbinom(k, n, v$q) * one * other)
}
exact <- "exact binomial test given the test positives (negatives), averaged over their binomial number"
for (x in list(list(60, 0.4, 0.9, 0.8, "ppv", 0.5, 0.5), list(80, 0.2, 0.95, 0.7, "npv", 0.5, 0.85), list(90, 0.3, 0.9, 0.9, "both", 0.6, 0.85))) {
  v <- values(x[[2]], x[[3]], x[[4]])
  p <- average(x[[1]], v, x[[5]], power_by_test, 0.025, x[[6]], x[[7]])
  row(paste0("power-", x[[5]]), plan(x[[2]], x[[3]], x[[4]], x[[5]], if (x[[5]] != "npv") x[[6]], if (x[[5]] != "ppv") x[[7]]),
      "attained", p, 1e-7, paste(exact, "stats::binom.test p values", sep = "; "), base_r, participants = x[[1]])
}
# sizes: first that touches the target, and size from which it holds
for (x in list(list(0.2, 0.9, 0.9, "ppv", 0.6, 0.8, 1300), list(0.2, 0.9, 0.9, "npv", 0.95, 0.8, 1300))) {
  v <- values(x[[1]], x[[2]], x[[3]]); top <- x[[7]]
  share <- if (x[[4]] == "ppv") v$q else 1 - v$q
  table <- power_by_quantile(top, v[[x[[4]]]], x[[5]], 0.025)
  power <- sapply(1:top, function(n) sum(dbinom(0:n, n, share) * table[1:(n + 1)]))
  stopifnot(all(power[(top - 100):top] >= x[[6]]))
  for (q in c("first", "safe")) row(paste0("exact-", x[[4]], "-", q),
    plan(x[[1]], x[[2]], x[[3]], x[[4]], if (x[[4]] == "ppv") x[[5]], if (x[[4]] == "npv") x[[5]]), q,
    if (q == "first") which(power >= x[[6]])[1] else max(which(power < x[[6]])) + 1, 0, paste(exact, "qbinom, pbinom, dbinom", sep = "; "), base_r, target = x[[6]])
}
# rpact: one proportion among a fixed number of test positives (negatives)
for (x in list(list(0.2, 0.9, 0.9, "ppv", 0.6, 0.8), list(0.1, 0.85, 0.8, "npv", 0.96, 0.9), list(0.01, 0.85, 0.95, "ppv", 0.1, 0.8))) {
  v <- values(x[[1]], x[[2]], x[[3]])
  n <- getSampleSizeRates(groups = 1, thetaH0 = x[[5]], pi1 = v[[x[[4]]]], alpha = 0.025, sided = 1, beta = 1 - x[[6]], normalApproximation = TRUE)$nFixed
  row(sprintf("fixed-%s-%s", x[[4]], x[[1]]), plan(x[[1]], x[[2]], x[[3]], x[[4]], if (x[[4]] == "ppv") x[[5]], if (x[[4]] == "npv") x[[5]], "score_fixed"),
      "exact_total", n / if (x[[4]] == "ppv") v$q else 1 - v$q, 0.05, "rpact getSampleSizeRates(groups = 1, normalApproximation = TRUE) / positivity (negativity) rate", pkg("rpact"), target = x[[6]])
}
write_rows()
