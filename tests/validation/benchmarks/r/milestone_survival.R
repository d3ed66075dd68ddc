# Survival at a date, Kaplan-Meier with Greenwood's variance in the limit. lrstat and npsurvSS are not in Debian: frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

trial <- function(k = 1, accrual = 12, follow = 6, dropout = 0.1, shape = c(1, 1), goal = superiority(1, alpha = 0.025), s = c(0.65, 0.5), method = "plain")
  list(kind = "milestone_survival", goal = goal, survival_control = s[2], survival_experimental = s[1], horizon = 12, accrual = accrual,
       follow_up = follow, dropout = dropout, allocation = k, shape_control = shape[2], shape_experimental = shape[1], method = method)
lr <- frozen("R lrstat", "0.2.15"); ns <- frozen("R npsurvSS", "1.1.0")
call <- "lrstat::kmpower(milestone = 12, exponential curves and losses)"
row("lrstat-1to1", trial(), "attained", 0.6398711858, 1e-7, call, lr, participants = 300)
row("lrstat-2to1", trial(2), "attained", 0.5813791531, 1e-7, call, lr, participants = 300)
row("lrstat-1to2", trial(0.5, follow = 12), "attained", 0.6895700727, 1e-7, call, lr, participants = 300)
row("lrstat-ni-2to1", trial(2, goal = non_inferiority(0.1), s = c(0.5, 0.5)), "attained", 0.5180128869, 1e-7, call, lr, participants = 600)
size <- "npsurvSS::size_two_arm(survival difference)"
row("npsurvss-1to1", trial(), "exact_total", 438.200286579, 0.01, size, ns, target = 0.8)
row("npsurvss-2to1", trial(2), "exact_total", 502.178258987, 0.01, size, ns, target = 0.8)
row("npsurvss-weibull", trial(shape = c(1.5, 0.6)), "exact_total", 435.74314291, 0.01, size, ns, "shapes 0.6 and 1.5", target = 0.8)

# no censoring before the date: two proportions, unpooled; on the log(-log) scale by the delta method
whole <- function(x, target) {
  k <- x$allocation; s <- c(x$survival_experimental, x$survival_control); n <- c(k, 1) / (1 + k); margin <- if (x$goal$kind == "superiority") 0 else x$goal$margin
  v <- if (x$method == "plain") s * (1 - s) else (1 - s) / (s * log(s)^2)
  d <- if (x$method == "plain") s[1] - s[2] + margin else log(log(s[2]) / log(s[1]))
  (qnorm(1 - tail_alpha(x$goal)) + qnorm(target))^2 * sum(v / n) / d^2
}
peer <- trial(accrual = 0, follow = 12, dropout = 0)
row("peer-milestone", peer, "exact_total", 2 * 222.9908671928, 0.001, "unpooled variance", peers("own R, lrstat", "0.2.15"), "id s-milestone-01, 222.99 per arm", target = 0.9)
for (x in list(list("two-to-one", trial(2, 0, 12, 0), 0.8), list("log-log-1to2", trial(0.5, 0, 12, 0, method = "log_log"), 0.8), list("rare", trial(1, 0, 12, 0, s = c(0.99, 0.96)), 0.99),
               list("two-sided", trial(1, 0, 12, 0, goal = superiority(2)), 0.5), list("ni", trial(2, 0, 12, 0, goal = non_inferiority(0.05), s = c(0.9, 0.9)), 0.9)))
  row(paste0("base-", x[[1]]), x[[2]], "exact_total", whole(x[[2]], x[[3]]), 0.001, "two proportions, unpooled, or log(-log) by the delta method", base_r, target = x[[3]])

write_rows()
