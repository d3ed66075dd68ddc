# Stepped wedge, continuous endpoint: explicit generalised least squares, Hussey-Hughes closed form, Woertman's design effect;
# swCRTdesign and SteppedPower are not in Debian: their calls stand beside the frozen values.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R")); source(file.path(here, "gls_periods.R"))

plan <- function(d, sequences, icc = 0.05, sd = 1, alpha = 0.05, goal = superiority(better = if (d > 0) "higher" else "lower", alpha = alpha), ...)
  c(list(kind = "stepped_wedge", goal = goal, difference = d, sd = sd, sequences = sequences, icc = icc), list(...))
structure_of <- function(between, cac, iac) c(
  if (between != "exchangeable") list(correlation = if (between == "nested") "nested_exchangeable" else "decay", cac = cac),
  if (iac > 0) list(sampling = "cohort", iac = iac))

# ---- explicit matrices
add <- function(id, x, m, d, sequences, between = "exchangeable", cac = 1, iac = 0, icc = 0.05, sd = 1, df = Inf, note = "", ...) {
  se <- gls_se(x, m, sd^2, icc, between, cac, iac)
  people <- nrow(x) * m * if (iac > 0) 1 else ncol(x)
  design <- do.call(plan, c(list(d, sequences, icc, sd), list(clusters_available = nrow(x), method = if (is.finite(df)) "t" else "z"), structure_of(between, cac, iac), list(...)))
  row(id, design, "attained", near_tail(d, se, df = df), 1e-7, "explicit generalised least squares on cluster-period means", base_r, note, participants = people)
}
add("gls-hh", wedge(rep(1, 6)), 20, 0.3, 6, note = "sw-hh-01")
add("gls-nested", wedge(rep(3, 4)), 25, 0.25, 4, "nested", 0.8)
add("gls-decay", wedge(rep(3, 4)), 25, 0.25, 4, "decay", 0.8)
add("gls-decay-zero", wedge(rep(3, 4)), 25, 0.25, 4, "decay", 0, note = "no correlation between periods")
add("gls-cohort", wedge(rep(3, 4)), 25, 0.25, 4, "nested", 0.8, 0.5)
add("gls-cohort-decay", wedge(rep(3, 4)), 25, 0.25, 4, "decay", 0.8, 0.5)
add("gls-unequal", wedge(c(3, 3, 2, 2)), 25, 0.25, 4, note = "10 clusters in 4 sequences")
add("gls-long", wedge(rep(2, 5), 2, 2), 15, -0.3, 5, icc = 0.1, baseline_periods = 2, final_periods = 2)
add("gls-no-common-period", wedge(rep(4, 3), 0, 0), 12, 2, 3, icc = 0.02, sd = 6, baseline_periods = 0, final_periods = 0)
add("gls-two-sequences-tiny", wedge(c(1, 1)), 5, 1.5, 2, icc = 0.01)
add("gls-independent", wedge(rep(5, 4)), 10, 0.3, 4, icc = 0)
add("gls-large-icc", wedge(rep(2, 6)), 200, 0.1, 6, icc = 0.6)
add("t-within", wedge(rep(1, 6)), 25, 0.3, 6, df = 6 * 7 - 6 - 7)
with_df <- function(id, x, m, d, sequences, name, df) {
  design <- plan(d, sequences, clusters_available = nrow(x), df = name)
  row(id, design, "attained", near_tail(d, gls_se(x, m, 1, 0.05), df = df), 1e-7, "explicit generalised least squares, non-central t", base_r, participants = length(x) * m)
}
with_df("t-clusters", wedge(rep(3, 4)), 25, 0.25, 4, "clusters", 10)
with_df("t-between-within", wedge(rep(6, 4)), 20, 0.2, 4, "between_within", 24 - 5 - 1)
with_df("t-containment", wedge(rep(6, 4)), 20, 0.2, 4, "containment", 24 * 5 - 24)
with_df("t-residual", wedge(rep(6, 4)), 20, 0.2, 4, "residual", 24 * 5 - 5 - 1)

