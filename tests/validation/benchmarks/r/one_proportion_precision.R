# One proportion, width of its confidence interval at x = n p not rounded: Clopper-Pearson, Wilson, Wald.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(Hmisc); library(epiR) })

plan <- function(p, interval, confidence = 0.95)
  list(kind = "one_proportion_precision", goal = precision(confidence), p_expected = p, interval = interval)

width <- function(n, p, interval, confidence = 0.95) {
  a <- 1 - confidence; z <- qnorm(1 - a / 2); x <- n * p
  switch(interval,
    clopper_pearson = qbeta(1 - a / 2, x + 1, n - x) - qbeta(a / 2, x, n - x + 1),
    wilson = 2 * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n),
    wald = 2 * z * sqrt(p * (1 - p) / n))
}
size <- function(p, target, interval, confidence = 0.95) root(function(n) width(n, p, interval, confidence) - target, 2, 1e6)
sources <- c(clopper_pearson = "Clopper & Pearson 1934, 10.1093/biomet/26.4.404, by qbeta", wilson = "Wilson 1927, 10.1080/01621459.1927.10502953",
             wald = "Wald interval, normal approximation")

# base R root of the width formulas
for (x in list(c(0.9, 0.1, 0.95), c(0.95, 0.08, 0.95), c(0.8, 0.12, 0.9), c(0.97, 0.05, 0.99), c(0.5, 0.2, 0.95), c(0.03, 0.04, 0.95)))
  for (interval in names(sources)) {
    id <- sprintf("%s-%s-%s-%s", interval, x[1], x[2], x[3])
    row(id, plan(x[1], interval, x[3]), "exact_total", size(x[1], x[2], interval, x[3]), 0.01, sources[[interval]], base_r, target = x[2])
  }
for (interval in names(sources)) for (q in c(0.1, 0.05)) {
  n <- size(0.9, q, interval)
  row(sprintf("%s-total-%s", interval, q), plan(0.9, interval), "total", ceiling(n), 0, sources[[interval]], base_r, target = q)
}

# width at a size where n p is whole: Hmisc binconf (its own code)
for (x in list(c(90, 100, 0.95), c(9, 12, 0.95), c(294, 300, 0.95), c(5, 100, 0.99), c(64, 80, 0.9)))
  for (interval in names(sources)) {
    method <- c(clopper_pearson = "exact", wilson = "wilson", wald = "asymptotic")[[interval]]
    w <- diff(binconf(x[1], x[2], alpha = 1 - x[3], method = method)[1, 2:3])
    stopifnot(abs(w - width(x[2], x[1] / x[2], interval, x[3])) < 1e-6)
    row(sprintf("binconf-%s-%d-of-%d", interval, x[1], x[2]), plan(x[1] / x[2], interval, x[3]), "attained", unname(w), 1e-6,
        sprintf("Hmisc::binconf(method = \"%s\"), upper minus lower", method), pkg("Hmisc"),
        if (x[2] == 12) "fewer than 15 participants" else "", participants = x[2])
  }
# (not x = 1 or x = n - 1: there binconf replaces the Wilson limit by an exact one, 11 of 12 gives another width)
# stats: binom.test and prop.test print the same intervals
w <- diff(binom.test(45, 50)$conf.int); row("binom-test-45-of-50", plan(0.9, "clopper_pearson"), "attained", w, 1e-6, "stats::binom.test conf.int", base_r, participants = 50)
w <- diff(prop.test(45, 50, correct = FALSE)$conf.int); row("prop-test-45-of-50", plan(0.9, "wilson"), "attained", w, 1e-6, "stats::prop.test(correct = FALSE) conf.int", base_r, participants = 50)

# epiR: Wald, half-width as an absolute error
for (x in list(c(0.9, 0.06, 0.95), c(0.96, 0.05, 0.95), c(0.5, 0.1, 0.99)))  {
  n <- epi.sssimpleestb(N = NA, Py = x[1], epsilon = x[2] / 2, error = "absolute", se = 1, sp = 1, nfractional = TRUE, conf.level = x[3])
  row(sprintf("epir-wald-%s-%s", x[1], x[2]), plan(x[1], "wald", x[3]), "exact_total", as.numeric(n[[1]]), 0.01,
      "epiR::epi.sssimpleestb(error = \"absolute\", epsilon = width / 2)", pkg("epiR"), target = x[2])
}

