# Usability problems: base R's beta integral, Lewis 1994 and Nielsen-Landauer as published.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
reach <- list(kind = "reach", confidence = 0.95)

plan <- function(p, s = 0, groups = 1, aim = "share", K = 1)
  list(kind = "problem_discovery", goal = reach, p_problem = p, spread = s, problems = K, groups = groups, aim = aim)
unseen <- function(n, p, s) {t <- p * (1 - p) / s^2 - 1
  integrate(function(x) (1 - x)^n * dbeta(x, p * t, (1 - p) * t), 0, 1, rel.tol = 1e-10, subdivisions = 2000L)$value}
for (x in list(c(0.2, 0.15, 0.9), c(0.31, 0.1, 0.85), c(0.4, 0.2, 0.99)))
  row(sprintf("beta-%s", x[1]), plan(x[1], x[2]), "exact_total", root(function(n) 1 - unseen(n, x[1], x[2]) - x[3], 0.1, 1e4), 0.001, "beta-binomial by integrate(dbeta)", base_r, target = x[3])
row("pbinom-all", plan(0.25, 0, 1, "all", 8), "total", (1:100)[which(pbinom(0, 1:100, 0.25, lower.tail = FALSE)^8 >= 0.8)[1]], 0, "pbinom", base_r, target = 0.8)
lewis <- frozen("Lewis 1994, table of 1 - (1 - p)^n", "1994")
row("nielsen-5", plan(0.31), "attained", 0.8436, 0.0001, "Nielsen & Landauer 1993: five users", frozen("Nielsen and Landauer", "1993"), participants = 5)
row("lewis-10", plan(0.1), "total", 29, 0, "Lewis 1994, 10.1177/001872089403600215, p = 0.10, 95%", lewis, target = 0.95)
row("lewis-25", plan(0.25), "total", 9, 0, "sample sizes for discovery goals, p = 0.25, 90%", lewis, target = 0.9)
row("fda-15", plan(0.1, 0, 3), "attained", 0.794, 0.001, "1 - 0.9^15, 15 users in each of 3 groups", base_r, participants = 45)
# the table of discovery goals of Lewis (1994) and Sauro: p, goal, users
for (x in list(c(0.01, 0.85, 189), c(0.05, 0.85, 37), c(0.1, 0.85, 19), c(0.15, 0.85, 12), c(0.25, 0.85, 7), c(0.5, 0.85, 3), c(0.05, 0.95, 59), c(0.25, 0.99, 17)))
  row(sprintf("goals-%g-%g", x[1], x[2]), plan(x[1]), "total", x[3], 0, "log(1 - goal) / log(1 - p), rounded up; Lewis 1994", lewis, target = x[2])
write_rows()
