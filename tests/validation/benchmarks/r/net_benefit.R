# Incremental net monetary benefit: Glick's formula in base R, rpact and power.t.test on the individual net benefits.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(epiR) })

plan <- function(q = 0.02, c = -300, sq = 0.2, sc = 2500, rho = 0.1, w = 20000, k = 1, method = "t", goal = superiority(), sq0 = NULL, sc0 = NULL)
  c(list(kind = "net_benefit", goal = goal, delta_effect = q, delta_cost = c, sd_effect = sq, sd_cost = sc, correlation = rho, willingness_to_pay = w),
    list(sd_effect_control = sq0), list(sd_cost_control = sc0), list(allocation = k, method = method))
gain <- function(x) x$willingness_to_pay * x$delta_effect - x$delta_cost
spread <- function(x, sq = x$sd_effect, sc = x$sd_cost)
  sqrt((x$willingness_to_pay * sq)^2 + sc^2 - 2 * x$willingness_to_pay * x$correlation * sq * sc)
limit <- function(x) if (x$goal$kind == "superiority") 0 else -x$goal$margin

# ---- Glick 2011, equal arms: n per arm
glick <- function(x, target) 2 * (qnorm(1 - tail_alpha(x$goal)) + qnorm(target))^2 * 2 * spread(x)^2 / (gain(x) - limit(x))^2
text <- "n = (z_a + z_b)^2 2 (W^2 sd_q^2 + sd_c^2 - 2 W rho sd_q sd_c) / INB^2 per arm (Glick 2011)"
row("peer-02", plan(method = "z"), "exact_total", 2 * 868.4706816089, 0.001, "INMB, cost saving", peers("own R", "not stated"), "id he-inmb-02, 868.47 per arm", target = 0.9)
row("peer-02-total", plan(method = "z"), "total", 2 * 869, 0, "INMB, cost saving", peers("own R", "not stated"), "id he-inmb-02, 869 per arm", target = 0.9)
for (x in list(list("dearer", plan(0.05, 300, method = "z"), 0.8), list("negative", plan(rho = -0.4, method = "z"), 0.8), list("one-sided", plan(w = 50000, method = "z", goal = superiority(1)), 0.5),
               list("margin", plan(0.01, 100, method = "z", goal = non_inferiority(800)), 0.99)))
  row(paste0("glick-", x[[1]]), x[[2]], "exact_total", glick(x[[2]], x[[3]]), 0.001, text, base_r, target = x[[3]])

# ---- rpact and power.t.test on the net benefit of a participant
means <- function(x, target) getSampleSizeMeans(alternative = gain(x), thetaH0 = limit(x), stDev = spread(x), alpha = tail_alpha(x$goal), sided = 1, beta = 1 - target,
                                                allocationRatioPlanned = x$allocation, normalApproximation = x$method == "z")$nFixed
for (x in list(list("t", plan(), 0.9), list("2to1", plan(k = 2), 0.8), list("1to2-z", plan(0.05, 300, k = 0.5, method = "z"), 0.8), list("few", plan(0.15, -1000, 0.15, 1500, -0.3), 0.9),
               list("margin-2to1", plan(0, 200, goal = non_inferiority(1000), k = 2), 0.8), list("99", plan(0.05), 0.99)))
  row(paste0("rpact-", x[[1]]), x[[2]], "exact_total", means(x[[2]], x[[3]]), 0.01, "rpact getSampleSizeMeans on INB and its SD", pkg("rpact"), target = x[[3]])
x <- plan(0.15, -1000, 0.15, 1500, -0.3)
row("power-few", x, "attained", power.t.test(n = 20, delta = gain(x), sd = spread(x))$power, 1e-6, "stats::power.t.test", base_r, participants = 40)
x <- plan(method = "z")
n <- epi.sscompc(treat = gain(x), control = 0, sigma = spread(x), n = NA, power = 0.8, r = 1, sided.test = 2, nfractional = TRUE, conf.level = 0.95)$n.total
row("epir-z", x, "exact_total", n, 0.01, "epiR::epi.sscompc(nfractional = TRUE) on INB and its SD", pkg("epiR"), target = 0.8)

# ---- different standard deviations: Welch at the expected variances
x <- plan(0.06, 0, 0.2, 2500, -0.2, k = 0.5, sq0 = 0.25, sc0 = 4000)
power <- function(n) {
  v <- c(spread(x)^2 / (n / 3), spread(x, 0.25, 4000)^2 / (2 * n / 3)); df <- sum(v)^2 / (v[1]^2 / (n / 3 - 1) + v[2]^2 / (2 * n / 3 - 1))
  pt(qt(0.975, df), df, gain(x) / sqrt(sum(v)), lower.tail = FALSE)
}
row("welch-1to2", x, "exact_total", root(function(n) power(n) - 0.8, 10, 1e5), 0.01, "Welch, non-central t, Satterthwaite degrees of freedom at the expected variances", base_r, target = 0.8)
# effect, cost, SD of effect, SD of cost, correlation, willingness to pay, power
for (x in list(c(0.05, 500, 0.25, 3000, -0.1, 50000, 0.8), c(0.05, 1000, 0.2, 5000, 0, 50000, 0.9), c(0.01, 25, 0.1, 1000, -0.05, 50000, 0.8), c(0.04, -120, 0.2, 2500, 0.1, 30000, 0.9),
               c(0.1, 1500, 0.3, 8000, -0.3, 30000, 0.8), c(0.05, 250, 0.224, 2500, -0.7, 20000, 0.8), c(0.08, 1200, 0.3, 6000, 0, 100000, 0.9))) {
  p <- plan(x[1], x[2], x[3], x[4], x[5], x[6], method = "z")
  row(sprintf("glick-%g-%g-%g", x[1], x[2], x[6]), p, "exact_total", glick(p, x[7]), 0.001, text, base_r, target = x[7])
}
write_rows()