# presize prec_prop (not in Debian): calls in cran.R
presize <- "presize prec_prop(conf.width =), x = n p not rounded"
row("presize-wilson-01", plan(0.9, "wilson"), "exact_total", 140.9727633458, 0.01, paste(presize, "; Newcombe 1998"), peers("presize", "0.3.7"), "id p1-ci-wilson-01", target = 0.1)
row("presize-wilson-01-total", plan(0.9, "wilson"), "total", 141, 0, presize, peers("presize", "0.3.7"), "id p1-ci-wilson-01", target = 0.1)
row("presize-cp-02", plan(0.99, "clopper_pearson"), "exact_total", 496.8100762136, 0.01, presize, peers("presize", "0.3.7"), "id p1-ci-cp-02, extreme rate", target = 0.02)
row("presize-cp-02-total", plan(0.99, "clopper_pearson"), "total", 497, 0, presize, peers("presize", "0.3.7"), "id p1-ci-cp-02", target = 0.02)
row("presize-cp-02-wald", plan(0.99, "wald"), "exact_total", 380.3044232487, 0.01, presize, peers("presize", "0.3.7"), "id p1-ci-cp-02, cross check", target = 0.02)
row("presize-cp-02-wilson", plan(0.99, "wilson"), "exact_total", 453.871875691, 0.01, presize, peers("presize", "0.3.7"), "id p1-ci-cp-02, cross check", target = 0.02)
row("presize-ac", plan(0.9, "agresti_coull"), "exact_total", 146.827784138, 0.001, presize, frozen("R presize", "0.3.7"), "method = agresti-coull, tol = 1e-9", target = 0.1)
row("presize-ac-90", plan(0.97, "agresti_coull", 0.9), "exact_total", 155.65903408, 0.001, presize, frozen("R presize", "0.3.7"), target = 0.05)

# assurance: quantile of the widths of every count, enumerated; Hmisc binconf for the Wilson and exact widths
assured <- function(n, p, q, interval, confidence = 0.95) {
  x <- 0:n
  w <- if (interval == "agresti_coull") { z2 <- qnorm((1 + confidence) / 2)^2; r <- (x + z2 / 2) / (n + z2); 2 * sqrt(z2 * r * (1 - r) / (n + z2)) }
       else if (interval == "clopper_pearson") { b <- binconf(x, n, alpha = 1 - confidence, method = "exact"); b[, 3] - b[, 2] }
       else sapply(x, function(k) diff(suppressWarnings(prop.test(k, n, conf.level = confidence, correct = FALSE))$conf.int))
  o <- order(w); w[o][which(cumsum(dbinom(x, n, p)[o]) >= q - 1e-12)[1]]
}
goal <- function(design, q) { design$goal$assurance <- q; design }
for (x in list(c(0.9, 150, 0.9), c(0.97, 60, 0.8), c(0.5, 40, 0.95), c(0.02, 15, 0.8)))
  for (interval in c("clopper_pearson", "wilson", "agresti_coull"))
    row(sprintf("assured-%s-%s-%s", interval, x[1], x[2]), goal(plan(x[1], interval), x[3]), "attained", assured(x[2], x[1], x[3], interval), 1e-6,
        "quantile of the enumerated widths", if (interval == "clopper_pearson") pkg("Hmisc") else base_r, participants = x[2])
met <- sapply(1:400, function(n) assured(n, 0.9, 0.9, "clopper_pearson") <= 0.1)
row("assured-first", goal(plan(0.9, "clopper_pearson"), 0.9), "first", which(met)[1], 0, "every size up to 400 enumerated", pkg("Hmisc"), target = 0.1)
row("assured-safe", goal(plan(0.9, "clopper_pearson"), 0.9), "safe", max(which(!met)) + 1, 0, "every size up to 400 enumerated", pkg("Hmisc"), target = 0.1)

# ---- finite population: Krejcie and Morgan's table, and Cochran's correction n0 N / (N - 1 + n0)
finite <- function(p, population, interval = "wald") c(plan(p, interval), list(population = population))
table_1970 <- frozen("printed table, Krejcie and Morgan 1970", "table 1"); km <- "Krejcie & Morgan 1970, 10.1177/001316447003000308, table 1 (rounded to the nearest)"
for (x in list(c(100, 80), c(500, 217), c(1000, 278), c(20000, 377), c(75000, 382)))
  row(sprintf("krejcie-morgan-%d", x[1]), finite(0.5, x[1]), "exact_total", x[2], 0.51, km, table_1970, target = 0.1)
cochran <- function(p, population, width) { n0 <- 4 * qnorm(0.975)^2 * p * (1 - p) / width^2; n0 * population / (population - 1 + n0) }
row("finite-wald", finite(0.3, 600), "exact_total", cochran(0.3, 600, 0.1), 0.01, "Cochran's finite population correction", base_r, target = 0.1)
write_rows()
