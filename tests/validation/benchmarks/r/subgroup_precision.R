# A proportion in the smallest subgroup: presize for the width, base R for the size of the subgroup in a cohort.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(Hmisc))
plan <- function(p, shares, interval = "clopper_pearson", sampling = "cohort", size = NULL, assurance = NULL, confidence = 0.95) {
  one <- list(kind = "subgroup_precision", goal = precision(confidence), p_expected = p, shares = I(shares), sampling = sampling, interval = interval)
  if (!is.null(size)) one$size_assurance <- size
  if (!is.null(assurance)) one$goal$assurance <- assurance
  one
}
width <- function(n, p, confidence = 0.95) { a <- (1 - confidence) / 2; qbeta(1 - a, n * p + 1, n - n * p) - qbeta(a, n * p, n - n * p + 1) }
needed <- function(p, target, confidence = 0.95) root(function(n) width(n, p, confidence) - target, 2, 1e6)
reach <- function(number, share, q) { n <- number; while (pbinom(number - 1, n, share, lower.tail = FALSE) < q) n <- n + 1; n }
# presize 0.3.7 prec_prop (not in Debian), its size divided by the share
presize <- frozen("R presize", "0.3.7")
row("presize-cohort", plan(0.9, c(0.6, 0.3, 0.1), "wilson"), "exact_total", 140.9727633458 / 0.1, 0.01, "presize::prec_prop(wilson)$n / share", presize, target = 0.1)
row("presize-extreme", plan(0.99, c(0.8, 0.2)), "exact_total", 496.8100762136 / 0.2, 0.01, "presize::prec_prop(exact)$n / share", presize, target = 0.02)
row("presize-quota", plan(0.9, c(0.6, 0.3, 0.1), "agresti_coull", "quota"), "exact_total", 3 * 146.827784138, 0.01, "3 x presize::prec_prop(agresti-coull)$n", presize, target = 0.1)
for (x in list(c(0.9, 0.1, 0.1, 0.8), c(0.9, 0.1, 0.1, 0.9), c(0.97, 0.03, 0.12, 0.95), c(0.5, 0.25, 0.3, 0.9)))
  row(sprintf("sized-%s-%s-%s", x[1], x[2], x[4]), plan(x[1], c(1 - x[2], x[2]), size = x[4]), "total", reach(ceiling(needed(x[1], x[3])), x[2], x[4]), 0,
      "qbeta, then the first total with pbinom >= assurance", base_r, target = x[3])
for (x in list(c(0.9, 120, 0.9), c(0.97, 60, 0.8))) { # both assurances: quantile of the enumerated widths at the m reached
  total <- x[2] / 0.2; m <- qbinom(1 - 0.9, total, 0.2)
  while (pbinom(m - 1, total, 0.2, lower.tail = FALSE) < 0.9) m <- m - 1
  b <- binconf(0:m, m, method = "exact"); w <- b[, 3] - b[, 2]; o <- order(w)
  row(sprintf("both-%s-%d", x[1], as.integer(x[2])), plan(x[1], c(0.8, 0.2), size = 0.9, assurance = x[3]), "attained", w[o][which(cumsum(dbinom(0:m, m, x[1])[o]) >= x[3])[1]], 1e-6,
      "binconf(method = \"exact\") enumerated", pkg("Hmisc"), participants = total)
}
write_rows()
