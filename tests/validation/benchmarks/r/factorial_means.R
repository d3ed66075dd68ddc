# 2 x 2 factorial, means: main effect and interaction by the non-central F of a linear model, rpact, simulated lm.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(pwr) })

plan <- function(d, sd, contrast = "main", goal = superiority(), method = "t")
  list(kind = "factorial_means", goal = goal, contrast = contrast, difference = d, sd = sd, method = method)
low <- superiority(better = "lower")

# ---- non-centrality from the design matrix, one tail of the t distribution
cells <- expand.grid(a = 0:1, b = 0:1)
at <- function(n, shift, sd, contrast, alpha) {
  x <- if (contrast == "main") model.matrix(~ a + b, cells) else model.matrix(~ a * b, cells)
  se <- sd * sqrt(solve(crossprod(x) * n / 4)[if (contrast == "main") 2 else 4, if (contrast == "main") 2 else 4]); df <- n - ncol(x)
  pt(qt(1 - alpha, df), df, shift / se, lower.tail = FALSE)
}
text <- "non-central t, standard error from the design matrix"
for (x in list(list("main-128", 128, 5, "main", superiority()), list("interaction-400", 400, 6, "interaction", superiority()), list("lower-tiny-12", 12, -16, "main", low),
               list("ni-200", 200, -0.5, "main", non_inferiority(4)))) {
  bound <- if (x[[5]]$kind == "superiority") 0 else x[[5]]$margin; sign <- if (x[[5]]$better == "higher") 1 else -1
  row(x[[1]], plan(x[[3]], 10, x[[4]], x[[5]]), "attained", at(x[[2]], sign * x[[3]] + bound, 10, x[[4]], tail_alpha(x[[5]])), 1e-8, text, base_r, participants = x[[2]])
}
row("interaction-size", plan(5, 10, "interaction"), "exact_total", root(function(n) at(n, 5, 10, "interaction", 0.025) - 0.9, 8, 5000), 0.01, text, base_r, target = 0.9)

# ---- pwr: F test of one factor, both tails (the far one is below 1e-7 here)
f2 <- pwr.f2.test(u = 1, v = 125, f2 = 128 * (5 / 20)^2 / 127, sig.level = 0.05)$power
row("pwr-f2-main-128", plan(5, 10), "attained", f2, 1e-5, "pwr::pwr.f2.test(u = 1, v = 125)", pkg("pwr"), participants = 128)

# ---- rpact: normal approximation; an interaction is a difference of differences
for (x in list(list("main", 1), list("interaction", 2))) {
  n <- getSampleSizeMeans(alternative = 5, stDev = 10 * x[[2]], alpha = 0.025, sided = 1, beta = 0.2, normalApproximation = TRUE)$nFixed
  row(paste0("rpact-z-", x[[1]]), plan(5, 10, x[[1]], method = "z"), "exact_total", n, 0.01, "rpact getSampleSizeMeans(normalApproximation = TRUE)", pkg("rpact"), target = 0.8)
}

# ---- lm on simulated trials
set.seed(9)
frame <- cells[rep(1:4, each = 16), ]; hits <- 0
for (i in 1:4000) {
  y <- rnorm(64, 6 * frame$a + 3 * frame$b, 10)
  hits <- hits + (summary(lm(y ~ a + b, frame))$coefficients["a", "t value"] > qt(0.975, 61))
}
row("lm-64", plan(6, 10), "attained", hits / 4000, 0.023, "4,000 simulated trials analysed by lm, three Monte Carlo errors", base_r, participants = 64)
write_rows()
