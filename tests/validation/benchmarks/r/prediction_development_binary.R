# Developing a model of an event: pmsampsize (frozen), Riley's criteria solved by base R without the closed forms.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(P, phi, performance, index = "cox_snell", convention = "riley")
  list(kind = "prediction_development_binary", goal = list(kind = "reach", confidence = 0.95), parameters = P,
       prevalence = phi, performance = performance, index = index, convention = convention)
# shrinkage as Riley 2019 writes it: S = 1 + P / (n log(1 - R2 apparent)), R2 apparent = R2 / S
factor_at <- function(n, P, r2) root(function(s) s - (1 + P / (n * log(1 - r2 / s))), r2 + 1e-9, 1 - 1e-12)
size <- function(P, phi, r2, target) {
  largest <- 1 - exp(2 * (phi * log(phi) + (1 - phi) * log(1 - phi)))
  by <- function(s) root(function(n) factor_at(n, P, r2) - s, P, 1e7)
  optimism <- root(function(n) {s <- factor_at(n, P, r2); (r2 / s - r2) / largest - 0.05}, P, 1e7)
  max(by(target), optimism, (qnorm(0.975) / 0.05)^2 * phi * (1 - phi))
}
cox_snell <- function(c, phi) {
  d <- sqrt(2) * qnorm(c); a <- log(phi / (1 - phi)) - d^2 / 2
  gain <- phi * integrate(function(x) plogis(a + d * x, log.p = TRUE) * dnorm(x, d), -Inf, Inf, rel.tol = 1e-10)$value +
    (1 - phi) * integrate(function(x) plogis(-(a + d * x), log.p = TRUE) * dnorm(x), -Inf, Inf, rel.tol = 1e-10)$value
  1 - exp(-2 * (gain - phi * log(phi) - (1 - phi) * log(1 - phi)))
}
riley <- "Riley 2019, 10.1002/sim.7992: S = 1 + P / (n log(1 - R2app)) and its two companions, by uniroot"
for (x in list(c(24, 0.174, 0.288, 0.9), c(10, 0.3, 0.1, 0.9), c(4, 0.5, 0.2, 0.5), c(30, 0.02, 0.05, 0.99)))
  row(sprintf("base-%s-%s", x[1], x[2]), plan(x[1], x[2], x[3]), "exact_total", size(x[1], x[2], x[3], x[4]), 0.01 * max(1, x[4] / 0.9)^20, riley, base_r, target = x[4])
for (x in list(c(10, 0.05, 0.85, 0.9), c(20, 0.3, 0.7, 0.9), c(8, 0.9, 0.95, 0.8)))
  row(sprintf("base-c-%s-%s", x[1], x[2]), plan(x[1], x[2], x[3], "c_statistic"), "exact_total",
      size(x[1], x[2], cox_snell(x[3], x[2]), x[4]), 0.02, paste(riley, "; R2 by integrate"), base_r, target = x[4])

p <- frozen("R pmsampsize", "1.1.3")
call <- "pmsampsize(type = 'b'); Riley 2019"
row("pms-662", plan(24, 0.174, 0.288), "total", 662, 0, call, p, "help page of pmsampsize", target = 0.9)
row("pms-rare", plan(20, 0.005, 0.15, "nagelkerke", "pmsampsize"), "total", 19900, 0, call, p, "R2 rounded to 3 decimals", target = 0.9)
row("pms-frequent", plan(6, 0.7, 0.4, "nagelkerke", "pmsampsize"), "total", 323, 0, call, p, target = 0.8)
row("pms-c-90", plan(5, 0.5, 0.9, "c_statistic", "pmsampsize"), "total", 385, 0, call, p, "the overall risk binds", target = 0.95)
row("pms-c-70", plan(20, 0.3, 0.7, "c_statistic", "pmsampsize"), "total", 1648, 15, call, p, "R2 from a million people drawn", target = 0.9)
row("pm-bin-02", plan(10, 0.05, 0.85, "c_statistic"), "total", 950, 4, "id pm-bin-02", peers("pmsampsize 1.1.3", "2026"),
    "R2 0.0900 from a million people drawn, 0.09027 by integration", target = 0.9)
