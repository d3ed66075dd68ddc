# Width of the interval of a kappa: the delta method differentiated
# numerically in base R, and weighted tables by mvtnorm for the latent normal model.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(mvtnorm) })
plan <- function(k, shares, weights = "none", second = NULL, confidence = 0.95) {
  one <- list(kind = "kappa_precision", goal = precision(confidence), kappa_expected = k, categories = I(shares), weights = weights)
  if (!is.null(second)) one$categories_second <- I(second)
  one
}
kappa <- function(p, w) { p <- p / sum(p); e <- sum(w * outer(rowSums(p), colSums(p))); (sum(w * p) - e) / (1 - e) }
variance <- function(p, w) {
  slope <- p
  for (i in seq_along(p)) { h <- p * 0; h[i] <- 1e-5; slope[i] <- (kappa(p + h, w) - kappa(p - h, w)) / 2e-5 }
  sum(p * slope^2) - sum(p * slope)^2
}
size <- function(p, w, target, confidence = 0.95) variance(p, w) * (2 * qnorm((1 + confidence) / 2) / target)^2
two <- function(p, q, k) { c <- k * (p * (1 - q) + q * (1 - p)) / 2; matrix(c(p * q + c, (1 - p) * q - c, p * (1 - q) - c, (1 - p) * (1 - q) + c), 2) }
for (x in list(c(0.3, 0.3, 0.8, 0.2), c(0.1, 0.1, 0.6, 0.25), c(0.4, 0.5, 0, 0.4), c(0.05, 0.06, 0.7, 0.3)))
  row(sprintf("two-%s-%s-%s", x[1], x[2], x[3]), plan(x[3], c(x[1], 1 - x[1]), second = c(x[2], 1 - x[2])), "exact_total", size(two(x[1], x[2], x[3]), diag(2), x[4]), 0.05,
      "delta method differentiated numerically", base_r, target = x[4])
row("notes-166", plan(0.8, c(0.3, 0.7)), "exact_total", 166.4, 0.1, "reference/stats_peers.md 3c", peers("formula", "notes"), target = 0.2)
table_of <- function(p, q, rho) {
  a <- c(-Inf, qnorm(cumsum(p))); b <- c(-Inf, qnorm(cumsum(q))); a[length(a)] <- Inf; b[length(b)] <- Inf
  outer(seq_along(p), seq_along(q), Vectorize(function(i, j) pmvnorm(c(a[i], b[j]), c(a[i + 1], b[j + 1]), sigma = matrix(c(1, rho, rho, 1), 2))))
}
weights <- function(n, power) 1 - (abs(outer(1:n, 1:n, "-")) / (n - 1))^power
for (x in list(list(c(0.1, 0.2, 0.3, 0.4), c(0.1, 0.2, 0.3, 0.4), 2, 0.7, 0.15), list(c(0.2, 0.3, 0.5), c(0.25, 0.25, 0.5), 1, 0.6, 0.2), list(c(0.7, 0.2, 0.1), c(0.7, 0.2, 0.1), 2, 0.9, 0.1))) {
  w <- weights(length(x[[1]]), x[[3]])
  rho <- root(function(r) kappa(table_of(x[[1]], x[[2]], r), w) - x[[4]], 0.01, 0.999)
  row(sprintf("latent-%d-%s-%s", length(x[[1]]), x[[3]], x[[4]]), plan(x[[4]], x[[1]], c("linear", "quadratic")[x[[3]]], second = x[[2]]), "exact_total",
      size(table_of(x[[1]], x[[2]], rho), w, x[[5]]), 0.05, "latent normal table by mvtnorm::pmvnorm, delta method differentiated numerically", pkg("mvtnorm"), target = x[[5]])
}
write_rows()
