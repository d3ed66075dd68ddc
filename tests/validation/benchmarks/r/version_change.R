# An update against the locked version: accuracy kept (or better) and few regressions, on the same cases.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(mvtnorm))

plan <- function(e, c, limit, goal = superiority(), test = "exact")
  list(kind = "version_change", goal = goal, newly_right = e, newly_wrong = c, regression_limit = limit, test = test)
margin_of <- function(goal) if (goal$kind == "superiority") 0 else goal$margin

# superiority: McNemar's statistic (x - y) / sqrt(x + y), outcome by outcome
mcnemar_power <- function(n, d) {
  a <- tail_alpha(d$goal); e <- d$newly_right; c <- d$newly_wrong
  total <- 0
  for (y in 0:n) {
    if (pbinom(y, n, d$regression_limit) > a) break
    x <- 0:(n - y)
    shown <- x > y & (x - y) >= qnorm(1 - a) * sqrt(x + y)
    total <- total + dbinom(y, n, c) * sum(dbinom(x, n - y, e / (1 - c))[shown])
  }
  total
}
# margin: Tango's statistic, its restricted likelihood maximised numerically
tango <- function(x, y, n, margin) {
  like <- function(q) {  # q: share newly wrong, q - margin: share newly right, so that the difference is -margin
    term <- function(k, p) if (k == 0) 0 else k * log(p)
    term(x, q - margin) + term(y, q) + term(n - x - y, 1 - 2 * q + margin)
  }
  low <- max(margin, 0) + 1e-12; high <- (1 + margin) / 2 - 1e-12
  q <- optimize(like, c(low, high), maximum = TRUE, tol = 1e-12)$maximum
  (x - y + n * margin) / sqrt(n * (2 * q - margin - margin^2))
}
tango_power <- function(n, d) {
  a <- tail_alpha(d$goal); e <- d$newly_right; c <- d$newly_wrong; m <- d$goal$margin
  total <- 0
  for (y in 0:n) {
    if (pbinom(y, n, d$regression_limit) > a) break
    x <- 0:(n - y)
    shown <- sapply(x, function(k) tango(k, y, n, m) >= qnorm(1 - a))
    total <- total + dbinom(y, n, c) * sum(dbinom(x, n - y, e / (1 - c))[shown])
  }
  total
}
trinomial <- "trinomial outcomes enumerated, exact binomial limit of regressions"
for (x in list(list("better-200", plan(0.1, 0.03, 0.08), 200), list("better-751", plan(0.08, 0.03, 0.055), 751),
               list("better-one-sided", plan(0.4, 0.03, 0.2, superiority(1)), 14),
               list("better-rare", plan(0.03, 0.005, 0.02), 500))) {
  row(x[[1]], x[[2]], "attained", mcnemar_power(x[[3]], x[[2]]), 1e-6, paste("McNemar's statistic,", trinomial), base_r, participants = x[[3]])
}
for (x in list(list("margin-60", plan(0.1, 0.05, 0.2, non_inferiority(0.1)), 60), list("margin-150", plan(0.05, 0.05, 0.12, non_inferiority(0.06)), 150),
               list("margin-300", plan(0.05, 0.03, 0.06, non_inferiority(0.03)), 300))) {
  row(x[[1]], x[[2]], "attained", tango_power(x[[3]], x[[2]]), 1e-6, paste("Tango's statistic by numerical likelihood,", trinomial), base_r, participants = x[[3]])
}
sizes <- function(id, d, target, to) {
  reached <- sapply(2:to, mcnemar_power, d = d) >= target
  stopifnot(all(reached[(to - to %/% 4):(to - 1)]))
  row(paste0(id, "-first"), d, "first", which(reached)[1] + 1, 0, paste("McNemar's statistic,", trinomial), base_r, target = target)
  row(paste0(id, "-safe"), d, "safe", max(which(!reached)) + 2, 0, paste("McNemar's statistic,", trinomial), base_r, target = target)
}
sizes("better", plan(0.12, 0.03, 0.08), 0.8, 700)
sizes("few", plan(0.4, 0.03, 0.2), 0.9, 150)

# normal: mvtnorm's bivariate normal
for (x in list(list("normal", plan(0.09, 0.03, 0.06, test = "normal"), 600), list("normal-low", plan(0.09, 0.03, 0.06, test = "normal"), 150),
               list("normal-one-sided", plan(0.2, 0.1, 0.16, superiority(1), "normal"), 250))) {
  d <- x[[2]]; n <- x[[3]]; e <- d$newly_right; c <- d$newly_wrong; l <- d$regression_limit; z <- qnorm(1 - tail_alpha(d$goal))
  v <- e + c - (e - c)^2; w <- c * (1 - c)
  h <- ((e - c) * sqrt(n) - z * sqrt(e + c)) / sqrt(v)
  k <- ((l - c) * sqrt(n) - z * sqrt(l * (1 - l))) / sqrt(w)
  r <- (e * c + w) / sqrt(v * w)
  row(x[[1]], d, "attained", as.numeric(pmvnorm(upper = c(h, k), corr = matrix(c(1, r, r, 1), 2))), 1e-6, "mvtnorm::pmvnorm", pkg("mvtnorm"), participants = n)
}

# simulated
set.seed(20261122)
n <- 428; trials <- 2e5; d <- plan(0.08, 0.03, 0.06)
x <- rmultinom(trials, n, c(0.08, 0.03, 0.89))
won <- (x[1, ] - x[2, ]) / sqrt(pmax(x[1, ] + x[2, ], 1)) >= qnorm(0.975) & pbinom(x[2, ], n, 0.06) <= 0.025
row("simulated", d, "attained", mean(won), 0.004, "2 x 10^5 simulated studies, multinomial", base_r, participants = n)
write_rows()
