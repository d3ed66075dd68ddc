# Developing a model of a continuous outcome: pmsampsize (frozen) and the four criteria by base R, unrounded.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(P, r2, m, s, k = 1.1) list(kind = "prediction_development_continuous", goal = list(kind = "reach", confidence = 0.95),
                                            parameters = P, r2 = r2, mean = m, sd = s, margin_ratio = k)
up <- function(f, low) if (f(low) <= 0) low else root(f, low, 1e7)
size <- function(P, r, m, s, k, target) max(
  up(function(n) {a <- 1 - (1 - r) * (n - P - 1) / (n - 1); target - (1 + (P - 2) / (n * log(1 - a)))}, P + 2),
  root(function(n) (1 - (1 - r) * (n - P - 1) / (n - 1)) - r - 0.05, P + 2, 1e7),
  up(function(n) {v <- n - P - 1; max(sqrt(v / qchisq(0.025, v)), sqrt(qchisq(0.975, v) / v)) - k}, P + 2),
  up(function(n) qt(0.975, n - P - 1) * sqrt(s^2 * (1 - r) / n) / m - (k - 1), P + 2))
by <- "Riley 2019 part I, 10.1002/sim.7993, by uniroot"
for (x in list(c(25, 0.2, 26.7, 8.7, 1.1, 0.9), c(10, 0.5, 3, 4, 1.1, 0.9), c(4, 0.3, 5, 1, 1.3, 0.5), c(40, 0.1, 5, 1, 1.2, 0.95)))
  row(sprintf("base-%s-%s", x[1], x[2]), plan(x[1], x[2], x[3], x[4], x[5]), "exact_total", size(x[1], x[2], x[3], x[4], x[5], x[6]), 0.01, by, base_r, target = x[6])
p <- frozen("R pmsampsize", "1.1.3")
row("pms-918", plan(25, 0.2, 26.7, 8.7), "total", 918, 0, "help page of pmsampsize, type = 'c'", p, target = 0.9)
row("pms-3225", plan(40, 0.1, 5, 1), "total", 3225, 0, "pmsampsize(type = 'c')", p, target = 0.9)
row("pm-cont-01", plan(25, 0.9, 1.9, 0.6), "total", 259, 0, "id pm-cont-01", peers("pmsampsize 1.1.3", "2026"), target = 0.9)
# parameters, R2, mean, SD, shrinkage, what pmsampsize printed where its fourth criterion does not bind
for (x in list(
               c(25, 0.2, 1.9, 0.6, 0.8, 401), c(5, 0.1, 26.7, 8.7, 0.8, 239), c(10, 0.5, 10, 3, 0.8, 244),
               c(20, 0.4, 70, 15, 0.8, 254), c(30, 0.15, 120, 18, 0.8, 673), c(40, 0.3, 5, 2, 0.8, 561),
               c(15, 0.05, 50, 10, 0.8, 973), c(24, 0.9, 9, 1.2, 0.8, 258), c(3, 0.02, 100, 30, 0.8, 237),
               c(25, 0.2, 1.9, 0.6, 0.9, 918), c(10, 0.5, 10, 3, 0.9, 244), c(30, 0.15, 120, 18, 0.9, 1537),
               c(15, 0.05, 50, 10, 0.9, 2241), c(3, 0.02, 100, 30, 0.9, 346)))
  row(sprintf("pms-%g-%g-%g", x[1], x[2], x[5]), plan(x[1], x[2], x[3], x[4]), "total", x[6], 0, "pmsampsize(type = 'c'); Riley 2019", p, target = x[5])
write_rows()
