# Difference in restricted means, Greenwood variance in the limit. lrstat and npsurvSS are not in Debian: frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

trial <- function(k = 1, until = 24, shape = c(1, 1), goal = superiority(1, alpha = 0.025), s = c(0.62, 0.5))
  list(kind = "rmst_difference", goal = goal, survival_control = s[2], survival_experimental = s[1], horizon = 12, accrual = 24, follow_up = 12,
       until = until, dropout = 0.05, allocation = k, shape_control = shape[2], shape_experimental = shape[1])
lr <- frozen("R lrstat", "0.2.15"); ns <- frozen("R npsurvSS", "1.1.0")
call <- "lrstat::rmpower(milestone, exponential curves and losses)"
row("lrstat-1to1", trial(), "attained", 0.6837385177, 1e-7, call, lr, participants = 300)
row("lrstat-2to1", trial(2), "attained", 0.6332961976, 1e-7, call, lr, participants = 300)
row("lrstat-late-1to2", trial(0.5, 35.9999), "attained", 0.6658530781, 1e-7, call, lr, participants = 300)
size <- "npsurvSS::size_two_arm(rmst difference)"
row("npsurvss-1to1", trial(), "exact_total", 396.105310995, 0.01, size, ns, target = 0.8)
row("npsurvss-2to1", trial(2), "exact_total", 444.899315901, 0.01, size, ns, target = 0.8)
row("npsurvss-weibull", trial(1, 18, c(1.5, 0.6)), "exact_total", 219.833397025, 0.01, size, ns, "shapes 0.6 and 1.5", target = 0.8)

# by numerical integration, with a margin
total <- function(x, target) {
  curve <- function(s, shape) function(t) s^((t / 12)^shape)
  y <- function(t) 0.95^(t / 12) * pmin(1, (36 - t) / 24); p <- x$allocation / (1 + x$allocation)
  area <- function(f, from) integrate(f, from, x$until, rel.tol = 1e-9)$value
  variance <- function(s, shape) { f <- curve(s, shape)
    g <- function(t) sapply(t, function(u) area(f, u)^2) * (-log(s) * shape / 12 * (t / 12)^(shape - 1)) / (f(t) * y(t))
    integrate(g, 0, min(12, x$until), rel.tol = 1e-8)$value + if (x$until > 12) integrate(g, 12, x$until, rel.tol = 1e-8)$value else 0 }
  e <- curve(x$survival_experimental, x$shape_experimental); c <- curve(x$survival_control, x$shape_control)
  margin <- if (x$goal$kind == "superiority") 0 else x$goal$margin
  v <- variance(x$survival_experimental, x$shape_experimental) / p + variance(x$survival_control, x$shape_control) / (1 - p)
  (qnorm(0.975) + qnorm(target))^2 * v / (area(e, 0) - area(c, 0) + margin)^2
}
for (x in list(list("ni-1to2", trial(0.5, 12, goal = non_inferiority(1), s = c(0.8, 0.82)), 0.9), list("weibull-2to1", trial(2, 20, c(1.2, 0.8)), 0.5), list("power-99", trial(s = c(0.9, 0.6)), 0.99)))
  row(paste0("integral-", x[[1]]), x[[2]], "exact_total", total(x[[2]], x[[3]]), 0.01, "Royston & Parmar 2013, 10.1186/1471-2288-13-152, by integrate()", base_r, target = x[[3]])

write_rows()
