# Two AUCs in two groups: exact binormal variance by mvtnorm, Hanley-McNeil and Obuchowski (pROC's variance).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({library(pROC); library(mvtnorm)})

plan <- function(a1, a2, method = "delong", r = 1, k = 1, s1 = 1, s2 = 1, goal = superiority())
  list(kind = "auc_independent", goal = goal, allocation = r, auc_experimental = a1, auc_control = a2,
       controls_per_case = k, sd_ratio = s1, sd_ratio_control = s2, method = method)
pair <- function(a, rho) as.numeric(pmvnorm(upper = rep(qnorm(a), 2), corr = matrix(c(1, rho, rho, 1), 2), algorithm = Miwa(steps = 2000)))
exact_var <- function(a, n, m, s) (a * (1 - a) + (n - 1) * (pair(a, 1 / (1 + s^2)) - a^2) + (m - 1) * (pair(a, s^2 / (1 + s^2)) - a^2)) / (n * m)
hm_var <- function(a, n, m, s) (a * (1 - a) + (n - 1) * (a / (2 - a) - a^2) + (m - 1) * (2 * a^2 / (1 + a) - a^2)) / (n * m)
ob_var <- function(a, n, m, s) pROC:::var.theta.obuchowski(a, m / n) / n
total <- function(var, a1, a2, r, k, s1, s2, delta, alpha, target) root(function(t) {
  e <- t * r / (1 + r); c <- t / (1 + r)
  delta / sqrt(var(a1, e / (1 + k), e * k / (1 + k), s1) + var(a2, c / (1 + k), c * k / (1 + k), s2)) - qnorm(1 - alpha) - qnorm(target)
}, 8, 1e6)
vars <- list(delong = exact_var, hanley_mcneil = hm_var, obuchowski = ob_var)
by <- list(delong = pkg("mvtnorm"), hanley_mcneil = base_r, obuchowski = pkg("pROC"))
src <- c(delong = "variances of empirical areas, Q1 and Q2 by mvtnorm::pmvnorm",
         hanley_mcneil = "Hanley & McNeil 1982, 10.1148/radiology.143.1.7063747",
         obuchowski = "variance pROC:::var.theta.obuchowski; Obuchowski 1994, 10.1097/00004424-199402000-00020")
for (x in list(c(0.9, 0.82, 1, 1, 1, 1, 0.8), c(0.85, 0.65, 2, 4, 1.4, 0.8, 0.9), c(0.97, 0.93, 0.5, 9, 1, 1, 0.8))) for (m in names(vars))
  row(sprintf("%s-%s-%s-%s", m, x[1], x[2], x[4]), plan(x[1], x[2], m, x[3], x[4], x[5], x[6]), "exact_total",
      total(vars[[m]], x[1], x[2], x[3], x[4], x[5], x[6], x[1] - x[2], 0.025, x[7]), 0.01, src[[m]], by[[m]], target = x[7])
row("delong-ni", plan(0.85, 0.85, goal = non_inferiority(0.05)), "exact_total", total(exact_var, 0.85, 0.85, 1, 1, 1, 1, 0.05, 0.025, 0.9),
    0.01, src[["delong"]], by[["delong"]], target = 0.9)
write_rows()