# parameters, prevalence, R2, shrinkage, what pmsampsize printed
for (x in list(
               c(5, 0.01, 0.03, 0.8, 928), c(5, 0.01, 0.03, 0.95, 3117), c(10, 0.05, 0.08, 0.9, 1075), c(20, 0.1, 0.12, 0.8, 775),
               c(20, 0.1, 0.12, 0.95, 2963), c(30, 0.2, 0.15, 0.9, 1646), c(40, 0.5, 0.2, 0.8, 935), c(40, 0.5, 0.2, 0.95, 3385),
               c(60, 0.3, 0.1, 0.9, 5095), c(15, 0.9, 0.1, 0.8, 588), c(15, 0.9, 0.1, 0.95, 2698), c(24, 0.174, 0.288, 0.9, 662),
               c(8, 0.7, 0.35, 0.8, 323), c(8, 0.7, 0.35, 0.95, 349), c(25, 0.02, 0.03, 0.9, 7375), c(12, 0.35, 0.05, 0.8, 930),
               c(12, 0.35, 0.05, 0.95, 4439)))
  row(sprintf("pms-cs-%g-%g-%g", x[1], x[2], x[4]), plan(x[1], x[2], x[3], "cox_snell", "pmsampsize"), "total", x[5], 0, call, p, target = x[4])
for (x in list(
               c(5, 0.01, 0.15, 0.8, 1238), c(10, 0.05, 0.15, 0.8, 792), c(20, 0.1, 0.2, 0.8, 786), c(30, 0.2, 0.15, 0.8, 1187),
               c(40, 0.5, 0.3, 0.8, 920), c(60, 0.3, 0.1, 0.8, 3228), c(15, 0.9, 0.5, 0.8, 541), c(7, 0.03, 0.6, 0.8, 546)))
  row(sprintf("pms-nag-%g-%g-%g", x[1], x[2], x[4]), plan(x[1], x[2], x[3], "nagelkerke", "pmsampsize"), "total", x[5], 0, call, p, target = x[4])

# van Smeden 2019 as samplesizedev 1.0.0.0 and Riley 2020 (BMJ m441) turn it into a size; their pre-eclampsia: 30 parameters, 5% of events
with_error <- function(P, phi, r2, error, optimism = 0.05)
  c(plan(P, phi, r2), list(risk_error = error, optimism = optimism))
by_error <- function(P, phi, error) exp((-0.508 + 0.259 * log(phi) + 0.504 * log(P) - log(error)) / 0.544)
smeden <- "van Smeden 2019, 10.1177/0962280218784726, as in R/samplesizedev_binary_mape.R of samplesizedev 1.0.0.0"
row("bmj-pre-eclampsia", with_error(30, 0.05, 0.05, 0.05), "total", ceiling(size(30, 0.05, 0.05, 0.9)), 0,
    "Riley 2020, 10.1136/bmj.m441, recomputed", base_r, "the error asks for 544, the shrinkage for 5249", target = 0.9)
row("bmj-pre-eclampsia-error", with_error(30, 0.05, 0.05, 0.05, 0.5), "total", ceiling(by_error(30, 0.05, 0.05)), 0, smeden,
    base_r, "the other criteria loosened so that this one binds", target = 0.3)
for (x in list(c(10, 0.2, 0.05, 0.02), c(24, 0.174, 0.1, 0.02), c(12, 0.4, 0.1, 0.02)))
  row(sprintf("mape-%s-%s", x[1], x[2]), with_error(x[1], x[2], x[3], x[4]), "exact_total", by_error(x[1], x[2], x[4]), 0.001,
      smeden, base_r, target = 0.9)
write_rows()
