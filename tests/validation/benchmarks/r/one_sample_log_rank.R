# One-sample log-rank test, Wu 2015. logRank1s is on GitHub only: frozen, before its rounding up.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

trial <- function(hr = 0.6, shape = 1, goal = superiority(1, "lower", 0.025), accrual = 24, follow = 12, horizon = 12, s = 0.5, dropout = 0, test = "expected")
  list(kind = "one_sample_log_rank", goal = goal, hazard_ratio = hr, survival_reference = s, horizon = horizon, accrual = accrual, follow_up = follow,
       dropout = dropout, shape = shape, test = test, method = "wu")
g <- frozen("R logRank1s", "0.0.0.9000"); call <- "logRank1s::SampleSize, before rounding"
wu <- trial(1 / 1.75, 1.22, superiority(1, "lower", 0.05), 5, 3, 9)
row("logrank1s-wu", wu, "exact_total", 87.3154355071, 0.001, call, g, target = 0.8)
row("logrank1s-exponential", trial(), "exact_total", 52.4730344660, 0.001, call, g, target = 0.8)
row("logrank1s-08", trial(0.8), "exact_total", 321.7557717212, 0.001, call, g, target = 0.9)
row("logrank1s-early", trial(0.5, 0.7), "exact_total", 18.1300340369, 0.001, call, g, target = 0.5)
row("logrank1s-higher", trial(1.5, 1.5, superiority(1, "higher", 0.025)), "exact_total", 108.8567697225, 0.001, call, g, target = 0.99)
row("paper-wu", wu, "total", 88, 0, "Wu 2015 Pharm Stat, 10.1002/pst.1654", published("Wu 2015"), target = 0.8)

# by the distribution of (event, reference cumulative hazard at exit): density of events, then of exits without event
total <- function(x, target) {
  l <- -log(x$survival_reference) / x$horizon^x$shape; loss <- -log(1 - x$dropout) / x$horizon; last <- x$accrual + x$follow_up
  null <- if (x$goal$kind == "superiority") 1 else x$goal$margin
  H <- function(t) l * t^x$shape; y <- function(t) exp(-x$hazard_ratio * H(t) - loss * t); h <- function(t) l * x$shape * t^(x$shape - 1)
  G <- function(t) pmin(1, (last - t) / max(x$accrual, 1e-12)); sum_of <- function(f) integrate(f, 0, x$follow_up, rel.tol = 1e-10)$value + if (x$accrual > 0) integrate(f, x$follow_up, last, rel.tol = 1e-10)$value else 0
  moment <- function(with_event, without) {  # E f(1, H) over events + E f(0, H) over exits
    out <- sum_of(function(t) with_event(H(t)) * x$hazard_ratio * h(t) * y(t) * G(t)) + sum_of(function(t) without(H(t)) * loss * y(t) * G(t))
    out + if (x$accrual > 0) integrate(function(t) without(H(t)) * y(t) / x$accrual, x$follow_up, last, rel.tol = 1e-10)$value else without(H(last)) * y(last)
  }
  o <- moment(function(e) 1, function(e) 0 * e); e <- moment(identity, identity)
  m <- moment(function(e) 1 - null * e, function(e) -null * e); v <- moment(function(e) (1 - null * e)^2, function(e) (null * e)^2) - m^2
  est <- if (x$test == "expected") null * e else (o + null * e) / 2
  ((qnorm(1 - tail_alpha(x$goal)) * sqrt(est) + qnorm(target) * sqrt(v)) / m)^2
}
for (x in list(list("losses", trial(0.7, dropout = 0.1), 0.9), list("average", trial(0.7, 1.3, test = "average", dropout = 0.2), 0.8), list("fixed", trial(0.5, accrual = 0, s = 0.97), 0.8),
               list("ni", trial(1, goal = non_inferiority(1.4, better = "lower")), 0.8), list("ni-average-two", trial(0.9, 2, non_inferiority(1.3, better = "lower"), test = "average"), 0.9)))
  row(paste0("moments-", x[[1]]), x[[2]], "exact_total", total(x[[2]], x[[3]]), 0.001, "moments of (event, expected) by integrate() over exits", base_r, target = x[[3]])

write_rows()
