# One mean against a reference: non-central t, normal approximation; superiority, non-inferiority, equivalence.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(pwr); library(mvtnorm) })

plan <- function(mean, reference, sd, goal = superiority(), method = "t")
  list(kind = "one_mean", goal = goal, mean_expected = mean, mean_reference = reference, sd = sd, method = method)
low <- superiority(better = "lower")

# ---- rpact, one group: the bound of H0 is thetaH0
size <- function(id, mean, reference, sd, target, goal = superiority(), method = "t") {
  sign <- if (goal$better == "higher") 1 else -1
  bound <- if (goal$kind == "superiority") 0 else -goal$margin
  n <- getSampleSizeMeans(groups = 1, alternative = sign * (mean - reference), thetaH0 = bound, stDev = sd, alpha = tail_alpha(goal),
                          sided = 1, beta = 1 - target, normalApproximation = method == "z")$nFixed
  row(id, plan(mean, reference, sd, goal, method), "exact_total", n, 0.01, "rpact getSampleSizeMeans(groups = 1), thetaH0 at the bound", pkg("rpact"), target = target)
}
size("t-half", 0.5, 0, 1, 0.8)
size("t-lower", 96, 100, 9, 0.9, low)
size("t-tiny", 12, 10, 1.8, 0.8)
size("t-power-50", 0.5, 0, 1, 0.5)
size("t-power-99", 0.5, 0, 1, 0.99)
size("t-one-sided", 7.5, 7, 2, 0.8, superiority(1))
size("t-huge", 0.02, 0, 1, 0.9)
size("z-half", 0.5, 0, 1, 0.9, method = "z")
size("ni-t", 0, 0, 9, 0.9, non_inferiority(2))
size("ni-t-lower-worse", 31, 30, 9, 0.8, non_inferiority(3, better = "lower"))
size("ni-z", 10.5, 10, 6, 0.8, non_inferiority(2), "z")

# ---- pwr and base R
for (x in list(c(34, 0.5), c(6, 1.5), c(150, 0.2))) {
  row(sprintf("pwr-%d", x[1]), plan(x[2], 0, 1), "attained", pwr.t.test(n = x[1], d = x[2], sig.level = 0.025, type = "one.sample", alternative = "greater")$power,
      1e-6, "pwr::pwr.t.test(type = \"one.sample\", alternative = \"greater\", sig.level = 0.025)", pkg("pwr"), participants = x[1])
}
n <- power.t.test(delta = 4, sd = 9, power = 0.8, type = "one.sample", tol = 1e-10)$n
row("power-t-test", plan(104, 100, 9), "exact_total", n, 0.01, "stats::power.t.test(type = \"one.sample\", strict = FALSE)", base_r, target = 0.8)

# ---- equivalence: two one-sided tests, integrated over the variance; mvtnorm as a second route
tost <- function(n, d, lower, upper, sd, a) {
  df <- n - 1; se <- sd / sqrt(n); t <- qt(1 - a, df)
  inside <- function(u) { w <- t * sqrt(u / df); pmax(0, pnorm((upper - d) / se - w) - pnorm(w - (lower + d) / se)) * dchisq(u, df) }
  top <- df * ((lower + upper) / (2 * se * t))^2
  integrate(inside, 0, min(top, qchisq(1e-14, df, lower.tail = FALSE)), rel.tol = 1e-11, subdivisions = 2000)$value
}
for (x in list(list("45", 45, 0, 0.5, 0.5, 1, 0.025), list("shift-60", 60, 0.1, 0.5, 0.6, 1, 0.05), list("tiny-9", 9, 0, 1.5, 1.5, 1, 0.025))) {
  v <- do.call(tost, x[-1]); df <- x[[2]] - 1; se <- x[[6]] / sqrt(x[[2]]); t <- qt(1 - x[[7]], df); set.seed(1)
  w <- pmvt(lower = c(t, -Inf), upper = c(Inf, -t), delta = c((x[[3]] + x[[4]]) / se, (x[[3]] - x[[5]]) / se), df = df, corr = matrix(1, 2, 2), abseps = 1e-9)[1]
  stopifnot(abs(v - w) < 1e-4)
  row(paste0("tost-", x[[1]]), plan(20 + x[[3]], 20, x[[6]], equivalence(x[[4]], x[[5]], x[[7]])), "attained", v, 1e-5,
      "two one-sided t tests, integrated over the variance; mvtnorm::pmvt agrees", base_r, participants = x[[2]])
}
# ---- published
row("peer-ni", plan(0, 0, 9, non_inferiority(2)), "exact_total", 214.7052559209, 0.01, "rpact getSampleSizeMeans(groups = 1)", peers("rpact", "4.3.0"), "id m-onemean-ni-01", target = 0.9)
row("paper-paro", plan(0.63, 0, 0.74, method = "z"), "total", 15, 0, "Yu et al. 2015 JMIR Res Protoc, 10.2196/resprot.4189", published("P41"), "the t test needs 17", target = 0.9)
write_rows()