# ---- sizes: clusters per sequence solved for, members given
solved <- function(id, sequences, m, d, target, between = "exchangeable", cac = 1, iac = 0, icc = 0.05, method = "z", goal = NULL, note = "") {
  x <- wedge(rep(1, sequences)); periods <- ncol(x)
  se <- gls_se(x, m, 1, icc, between, cac, iac)
  margin <- if (is.null(goal)) 0 else goal$margin
  a <- if (is.null(goal)) 0.05 else 2 * goal$alpha
  missing <- function(k) near_tail(abs(d + margin), se / sqrt(k), a, if (method == "t") k * sequences * (periods - 1) - periods else Inf) - target
  k <- root(missing, if (method == "t") (periods + 1) / (sequences * (periods - 1)) else 0.01, 1000)
  each <- sequences * m * if (iac > 0) 1 else periods
  design <- do.call(plan, c(list(d, sequences, icc), if (!is.null(goal)) list(goal = goal), list(cluster_period_size = m, method = method), structure_of(between, cac, iac)))
  row(id, design, "exact_total", k * each, 1e-3, "explicit generalised least squares, solved for the clusters", base_r, note, target = target)
  row(paste0(id, "-total"), design, "total", ceiling(k - 1e-9) * each, 0, "explicit generalised least squares, whole clusters in each sequence", base_r, note, target = target)
}
solved("size-z", 4, 20, 0.2, 0.8)
solved("size-t", 4, 20, 0.2, 0.8, method = "t")
solved("size-nested-90", 5, 10, 0.15, 0.9, "nested", 0.7, method = "t")
solved("size-decay-99", 3, 30, 0.3, 0.99, "decay", 0.6)
solved("size-cohort-50", 4, 15, 0.15, 0.5, "nested", 0.9, 0.6, method = "t")
solved("size-margin", 4, 20, 0, 0.9, goal = non_inferiority(0.2), note = "margin 0.2, true difference 0")
solved("size-margin-below", 4, 20, -0.05, 0.8, goal = non_inferiority(0.3), note = "margin 0.3, true difference -0.05")

# ---- closed forms
hussey_hughes <- function(x, tau2, s2) {
  u <- sum(x); w <- sum(colSums(x)^2); v <- sum(rowSums(x)^2); i <- nrow(x); t <- ncol(x)
  sqrt(i * s2 * (s2 + t * tau2) / ((i * u - w) * s2 + (u^2 + i * t * u - t * w - i * v) * tau2))
}
x <- wedge(rep(2, 5))
row("hussey-hughes", plan(0.2, 5, clusters_available = 10, method = "z"), "attained", near_tail(0.2, hussey_hughes(x, 0.05, 0.95 / 30)), 1e-7,
    "closed form of Hussey and Hughes 2007, equation 8", base_r, participants = length(x) * 30)
woertman <- function(k, m, icc, b = 1, t = 1) (1 + icc * (k * t * m + b * m - 1)) / (1 + icc * (k * t * m / 2 + b * m - 1)) * 3 * (1 - icc) / (2 * t * (k - 1 / k))
k <- 4; m <- 10; alone <- 4 * (qnorm(0.975) + qnorm(0.8))^2 / 0.4^2
row("woertman", plan(0.4, k, cluster_period_size = m, method = "z"), "exact_total", alone * woertman(k, m, 0.05) * (k + 1), 1e-3,
    "individual size x design effect of Woertman 2013 x (steps + 1)", base_r, "the design effect counts one measurement per person", target = 0.8)

# ---- swCRTdesign: swPwr(swDsn(clusters), "gaussian", n, mu0 = 0, mu1, sigma, tau, gamma, zeta); both tails
sw <- function(id, value, d, sequences, clusters, m, periods, ..., icc = 0.05, alpha = 0.05, people = clusters * periods * m, call)
  row(id, plan(d, sequences, icc, alpha = alpha, clusters_available = clusters, method = "z", ...), "attained", value, 1e-4, call, swcrt, both_tails, participants = people)
sw("swcrt-hh", 0.746452187127, 0.3, 6, 6, 20, 7, call = "swPwr(swDsn(rep(1, 6)), n = 20, sigma = sqrt(.95), tau = sqrt(.05))")
sw("swcrt-nested", 0.729761350880, 0.25, 4, 12, 25, 5, correlation = "nested_exchangeable", cac = 0.8, call = "swPwr(swDsn(rep(3, 4)), n = 25, sigma = sqrt(.95), tau = sqrt(.04), gamma = sqrt(.01))")
sw("swcrt-cohort", 0.893582832718, 0.25, 4, 12, 25, 5, correlation = "nested_exchangeable", cac = 0.8, sampling = "cohort", iac = 0.5, people = 300,
   call = "swPwr(swDsn(rep(3, 4)), n = 25, sigma = sqrt(.475), tau = sqrt(.04), gamma = sqrt(.01), zeta = sqrt(.475))")
