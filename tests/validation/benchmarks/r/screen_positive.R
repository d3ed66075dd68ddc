# Two screening tests on the same people, positives only verified: log ratio (Wald) and score test of the paired ratio.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(p, r, o, goal = superiority(), f = 0.04, rf = 1, of = 0.3, limit = NULL, method = "score") {
  d <- list(kind = "screen_positive", goal = goal, detection_control = p, relative_detection = r, overlap_cases = o,
            false_positives_control = f, relative_false_positives = rf, overlap_false_positives = of, method = method)
  if (!is.null(limit)) d$false_positive_limit <- limit
  d
}
cells <- function(p, r, o) { either <- p * (1 + r) / (1 + o); c(a = o * either, b = r * p - o * either, c = p - o * either) }
# delta method written with the covariance of two multinomial counts, per person screened
delta <- function(x) {
  p1 <- x[["a"]] + x[["b"]]; p2 <- x[["a"]] + x[["c"]]
  (1 - p1) / p1 + (1 - p2) / p2 - 2 * (x[["a"]] - p1 * p2) / (p1 * p2)
}
# most likely shares under the ratio, by numerical maximisation of the whole multinomial with the double negatives
under <- function(x, r) {
  # p2 and p11 free, p1 = r p2; the four logarithms of the table
  less <- function(t) {
    both <- exp(t[1]); c <- exp(t[2]); b <- (r - 1) * both + r * c; rest <- 1 - both - b - c
    if (b <= 0 || rest <= 0) return(1e6)
    -(x[["a"]] * log(both) + x[["b"]] * log(b) + x[["c"]] * log(c) + (1 - sum(x)) * log(rest))
  }
  start <- c(log(x[["a"]]), log(max(x[["c"]], (1 - r) * x[["a"]] * 1.5 / r)))
  t <- start; for (i in 1:20) t <- optim(t, less, control = list(reltol = 1e-15, maxit = 5000))$par
  c(a = exp(t[1]), b = (r - 1) * exp(t[1]) + r * exp(t[2]), c = exp(t[2]))
}
square <- function(x, r) (1 - r)^2 * x[["a"]] + x[["b"]] + r^2 * x[["c"]]
power_of <- function(n, x, r, sign, a, method, null = NULL) {
  ratio <- (x[["a"]] + x[["b"]]) / (x[["a"]] + x[["c"]])
  if (method == "wald") return(pnorm(sign * log(ratio / r) * sqrt(n / delta(x)) - qnorm(1 - a)))
  d <- x[["a"]] + x[["b"]] - r * (x[["a"]] + x[["c"]])
  pnorm((sign * d * sqrt(n) - qnorm(1 - a) * sqrt(square(null, r))) / sqrt(square(x, r) - d^2))
}
total <- function(d, target) {
  a <- tail_alpha(d$goal); r <- if (d$goal$kind == "superiority") 1 else 1 / d$goal$margin
  x <- cells(d$detection_control, d$relative_detection, d$overlap_cases)
  y <- cells(d$false_positives_control, d$relative_false_positives, d$overlap_false_positives)
  null <- if (d$method == "score") under(x, r); limit <- d$false_positive_limit
  null_y <- if (d$method == "score" && !is.null(limit)) under(y, limit)
  root(function(n) power_of(n, x, r, 1, a, d$method, null) *
         (if (is.null(limit)) 1 else power_of(n, y, limit, -1, a, d$method, null_y)) - target, 2, 1e7)
}
wald <- "Alonzo, Pepe & Moskowitz 2002, Stat Med 21:835-852, 10.1002/sim.1058; delta method"
score <- "Nam & Blackwelder 2002, Stat Med 21:689-699; restricted shares by numerical maximisation of the multinomial"
add <- function(id, target, ..., note = "") {
  for (m in c("wald", "score")) {
    d <- plan(..., method = m); n <- total(d, target)
    row(paste0(m, "-", id), d, "exact_total", n, max(0.01, n * 1e-5), if (m == "wald") wald else score, base_r, note, target = target)
  }
}
add("superior", 0.8, 0.005, 1.25, 0.6)
add("superior-99", 0.99, 0.005, 1.25, 0.6)
add("superior-50-one-sided", 0.5, 0.005, 1.25, 0.6, superiority(1))
add("non-inferior", 0.8, 0.005, 1, 0.6, non_inferiority(1.2))
add("worse", 0.9, 0.005, 0.95, 0.8, non_inferiority(1.3), note = "true ratio 0.95 under a limit of 1 / 1.3")
add("frequent", 0.8, 0.3, 2, 0.3, note = "about 50 people")
add("limit", 0.8, 0.005, 1.25, 0.6, limit = 1.1)
add("few-false", 0.9, 0.005, 1.25, 0.6, f = 0.001, limit = 2)

# another program: superiority by the score test is McNemar's on the discordant cases
# MESS 0.5.12 (CRAN) power_mcnemar_test(paid = smaller, psi = ratio of the discordant shares, method = "normal")
mess <- frozen("R MESS", "0.5.12")
row("mess-superior", plan(0.005, 1.25, 0.6), "exact_total", 14125.625420582, 0.5, "power_mcnemar_test, power .8", mess, target = 0.8)
row("mess-frequent", plan(0.3, 2, 0.3), "exact_total", 39.820669472, 0.01, "power_mcnemar_test, power .8", mess, target = 0.8)
row("mess-power", plan(0.005, 1.25, 0.6), "attained", 0.9152405009, 1e-6, "power_mcnemar_test, n = 20,000", mess, participants = 20000)

# from people: both tests drawn for everybody, the analysis of the R package DTComPair 1.2.6 (tpffpf.rel) written out
set.seed(20261122)
trials <- 1e5; n <- 25000; x <- cells(0.005, 1.25, 0.6)
v <- rmultinom(trials, n, c(x, 1 - sum(x)))
est <- log((v[1, ] + v[2, ]) / (v[1, ] + v[3, ])); se <- sqrt((v[2, ] + v[3, ]) / ((v[1, ] + v[2, ]) * (v[1, ] + v[3, ])))
row("simulated", plan(0.005, 1.25, 0.6, method = "wald"), "attained", mean(est - qnorm(0.975) * se > 0), 0.015,
    "10^5 simulated cohorts, Wald interval of the relative detection above 1", base_r,
    "conservative by less than one point at 70 discordant cases", participants = n)
write_rows()
