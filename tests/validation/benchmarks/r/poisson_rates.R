# Two Poisson rates: closed forms, enumeration with poisson.test's binomial, rpact, statsmodels, a published plan.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

low <- superiority(better = "lower")
plan <- function(e, c, exposure = 1, method = "wald", goal = low, ratio = 1)
  list(kind = "poisson_rates", goal = goal, rate_experimental = e, rate_control = c, exposure = exposure, method = method, allocation = ratio)

rp <- frozen("R rpact", "4.3.0"); sm <- frozen("statsmodels", "0.15.0")
row("rpact-380", plan(1, 1.25, 2), "total", 380, 0, "getSampleSizeCounts(overdispersion = 0)", rp, target = 0.9)
row("paper-care-navigation", plan(1, 1.25, 2), "total", 380, 0, "Plant et al. 2013 BMC Health Serv Res, 10.1186/1472-6963-13-164: 190 per arm", published("P90"), "the paper prints 400 for a power over 90%", target = 0.9)
pw <- "power_poisson_ratio_2indep(value = 1, alternative = \"smaller\")"
row("statsmodels-alt-2to1", plan(1, 1.25, 2, ratio = 2), "attained", 0.32852054231758754, 1e-8, paste0(pw, ", alt"), sm, participants = 90)
row("statsmodels-alt-1to2", plan(1, 1.25, 2, ratio = 0.5), "attained", 0.5421865546251914, 1e-8, paste0(pw, ", alt"), sm, participants = 180)
row("statsmodels-score-2to1", plan(1, 1.25, 2, "null_variance", ratio = 2), "attained", 0.3061537486100211, 1e-8, paste0(pw, ", score"), sm, participants = 90)
row("statsmodels-score-1to2", plan(1, 1.25, 2, "null_variance", ratio = 0.5), "attained", 0.574422628943769, 1e-8, paste0(pw, ", score"), sm, participants = 180)

# exact conditional test: every pair of counts judged by poisson.test's p value, P(X >= x | total) binomial
enumerated <- function(m1, m2, g, a, upper = FALSE) {
  top <- ceiling(max(m1, m2) + 12 * sqrt(max(m1, m2)) + 20); x <- 0:top
  p <- outer(x, x, function(i, j) if (upper) pbinom(i - 1, i + j, g / (1 + g), lower.tail = FALSE) else pbinom(i, i + j, g / (1 + g)))
  sum(outer(dpois(x, m1), dpois(x, m2))[p <= a])
}
stopifnot(abs(poisson.test(c(12, 25), c(30, 40), r = 1.2, alternative = "less")$p.value - pbinom(12, 37, 0.9 / 1.9)) < 1e-12)
for (x in list(c(0.4, 2, 8, 8), c(0.1, 0.25, 190, 95), c(0.02, 0.05, 400, 800), c(1, 1.25, 386, 386))) {
  k <- x[3] / x[4]
  row(sprintf("exact-%s-%s", x[1], x[3]), plan(x[1], x[2], 1, "exact", ratio = k), "attained", enumerated(x[1] * x[3], x[2] * x[4], k, 0.025),
      1e-6, "all pairs of counts enumerated", base_r, participants = x[3] + x[4])
}
row("exact-margin", plan(1, 1, 1, "exact", non_inferiority(1.4, better = "lower")), "attained", enumerated(150, 150, 1.4, 0.025), 1e-6, "all pairs of counts enumerated", base_r, participants = 300)
row("exact-higher", plan(2, 1, 1, "exact", superiority()), "attained", enumerated(40, 20, 1, 0.025, TRUE), 1e-6, "all pairs of counts enumerated", base_r, "unequal rates, equal arms of 20", participants = 40)
# the other tests: the same enumeration, the tolerance covers the bias of the normal formula
normal <- function(m1, m2, g, a, stat) {
  x <- 0:ceiling(max(m1, m2) + 10 * sqrt(max(m1, m2)) + 20)
  z <- outer(x, x, stat); sum(outer(dpois(x, m1), dpois(x, m2))[which(z <= -qnorm(1 - a))])
}
score <- function(x, y) ifelse(x + y > 0, (x - y) / sqrt(x + y), 0)
roots <- function(x, y) 2 * (sqrt(x + 3 / 8) - sqrt(y + 3 / 8)) / sqrt(2)
wald <- function(x, y) ifelse(x > 0 & y > 0, log(x / y) / sqrt(1 / x + 1 / y), 0)
for (m in c("wald", "score", "sqrt"))
  row(paste0("enumerated-", m), plan(1, 1.25, 2, m), "attained", normal(380, 475, 1, 0.025, get(if (m == "sqrt") "roots" else m)), 0.004,
      "all pairs of counts enumerated", base_r, "the tolerance covers the bias of the normal formula", participants = 380)
write_rows()
