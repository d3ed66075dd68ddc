# Weighted kappa against a goal: joint table by mvtnorm (latent) or written out (mixture), variance by numerical
# differentiation of the weighted kappa over the cells, two-category values of irr 0.84.1 (not in Debian).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(mvtnorm) })
plan <- function(k1, k0, shares, goal, weights = "quadratic", model = "latent", second = NULL, method = "null_variance") {
  one <- list(kind = "weighted_kappa", goal = goal, kappa_expected = k1, kappa_reference = k0, categories = I(shares), weights = weights, model = model, method = method)
  if (!is.null(second)) one$categories_second <- I(second)
  one
}
kappa <- function(p, w) { p <- p / sum(p); e <- sum(w * outer(rowSums(p), colSums(p))); (sum(w * p) - e) / (1 - e) }
variance <- function(p, w) {
  slope <- p
  for (i in seq_along(p)) { h <- p * 0; h[i] <- 1e-5; slope[i] <- (kappa(p + h, w) - kappa(p - h, w)) / 2e-5 }
  sum(p * slope^2) - sum(p * slope)^2
}
weights <- function(n, power) 1 - (abs(outer(1:n, 1:n, "-")) / (n - 1))^power
table_of <- function(p, q, rho) {
  a <- c(-Inf, qnorm(cumsum(p))); b <- c(-Inf, qnorm(cumsum(q))); a[length(a)] <- Inf; b[length(b)] <- Inf
  outer(seq_along(p), seq_along(q), Vectorize(function(i, j) pmvnorm(c(a[i], b[j]), c(a[i + 1], b[j + 1]), sigma = matrix(c(1, rho, rho, 1), 2))))
}
size <- function(p1, w, k1, k0, goal, power) {
  p0 <- outer(rowSums(p1), colSums(p1)) * (1 - k0 / k1) + p1 * k0 / k1
  ((qnorm(1 - tail_alpha(goal)) * sqrt(variance(p0, w)) + qnorm(power) * sqrt(variance(p1, w))) / (k1 - k0))^2
}
names_of <- c("linear", "quadratic")
for (x in list(list(c(0.1, 0.2, 0.3, 0.4), c(0.1, 0.2, 0.3, 0.4), 2, 0.8, 0.7, 0.8), list(c(0.5, 0.3, 0.2), c(0.5, 0.3, 0.2), 1, 0.7, 0.55, 0.9),
               list(c(0.2, 0.3, 0.5), c(0.25, 0.3, 0.45), 2, 0.75, 0.6, 0.99), list(c(0.85, 0.1, 0.05), c(0.85, 0.1, 0.05), 2, 0.9, 0.7, 0.5))) {
  w <- weights(length(x[[1]]), x[[3]]); rho <- root(function(r) kappa(table_of(x[[1]], x[[2]], r), w) - x[[4]], 0.01, 0.999)
  p1 <- table_of(x[[1]], x[[2]], rho)
  row(sprintf("fisher-%d-%s-%s-%s", length(x[[1]]), names_of[x[[3]]], x[[4]], x[[6]]), plan(x[[4]], x[[5]], x[[1]], superiority(2), names_of[x[[3]]], second = x[[2]], method = "fisher"),
      "exact_total", variance(p1, w) / (1 - x[[4]]^2)^2 * ((qnorm(0.975) + qnorm(x[[6]])) / (atanh(x[[4]]) - atanh(x[[5]])))^2, 0.1, "Fisher's transformation, latent table by mvtnorm::pmvnorm", pkg("mvtnorm"), target = x[[6]])
  for (goal in list(superiority(1), superiority(2)))
    row(sprintf("latent-%d-%s-%s-%s-sides-%d", length(x[[1]]), names_of[x[[3]]], x[[4]], x[[6]], goal$sides), plan(x[[4]], x[[5]], x[[1]], goal, names_of[x[[3]]], second = x[[2]]),
        "exact_total", size(table_of(x[[1]], x[[2]], rho), w, x[[4]], x[[5]], goal, x[[6]]), 0.1, "latent normal table by mvtnorm::pmvnorm, delta method differentiated numerically", pkg("mvtnorm"), target = x[[6]])
}
for (x in list(list(rep(0.2, 5), 2, 0.8, 0.6, 0.8), list(c(0.1, 0.3, 0.6), 1, 0.6, 0.4, 0.9))) {
  w <- weights(length(x[[1]]), x[[2]]); p1 <- (1 - x[[3]]) * outer(x[[1]], x[[1]]) + x[[3]] * diag(x[[1]])
  row(sprintf("mixture-%d-%s", length(x[[1]]), x[[3]]), plan(x[[3]], x[[4]], x[[1]], superiority(2), names_of[x[[2]]], "mixture"), "exact_total",
      size(p1, w, x[[3]], x[[4]], superiority(2), x[[5]]), 0.02, "mixture table, delta method differentiated numerically", base_r, target = x[[5]])
}
irr <- frozen("R irr", "0.84.1")
row("irr-two-141", plan(0.6, 0.4, c(0.3, 0.7), superiority(1)), "total", 141, 0, "irr::N.cohen.kappa, two categories have no weights", irr, "k-test-02", target = 0.8)
row("irr-two-249", plan(0.75, 0.6, c(0.4, 0.6), superiority(2), "linear", second = c(0.5, 0.5)), "total", 249, 0, "irr::N.cohen.kappa, two categories have no weights", irr, target = 0.9)
write_rows()
