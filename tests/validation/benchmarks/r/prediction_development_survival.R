# Developing a model of a time to event: pmsampsize (frozen), Riley's criteria solved by base R without the closed forms.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(P, performance, rate, t, f, index = "cox_snell", convention = "riley")
  list(kind = "prediction_development_survival", goal = list(kind = "reach", confidence = 0.95), parameters = P,
       performance = performance, rate = rate, time_point = t, follow_up = f, index = index, convention = convention)
# shrinkage as Riley 2019 writes it: S = 1 + P / (n log(1 - R2 apparent)), R2 apparent = R2 / S
factor_at <- function(n, P, r2) root(function(s) s - (1 + P / (n * log(1 - r2 / s))), r2 + 1e-9, 1 - 1e-12)
size <- function(P, r2, rate, t, f, target) {
  e <- rate * f
  largest <- 1 - exp(2 * (e * log(e) - e))
  by <- function(s) root(function(n) factor_at(n, P, r2) - s, P, 1e7)
  optimism <- root(function(n) {s <- factor_at(n, P, r2); (r2 / s - r2) / largest - 0.05}, P, 1e7)
  risk <- root(function(n) exp(-(rate - qnorm(0.975) * sqrt(rate / (f * n))) * t) - exp(-rate * t) - 0.05, 1, 1e7)
  max(by(target), optimism, risk)
}

riley <- "Riley 2019, 10.1002/sim.7992: S = 1 + P / (n log(1 - R2app)) and its two companions, by uniroot"
for (x in list(c(30, 0.051, 0.065, 2, 2.07, 0.9), c(80, 0.3, 0.03, 1, 5, 0.9), c(3, 0.3, 0.3, 1, 2, 0.9), c(10, 0.1, 0.2, 5, 2.5, 0.5),
               c(12, 0.02, 0.01, 10, 6, 0.99)))
  row(sprintf("base-%s-%s-%s", x[1], x[2], x[6]), plan(x[1], x[2], x[3], x[4], x[5]), "exact_total", size(x[1], x[2], x[3], x[4], x[5], x[6]),
      0.02 * max(1, x[6] / 0.9)^20, riley, base_r, target = x[6])
if (requireNamespace("survival", quietly = TRUE)) {
  # C statistic to R2: a large cohort drawn and fitted
  set.seed(20261122); sd <- 0.9; n <- 4e5
  x <- rnorm(n); time <- rexp(n) * exp(-sd * x); end <- quantile(time, 0.3); seen <- time < end
  fit <- survival::coxph(survival::Surv(pmin(time, end), seen) ~ x)
  r2 <- 1 - exp(-2 * diff(fit$loglik) / n); c <- unname(survival::concordance(fit)$concordance)
  row("coxph-c-to-r2", plan(20, round(c, 4), 0.1, 3, 3, "c_statistic"), "exact_total", 20 / ((0.9 - 1) * log(1 - r2 / 0.9)), 12,
      "R2 and C of a cohort of 400,000 fitted by coxph, then Riley's shrinkage", pkg("survival"), "Monte Carlo", target = 0.9)
}
p <- frozen("R pmsampsize", "1.1.3")
call <- "pmsampsize(type = 's'); Riley 2019"
row("pms-5143", plan(30, 0.051, 0.065, 2, 2.07), "total", 5143, 0, call, p, "help page of pmsampsize; Riley 2020, 10.1136/bmj.m441", target = 0.9)
row("pms-4286", plan(25, 0.051, 0.065, 4, 2.07), "total", 4286, 0, call, p, "its test 3.5", target = 0.9)
row("pms-5798", plan(40, 0.06, 0.08, 3, 5), "total", 5798, 0, call, p, "its test 3.7", target = 0.9)
row("pms-2272", plan(80, 0.3, 0.03, 1, 5), "total", 2272, 0, call, p, "its test 3.9: the optimism of the R2 binds", target = 0.9)
row("pms-nagelkerke", plan(20, 0.2, 0.1, 5, 4, "nagelkerke", "pmsampsize"), "total", 1044, 0, call, p, "R2 rounded to 3 decimals", target = 0.9)
row("pms-nagelkerke-95", plan(10, 0.15, 0.02, 10, 8, "nagelkerke", "pmsampsize"), "total", 2034, 0, call, p, target = 0.95)
row("pms-85", plan(25, 0.02, 0.005, 5, 4.5), "total", 7000, 0, call, p, target = 0.85)
# parameters, R2, rate, time point, follow-up, shrinkage, what pmsampsize printed
for (x in list(
               c(30, 0.051, 0.065, 2, 2.07, 0.8, 2278), c(30, 0.051, 0.065, 2, 2.07, 0.95, 10874), c(25, 0.051, 0.065, 2, 2.07, 0.9, 4286),
               c(10, 0.02, 0.01, 5, 5, 0.8, 1975), c(10, 0.02, 0.01, 5, 5, 0.95, 9400), c(15, 0.1, 0.1, 3, 3, 0.9, 1274),
               c(20, 0.15, 0.2, 1, 1.5, 0.8, 493), c(20, 0.15, 0.2, 1, 1.5, 0.95, 2328), c(8, 0.2, 0.4, 1, 1, 0.9, 319),
               c(40, 0.04, 0.03, 3, 4, 0.8, 3900), c(40, 0.04, 0.03, 3, 4, 0.95, 18598), c(60, 0.12, 0.15, 2, 2.5, 0.9, 4193)))
  row(sprintf("pms-cs-%g-%g-%g-%g", x[1], x[2], x[3], x[6]), plan(x[1], x[2], x[3], x[4], x[5], "cox_snell", "pmsampsize"), "total", x[7], 0, call, p, target = x[6])
write_rows()
