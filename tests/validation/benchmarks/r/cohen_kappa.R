# Kappa against a goal: Cantor's formula for two categories written from its cells, Donner-Eliasziw's from its chi-square,
# and values printed by irr 0.84.1 (N.cohen.kappa, N2.cohen.kappa), lrstat 0.2.15 (getDesignAgreement) and kappaSize 1.2
# (Power*), which are not in Debian.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(k1, k0, shares, goal, method = "cantor", second = NULL) {
  one <- list(kind = "cohen_kappa", goal = goal, kappa_expected = k1, kappa_reference = k0, categories = I(shares), method = method)
  if (!is.null(second)) one$categories_second <- I(second)
  one
}
one_sided <- superiority(1); two_sided <- superiority(2)

variance <- function(p, q, k) { # delta method by numerical differentiation of kappa over the four cells
  cov <- k * (p * (1 - q) + q * (1 - p)) / 2
  cells <- c(p * q + cov, p * (1 - q) - cov, (1 - p) * q - cov, (1 - p) * (1 - q) + cov)
  kappa <- function(x) { x <- x / sum(x); a <- x[1] + x[2]; b <- x[1] + x[3]; e <- a * b + (1 - a) * (1 - b); (x[1] + x[4] - e) / (1 - e) }
  slope <- sapply(1:4, function(i) { h <- replace(numeric(4), i, 1e-5); (kappa(cells + h) - kappa(cells - h)) / 2e-5 })
  sum(cells * slope^2) - sum(cells * slope)^2
}
cantor <- function(p, q, k1, k0, goal, power)
  ((qnorm(1 - tail_alpha(goal)) * sqrt(variance(p, q, k0)) + qnorm(power) * sqrt(variance(p, q, k1))) / (k1 - k0))^2
for (x in list(c(0.3, 0.3, 0.6, 0.4, 0.8), c(0.1, 0.15, 0.7, 0.5, 0.9), c(0.02, 0.02, 0.8, 0.5, 0.8), c(0.5, 0.5, 0.9, 0.8, 0.99)))
  for (goal in list(one_sided, two_sided))
    row(sprintf("cantor-%s-%s-%s-%s-sides-%d", x[1], x[2], x[3], x[5], goal$sides), plan(x[3], x[4], c(x[1], 1 - x[1]), goal, second = c(x[2], 1 - x[2])),
        "exact_total", cantor(x[1], x[2], x[3], x[4], goal, x[5]), 0.02, "Cantor 1996, delta method differentiated numerically", base_r, target = x[5])

irr <- frozen("R irr", "0.84.1")
for (x in list(list(0.3, 0.3, 0.6, 0.4, 141, 0.8, one_sided, "k-test-02"), list(0.3, 0.3, 0.6, 0.4, 181, 0.8, two_sided, "k-test-02, two-sided"),
               list(0.1, 0.15, 0.7, 0.5, 231, 0.8, one_sided, "unequal margins"), list(0.1, 0.15, 0.7, 0.5, 385, 0.9, two_sided, "unequal margins"),
               list(0.4, 0.5, 0.75, 0.6, 150, 0.8, one_sided, ""), list(0.4, 0.5, 0.75, 0.6, 249, 0.9, two_sided, ""),
               list(0.02, 0.02, 0.8, 0.5, 879, 0.9, two_sided, "rare category"), list(0.05, 0.05, 0.5, 0, 45, 0.8, one_sided, "goal 0")))
  row(sprintf("irr-%s-%s-%s-%s-%d", x[[1]], x[[2]], x[[3]], x[[6]], x[[5]]), plan(x[[3]], x[[4]], c(x[[1]], 1 - x[[1]]), x[[7]], second = c(x[[2]], 1 - x[[2]])),
      "total", x[[5]], 0, "irr::N.cohen.kappa", irr, x[[8]], target = x[[6]])
row("irr-help-page", plan(0.7, 0.85, c(0.5, 0.5), superiority(1, "lower")), "total", 96, 0, "irr::N.cohen.kappa, its example", irr, "expected below the goal", target = 0.8)
row("irr-n2-3", plan(0.6, 0.4, c(0.2, 0.25, 0.55), one_sided, "largest_variance"), "total", 101, 0, "irr::N2.cohen.kappa", irr, target = 0.8)
row("irr-n2-4", plan(0.8, 0.6, c(0.1, 0.2, 0.3, 0.4), two_sided, "largest_variance"), "total", 100, 0, "irr::N2.cohen.kappa", irr, target = 0.9)

lr <- frozen("R lrstat", "0.2.15")
row("lrstat-4-unequal", plan(0.6, 0.4, c(0.1, 0.2, 0.3, 0.4), one_sided, "largest_variance", c(0.15, 0.2, 0.24, 0.41)), "exact_total", 81.8625396, 1e-4, "lrstat::getDesignAgreement(rounding = FALSE)", lr, "unequal margins", target = 0.8)
row("lrstat-3-unequal", plan(0.7, 0.5, c(0.2, 0.3, 0.5), two_sided, "largest_variance", c(0.25, 0.3, 0.45)), "exact_total", 131.8173776, 1e-4, "lrstat::getDesignAgreement(rounding = FALSE)", lr, "unequal margins", target = 0.9)
row("lrstat-2", plan(0.6, 0.4, c(0.3, 0.7), one_sided), "exact_total", 140.5523571, 1e-4, "lrstat::getDesignAgreement(rounding = FALSE)", lr, "k-test-02", target = 0.8)

donner <- function(k1, k0, p, alpha, power) {
  cells <- function(k) c(p^2 + k * p * (1 - p), (1 - k) * (1 - sum(p^2)))
  (qnorm(1 - alpha / 2) + qnorm(power))^2 / sum((cells(k1) - cells(k0))^2 / cells(k0))
}
size <- frozen("R kappaSize", "1.2")
for (x in list(list(0.6, 0.4, c(0.2, 0.3, 0.5), 0.05, 0.8, 114.64923476, "Power3Cats, k-3cat-01"), list(0.6, 0.4, c(0.3, 0.7), 0.05, 0.9, 254.97353716, "PowerBinary"),
               list(0.8, 0.6, c(0.1, 0.2, 0.3, 0.4), 0.05, 0.8, 79.81610395, "Power4Cats"), list(0.7, 0.5, c(0.1, 0.1, 0.2, 0.2, 0.4), 0.1, 0.8, 64.21321451, "Power5Cats"),
               list(0.8, 0.6, c(0.05, 0.95), 0.05, 0.8, 627.50035354, "PowerBinary"))) {
  this <- plan(x[[1]], x[[2]], x[[3]], superiority(2, alpha = x[[4]]), "common_correlation")
  row(sprintf("kappasize-%d-%s", length(x[[3]]), x[[6]]), this, "exact_total", x[[6]], 0.02, paste("kappaSize::", x[[7]], ", both tails counted", sep = ""), size, target = x[[5]])
  row(sprintf("donner-%d-%s", length(x[[3]]), x[[6]]), this, "exact_total", donner(x[[1]], x[[2]], x[[3]], x[[4]], x[[5]]), 0.001, "Donner & Eliasziw 1992", base_r, target = x[[5]])
}
write_rows()
