# Log-rank test with hazards, hazard ratios and accrual by periods. lrstat and npsurvSS are not in Debian: frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(rpact))

trial <- function(goal = superiority(1, "lower", 0.025), ratios = rep(0.65, 3), rates = c(5, 20), k = 1, method = "lakatos_null", follow = 9, hazards = c(0.1, 0.05, 0.02))
  list(kind = "log_rank_piecewise", goal = goal, starts = c(0, 3, 12), control_hazards = hazards, hazard_ratios = ratios,
       accrual_durations = c(6, 12), accrual_rates = rates, follow_up = follow, dropout = 1 - exp(-0.12), allocation = k, method = method)
lr <- frozen("R lrstat", "0.2.15"); ns <- frozen("R npsurvSS", "1.1.0")
call <- "lrstat::lrpower(accrualTime = c(0, 6), piecewiseSurvivalTime = c(0, 3, 12), typeOfComputation = \"direct\")"
row("lrstat", trial(), "attained", 0.6665136321, 1e-7, call, lr, participants = 270)
row("lrstat-ni-2to1", trial(non_inferiority(1.3, 0.025, "lower"), rep(0.9, 3), c(20, 60), 2), "attained", 0.9538148916, 1e-7, call, lr, "hazardRatioH0 = 1.3", participants = 840)
row("npsurvss", trial(), "exact_total", 370.99701, 0.1, "npsurvSS::size_two_arm, accr_dist pieceuni", ns, "its quadrature steps over the jumps of the hazard", target = 0.8)

# rpact: proportional hazards near 1, where Schoenfeld and Lakatos agree
s <- getSampleSizeSurvival(alpha = 0.025, sided = 1, beta = 0.2, piecewiseSurvivalTime = list("0 - <3" = 0.1, "3 - <12" = 0.05, ">=12" = 0.02), hazardRatio = 0.95,
  accrualTime = c(0, 6, 18), accrualIntensity = c(0.25, 1), accrualIntensityType = "relative", followUpTime = 9, dropoutRate1 = 1 - exp(-0.12), dropoutRate2 = 1 - exp(-0.12), dropoutTime = 12)
row("rpact-near-one-events", trial(ratios = rep(0.95, 3)), "events_exact", s$eventsFixed, 8, "rpact::getSampleSizeSurvival, Schoenfeld", pkg("rpact"), "hazard ratio 0.95: one in a thousand", target = 0.8)
row("rpact-near-one", trial(ratios = rep(0.95, 3)), "exact_total", s$nFixed, 18, "rpact::getSampleSizeSurvival, Schoenfeld", pkg("rpact"), target = 0.8)

# by numerical integration, a waning effect at 1:2
total <- function(x, target) {
  p <- x$allocation / (1 + x$allocation); starts <- x$starts; last <- 18 + x$follow_up
  piece <- function(t) findInterval(t, starts); hz <- function(t, arm) x$control_hazards[piece(t)] * (if (arm) x$hazard_ratios[piece(t)] else 1)
  cum <- function(t, arm) { h <- x$control_hazards * (if (arm) x$hazard_ratios else 1); b <- c(0, cumsum(diff(starts) * head(h, -1))); b[piece(t)] + (t - starts[piece(t)]) * h[piece(t)] }
  entered <- approxfun(c(0, 6, 18), cumsum(c(0, 6 * x$accrual_rates[1], 12 * x$accrual_rates[2])) / sum(c(6, 12) * x$accrual_rates), rule = 2)
  y <- function(t, arm) exp(-cum(t, arm) - 0.01 * t) * entered(last - t)
  cuts <- sort(unique(c(0, starts[-1], last - 18, last - 6, last)))
  sum_of <- function(f) sum(mapply(function(a, b) integrate(f, a + 1e-12, b - 1e-12, rel.tol = 1e-10)$value, head(cuts, -1), cuts[-1]))
  both <- function(t) p * y(t, TRUE) + (1 - p) * y(t, FALSE); pq <- function(t) p * (1 - p) * y(t, TRUE) * y(t, FALSE)
  score <- sum_of(function(t) pq(t) / both(t) * (hz(t, FALSE) - hz(t, TRUE)))
  information <- sum_of(function(t) pq(t) / both(t)^2 * (p * y(t, TRUE) * hz(t, TRUE) + (1 - p) * y(t, FALSE) * hz(t, FALSE)))
  (qnorm(0.975) + qnorm(target))^2 * information / score^2
}
waning <- trial(ratios = c(0.5, 0.8, 1.1), k = 0.5)
row("integral-waning-1to2", waning, "exact_total", total(waning, 0.9), 0.01, "Lakatos 1988, 10.2307/2531910, by integrate()", base_r, target = 0.9)

write_rows()
