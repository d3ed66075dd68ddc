# Odds ratio: closed forms with restricted rates by uniroot(), simulated glm(), TrialSize, lrstat.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(p, q, method, goal, ratio = 1)
  list(kind = "odds_ratio", goal = goal, p_experimental = p, p_control = q, method = method, allocation = ratio)
low <- superiority(better = "lower"); ni15 <- non_inferiority(1.5, better = "lower")

v <- function(p, q, k) (1 + k) * (1 / (k * p * (1 - p)) + 1 / (q * (1 - q)))
restricted <- function(p, q, k, w) { c <- uniroot(function(c) k * w * c / (1 + (w - 1) * c) + c - k * p - q, c(1e-12, 1 - 1e-12), tol = 1e-14)$root; c(w * c / (1 + (w - 1) * c), c) }
for (x in list(list(0.15, 0.3, 1, 1, low), list(0.1, 0.1, 1.5, 2, ni15), list(0.97, 0.9, 1, 0.5, superiority()), list(0.85, 0.87, 1 / 1.6, 1, non_inferiority(1.6)))) for (m in c("wald", "score")) {
  h1 <- v(x[[1]], x[[2]], x[[4]]); r <- restricted(x[[1]], x[[2]], x[[4]], x[[3]]); h0 <- if (m == "wald") h1 else v(r[1], r[2], x[[4]])
  n <- ((qnorm(0.975) * sqrt(h0) + qnorm(0.9) * sqrt(h1)) / (qlogis(x[[1]]) - qlogis(x[[2]]) - log(x[[3]])))^2
  row(sprintf("log-%s-%s", m, x[[1]]), plan(x[[1]], x[[2]], m, x[[5]], x[[4]]), "exact_total", n, 0.02, "log odds ratio, restricted rates by uniroot()", base_r, target = 0.9)
}
lr <- frozen("R lrstat", "0.2.15"); des <- "getDesignOddsRatio(rounding = FALSE)"
row("lrstat-wald", plan(0.15, 0.3, "wald", low), "exact_total", 251.3262651, 0.01, des, lr, target = 0.8)
row("lrstat-score", plan(0.15, 0.3, "score", low), "exact_total", 235.3750275, 0.01, des, lr, target = 0.8)
row("lrstat-wald-margin", plan(0.1, 0.1, "wald", ni15, 2), "exact_total", 3195.650302, 0.02, des, lr, target = 0.9)
row("lrstat-score-margin", plan(0.1, 0.1, "score", ni15, 2), "exact_total", 3473.451669, 0.02, des, lr, target = 0.9)
row("lrstat-equivalence", plan(0.5, 0.52, "wald", equivalence(1 / 0.7, 1.5, alpha = 0.05), 2), "exact_total", 1468.786807, 0.02, "getDesignOddsRatioEquiv", lr, target = 0.8)
ts <- frozen("R TrialSize", "1.4.1")
row("trialsize-equality", plan(0.4, 0.25, "wald", superiority()), "exact_total", 2 * 155.195940740, 0.02, "RelativeRisk.Equality(0.05, 0.2, or = 2, k = 1, pt = 0.4, pc = 0.25), twice the control arm", ts, target = 0.8)

# every pair of counts judged by the Wald test of the logistic regression; the tolerance covers the bias of the formula
enumerated <- function(n, m, p, q) {
  g <- expand.grid(x = 1:(n - 1), y = 1:(m - 1))
  z <- (qlogis(g$x / n) - qlogis(g$y / m)) / sqrt(1 / g$x + 1 / (n - g$x) + 1 / g$y + 1 / (m - g$y))
  sum((dbinom(g$x, n, p) * dbinom(g$y, m, q))[abs(z) >= qnorm(0.975) & sign(z) == sign(p - q)])
}
fit <- summary(glm(cbind(c(23, 31), c(57, 39)) ~ c(1, 0), family = binomial))$coefficients[2, 3]
stopifnot(abs(fit - (qlogis(23 / 80) - qlogis(31 / 70)) / sqrt(1 / 23 + 1 / 57 + 1 / 31 + 1 / 39)) < 1e-6)
for (x in list(c(160, 160, 0.45, 0.3), c(126, 126, 0.15, 0.3), c(300, 150, 0.7, 0.8)))
  row(sprintf("enumerated-%s", x[3]), plan(x[3], x[4], "wald", if (x[3] > x[4]) superiority() else low, x[1] / x[2]), "attained", enumerated(x[1], x[2], x[3], x[4]), 0.025,
      "all pairs of counts judged by the Wald test of glm(binomial)", base_r, "the tolerance covers the bias of the normal formula", participants = x[1] + x[2])
write_rows()
