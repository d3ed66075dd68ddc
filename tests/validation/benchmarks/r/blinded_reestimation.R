# Blinded re-estimation: blindrecalc (frozen, calls in cran.R), own raw-data simulation in base R, Friede and Kieser 2004.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

means <- function(d = 0.5, goal = superiority(), r = 1) list(kind = "two_means", goal = goal, difference = d, sd = 1, allocation = r)
plan <- function(inner, share, bounds = "both", variance = "lumped", largest = 2)
  list(kind = "blinded_reestimation", inner = inner, share_first = share, largest = largest, bounds = bounds, variance = variance)

# raw data in base R: the pilot, its variance without the arms, the total set again, t.test by hand on everyone
simulated <- function(n0, share, d, bounds, adjusted, largest, trials = 2e5, seed = 11) {
  set.seed(seed); half <- n0 * share / 2
  claims <- replicate(trials, {
    x <- rnorm(half, d); y <- rnorm(half)
    v <- var(c(x, y)) - if (adjusted) d^2 / 4 else 0
    n <- n0 * min(max(v, if (bounds == "increase") 1 else share), largest)
    m <- max(ceiling(n / 2 - 1e-9), half)
    x <- c(x, rnorm(m - half, d)); y <- c(y, rnorm(m - half))
    (mean(x) - mean(y)) / sqrt((var(x) + var(y)) / m) >= qt(0.975, 2 * m - 2)
  })
  mean(claims)
}
own <- "raw-data simulation of the rule, 2 x 10^5 trials; whole arms"
for (x in list(list("increase-128", 128, 0.5, 0.5, "increase", FALSE, 2), list("both-128", 128, 0.5, 0.5, "both", FALSE, 2),
               list("adjusted-140", 140, 0.4, 0.5, "both", TRUE, 3), list("increase-40", 40, 0.5, 0.9, "increase", FALSE, 2)))
  row(paste0("raw-", x[[1]]), plan(means(x[[4]]), x[[3]], x[[5]], if (x[[6]]) "adjusted" else "lumped", x[[7]]), "attained",
      simulated(x[[2]], x[[3]], x[[4]], x[[5]], x[[6]], x[[7]]), 0.006, own, base_r, "Monte Carlo error 0.001; sizes rounded up", participants = x[[2]])

# blindrecalc rounds each revised total up, whence powers above ours by up to 0.002
blind <- frozen("R blindrecalc", "1.0.1")
call <- "blindrecalc pow and toer for Student, 4 x 10^5 draws of Lu's algorithm, 10.1002/pst.1737"
student <- function(id, n0, share, inner, power, largest = 2)
  row(paste0("blindrecalc-", id), plan(inner, share, largest = largest), "attained", power, 0.003, call, blind, "totals rounded up, Monte Carlo error 0.0006", participants = n0)
student("128", 128, 0.5, means(), 0.8057625)
student("quarter", 128, 0.25, means(), 0.795705, 4)
student("2to1", 144, 0.5, means(r = 2), 0.806005)
student("60", 60, 0.5, means(0.8), 0.8676925)
student("ni", 132, 0.5, means(0, non_inferiority(0.5)), 0.8148425)
# proportions: exact enumeration, p (1 - p) as variance; the first two are in Friede and Kieser 2004
rates <- function(p, q) list(kind = "two_proportions", goal = superiority(), p_experimental = p, p_control = q)
fk <- "blindrecalc pow for ChiSquare, variance = homogeneous, allocation = kf_approx; exact enumeration"
for (x in list(list("fk-80", 0.4, 0.2, 164.8264957, 80, 0.8020152, "Friede & Kieser 2004, 10.1002/pst.140"),
               list("fk-120", 0.4, 0.2, 164.8264957, 120, 0.8055927, "Friede & Kieser 2004, 10.1002/pst.140"),
               list("rates-92", 0.5, 0.3, 188.3731379, 92, 0.8026946, "")))
  row(x[[1]], plan(rates(x[[2]], x[[3]]), x[[5]] / x[[4]], largest = 10), "attained", x[[6]], 0.006, paste(fk, x[[7]]), blind,
      "ours averages the normal power over the rate seen", participants = x[[4]])

write_rows()