sw("swcrt-long", 0.830844439162, 0.3, 5, 10, 15, 8, icc = 0.1, baseline_periods = 2, final_periods = 2, call = "swPwr(swDsn(rep(2, 5), extra.ctl.time = 1, extra.trt.time = 1), n = 15, sigma = sqrt(.9), tau = sqrt(.1))")
sw("swcrt-unequal", 0.727333532394, 0.25, 4, 10, 25, 5, call = "swPwr(swDsn(c(3, 3, 2, 2)), n = 25, sigma = sqrt(.95), tau = sqrt(.05))")
sw("swcrt-alpha-10", 0.734151703257, 0.2, 4, 12, 25, 5, alpha = 0.1, call = "swPwr(swDsn(rep(3, 4)), n = 25, sigma = sqrt(.95), tau = sqrt(.05), alpha = .1)")

# ---- SteppedPower: glsPower(Cl, mu0 = 0, mu1, sigma, tau, gamma, psi, N); both tails; its t is a shifted central one
sp <- function(id, value, d, sequences, clusters, m, call, ..., tolerance = 1e-4, sd = 1, people = clusters * 5 * m, note = both_tails)
  row(id, plan(d, sequences, 0.05, sd, clusters_available = clusters, ...), "attained", value, tolerance, call, stepped_power, note, participants = people)
sp("sp-hh", 0.746452187127, 0.3, 6, 6, 20, "glsPower(Cl = rep(1, 6), sigma = sqrt(.95), tau = sqrt(.05), N = 20)", method = "z", people = 840)
sp("sp-total-sd", 0.729761350880, 0.25, 4, 12, 25, "glsPower(alpha_0_1_2 = c(.05, .04, .04), sigma = sqrt(.95), N = 25)", method = "z", correlation = "nested_exchangeable", cac = 0.8)
sp("sp-residual-sd", 0.707799789785, 0.25, 4, 12, 25, "glsPower(alpha_0_1_2 = c(.05, .04, .04), sigma = 1, N = 25)", sd = 1 / sqrt(0.95), method = "z", correlation = "nested_exchangeable", cac = 0.8,
   note = "its sigma is the residual deviation: a total of 1 / sqrt(.95)")
sp("sp-decay", 0.693940873595, 0.25, 4, 12, 25, "glsPower(tau = sqrt(.05), sigma = sqrt(.95), AR = .8, N = 25)", method = "z", correlation = "decay", cac = 0.8)
sp("sp-cohort-decay", 0.859531251838, 0.25, 4, 12, 25, "glsPower(tau = sqrt(.05), psi = sqrt(.475), sigma = sqrt(.475), AR = c(.8, 1, 1), N = 25)", method = "z", correlation = "decay", cac = 0.8,
   sampling = "cohort", iac = 0.5, people = 300)
shifted <- "shifted central t, both tails: 0.0002 to 0.0004 below the non-central t"
sp("sp-between-within", 0.781527053124, 0.2, 4, 24, 20, "glsPower(Cl = rep(6, 4), dfAdjust = \"between-within\")", df = "between_within", tolerance = 5e-4, note = shifted)
sp("sp-containment", 0.817665746430, 0.2, 4, 24, 20, "glsPower(Cl = rep(6, 4), dfAdjust = \"containment\")", df = "containment", tolerance = 5e-4, note = shifted)
sp("sp-residual", 0.818890567244, 0.2, 4, 24, 20, "glsPower(Cl = rep(6, 4), dfAdjust = \"residual\")", df = "residual", tolerance = 5e-4, note = shifted)

# ---- 3,000 trials of individual data fitted by lme4::lmer(y ~ x + period + (1 | cluster)), t with 43 degrees of freedom (minutes, so frozen)
row("lme4-simulated", plan(0.35, 4, clusters_available = 12), "attained", 0.7406667, 0.025, "simulated individual data, lmer by REML", frozen("R lme4 (simulation)", "1.1.31"),
    "Monte Carlo error 0.008; one-sided type I error 0.0277 for 0.025, 0.0303 with the normal quantile", participants = 600)

# ---- shared reference values
row("peer-sw-hh-01", plan(0.3, 6, clusters_available = 6, method = "z"), "attained", 0.74644989852, 1e-6, "Hussey & Hughes 2007 Contemp Clin Trials 28:182", peers("own R closed form", "not stated"), "simulated 0.74779 (SE 0.0014)", participants = 840)
write_rows()
