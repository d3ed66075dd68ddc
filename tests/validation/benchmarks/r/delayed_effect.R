# Log-rank test with a delayed effect: Lakatos' integral, null variance. lrstat and npsurvSS are not in Debian: frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

late <- function(k = 1, test = "log_rank", rho = 0, gamma = 1, delay = 6)
  list(kind = "delayed_effect", goal = superiority(1, "lower", 0.025), hazard_ratio = 0.6, survival_control = 0.5, horizon = 12, accrual = 24,
       follow_up = 12, dropout = 1 - exp(-0.06), allocation = k, delay = delay, test = test, rho = rho, gamma = gamma, method = "lakatos_null")
lr <- frozen("R lrstat", "0.2.15"); ns <- frozen("R npsurvSS", "1.1.0"); fh <- "fleming_harrington"
call <- "lrstat::lrpower(piecewiseSurvivalTime = c(0, 6), lambda1 = log(2) / 12 * c(1, 0.6), rho1, rho2)"
row("lrstat-1to1", late(), "attained", 0.6044007668, 1e-7, call, lr, participants = 400)
row("lrstat-2to1", late(2), "attained", 0.5553373764, 1e-7, call, lr, participants = 400)
row("lrstat-fh01", late(1, fh), "attained", 0.8004767729, 1e-7, call, lr, participants = 400)
row("lrstat-fh01-2to1", late(2, fh), "attained", 0.7695159039, 1e-7, call, lr, participants = 400)
row("lrstat-fh10", late(1, fh, 1, 0), "attained", 0.3686352409, 1e-7, call, lr, participants = 400)
size <- "npsurvSS::size_two_arm(weighted logrank, mean.approx asymptotic, var.approx 1)"
row("npsurvss-1to1", late(), "exact_total", 634.333844009, 0.01, size, ns, target = 0.8)
row("npsurvss-2to1", late(2), "exact_total", 712.51290786, 0.01, size, ns, target = 0.8)

# by numerical integration over the time since inclusion
total <- function(x, target) {
  h <- log(2) / 12; p <- x$allocation / (1 + x$allocation)
  at_risk <- function(t, arm) exp(-h * (if (arm) ifelse(t < x$delay, t, x$delay + 0.6 * (t - x$delay)) else t) - 0.005 * t) * pmin(1, (36 - t) / 24)
  sum_of <- function(f) sum(mapply(function(a, b) integrate(f, a, b, rel.tol = 1e-10)$value, c(0, 6, 12), c(6, 12, 36)))
  weight <- function(t) { s <- p * at_risk(t, TRUE) + (1 - p) * at_risk(t, FALSE); s <- s / exp(-0.005 * t) / pmin(1, (36 - t) / 24)
    if (x$test == "log_rank") 1 else if (x$test == "after_delay") t >= x$delay else s^x$rho * (1 - s)^x$gamma }
  both <- function(t) p * at_risk(t, TRUE) + (1 - p) * at_risk(t, FALSE)
  score <- sum_of(function(t) weight(t) * p * (1 - p) * at_risk(t, TRUE) * at_risk(t, FALSE) / both(t) * h * ifelse(t < x$delay, 0, 0.4))
  information <- sum_of(function(t) weight(t)^2 * p * (1 - p) * at_risk(t, TRUE) * at_risk(t, FALSE) / both(t)^2 * h * (p * at_risk(t, TRUE) * ifelse(t < x$delay, 1, 0.6) + (1 - p) * at_risk(t, FALSE)))
  (qnorm(0.975) + qnorm(target))^2 * information / score^2
}
for (x in list(list("log-rank", late()), list("fh11-1to2", late(0.5, fh, 1, 1)), list("after-delay", late(1, "after_delay")), list("after-delay-2to1", late(2, "after_delay"))))
  row(paste0("integral-", x[[1]]), x[[2]], "exact_total", total(x[[2]], 0.9), 0.01, "Lakatos 1988, 10.2307/2531910, by integrate()", base_r, target = 0.9)

write_rows()
