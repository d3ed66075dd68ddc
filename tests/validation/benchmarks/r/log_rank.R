# Log-rank test, proportional hazards: Schoenfeld, Freedman, Lachin-Foulkes; exponential survival and losses, uniform accrual.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(epiR) })

low <- superiority(better = "lower")
ni <- function(margin = 1.3, alpha = 0.025) non_inferiority(margin, alpha, "lower")
trial <- function(hr, s = 0.5, horizon = 12, accrual = 24, follow = 12, dropout = 0.05, k = 1, goal = low, method = "schoenfeld")
  list(kind = "log_rank", goal = goal, hazard_ratio = hr, survival_control = s, horizon = horizon, accrual = accrual, follow_up = follow,
       dropout = dropout, allocation = k, method = method)
with_method <- function(x, method) { x$method <- method; x }
whole <- function(n, k) if (k >= 1) blocks(n, k, 1) else blocks(n, 1, 1 / k)

# probability of an observed event by the end, numerically integrated over entry
event <- function(hazard, x) {
  lost <- -log(1 - x$dropout) / x$horizon; total <- hazard + lost
  by <- function(t) hazard / total * (1 - exp(-total * t))
  if (x$accrual == 0) by(x$follow_up) else integrate(by, x$follow_up, x$follow_up + x$accrual, rel.tol = 1e-11)$value / x$accrual
}
hazard <- function(x) -log(x$survival_control) / x$horizon
average <- function(x) { k <- x$allocation; (k * event(x$hazard_ratio * hazard(x), x) + event(hazard(x), x)) / (1 + k) }
limit <- function(x) if (x$goal$kind == "superiority") 1 else x$goal$margin
schoenfeld <- function(x, target) {
  k <- x$allocation; (qnorm(1 - tail_alpha(x$goal)) + qnorm(target))^2 * (1 + k)^2 / (k * log(x$hazard_ratio / limit(x))^2)
}
freedman <- function(x, target) {
  k <- x$allocation; h <- x$hazard_ratio; (qnorm(1 - tail_alpha(x$goal)) + qnorm(target))^2 * (1 + k * h)^2 / (k * (1 - h)^2)
}
lachin_foulkes <- function(x, target) {
  k <- x$allocation; qe <- k / (1 + k); qc <- 1 - qe; l <- hazard(x); h <- x$hazard_ratio; h0 <- limit(x)
  null <- (qc * l + qe * h * l) / (qc + qe * h0)                        # average hazard kept, hazard ratio h0
  variance <- function(e, c) 1 / (qe * event(e, x)) + 1 / (qc * event(c, x))
  n <- (qnorm(1 - tail_alpha(x$goal)) * sqrt(variance(h0 * null, null)) + qnorm(target) * sqrt(variance(h * l, l)))^2 / log(h / h0)^2
  c(n = n, events = n * average(x))
}
sources <- c(schoenfeld = "Schoenfeld 1981, 10.1093/biomet/68.1.316", freedman = "Freedman 1982, 10.1002/sim.4780010204",
             lachin_foulkes = "Lachin & Foulkes 1986, Biometrics 42:507-519, log hazard ratio, average hazard under H0")

# ---- rpact: events and participants
rpact_size <- function(x, target) {
  s <- getSampleSizeSurvival(hazardRatio = x$hazard_ratio, thetaH0 = limit(x), lambda2 = hazard(x), alpha = tail_alpha(x$goal), sided = 1, beta = 1 - target,
    accrualTime = c(0, x$accrual), followUpTime = x$follow_up, dropoutRate1 = x$dropout, dropoutRate2 = x$dropout, dropoutTime = x$horizon,
    allocationRatioPlanned = x$allocation, typeOfComputation = c(schoenfeld = "Schoenfeld", freedman = "Freedman")[[x$method]])
  c(n = s$nFixed, events = s$eventsFixed)
}
size <- function(id, x, target, note = "", total = FALSE) {
  r <- rpact_size(x, target); formula <- if (x$method == "schoenfeld") schoenfeld else freedman
  stopifnot(abs(r[["events"]] - formula(x, target)) < 0.01, abs(r[["n"]] / (formula(x, target) / average(x)) - 1) < 1e-4)
  text <- sprintf("rpact getSampleSizeSurvival(typeOfComputation = \"%s\"); %s", x$method, sources[[x$method]])
  row(paste0(id, "-events"), x, "events_exact", r[["events"]], 0.01, text, pkg("rpact"), note, target = target)
  row(id, x, "exact_total", r[["n"]], 0.05, text, pkg("rpact"), note, target = target)
  if (total) row(paste0(id, "-total"), x, "total", whole(r[["n"]], x$allocation), 0, text, pkg("rpact"), note, target = target)
}
size("schoenfeld-1to1", trial(0.7), 0.8, total = TRUE)
size("schoenfeld-2to1", trial(0.7, k = 2), 0.8, "conservative at 2:1: simulated 0.818 to 0.823", total = TRUE)
size("schoenfeld-1to2", trial(0.7, k = 0.5), 0.8, "optimistic at 1:2: simulated 0.783", total = TRUE)
size("schoenfeld-no-loss", trial(0.65, 0.6, 24, 18, 18, 0), 0.9)
size("schoenfeld-power-50", trial(0.5), 0.5)
size("schoenfeld-power-99", trial(0.5), 0.99)
size("schoenfeld-tiny", trial(0.1, 0.2, 12, 6, 12, 0.05), 0.8, "fewer than 15 per arm")
size("schoenfeld-one-sided", trial(0.7, goal = superiority(1, "lower")), 0.8)
size("schoenfeld-higher", trial(1.5, 0.6, goal = superiority()), 0.8, "better = higher: the event is wanted (healing, discharge)")
size("schoenfeld-rare", trial(0.6, 0.97, 12, 12, 24, 0.10), 0.8, "event-free beyond 0.95")
size("schoenfeld-ni", trial(1.0, goal = ni()), 0.9, "non-inferiority, limit 1.3", total = TRUE)
size("schoenfeld-ni-better-2to1", trial(0.95, k = 2, goal = ni()), 0.8, "true hazard ratio 0.95 under a limit of 1.3")
size("schoenfeld-ni-worse-1to2", trial(1.05, k = 0.5, goal = ni(1.4)), 0.8, "true hazard ratio 1.05 under a limit of 1.4")
size("freedman-1to1", trial(0.7, method = "freedman"), 0.8)
size("freedman-2to1", trial(0.7, k = 2, method = "freedman"), 0.8, "optimistic at 2:1: simulated 0.779 to 0.782")
size("freedman-1to2", trial(0.7, k = 0.5, method = "freedman"), 0.8, "conservative at 1:2: simulated 0.826")
size("freedman-power-99", trial(0.5, method = "freedman"), 0.99)

# ---- fixed follow-up (accrual 0) and Lachin-Foulkes: base R, equal to gsDesign nSurv on every case below
base <- function(id, x, target, note = "") {
  r <- switch(x$method, lachin_foulkes = lachin_foulkes(x, target), schoenfeld = schoenfeld(x, target) * c(n = 1 / average(x), events = 1), freedman = freedman(x, target) * c(n = 1 / average(x), events = 1))
  row(paste0(id, "-events"), x, "events_exact", r[["events"]], 0.01, sources[[x$method]], base_r, note, target = target)
  row(id, x, "exact_total", r[["n"]], 0.05, sources[[x$method]], base_r, note, target = target)
}
base("schoenfeld-fixed", trial(0.7, accrual = 0), 0.8)
base("freedman-fixed-2to1", trial(0.6, accrual = 0, k = 2, dropout = 0.1, method = "freedman"), 0.9)
base("lf-1to1", trial(0.7, method = "lachin_foulkes"), 0.8)
base("lf-2to1", trial(0.7, k = 2, method = "lachin_foulkes"), 0.8)
base("lf-1to2", trial(0.7, k = 0.5, method = "lachin_foulkes"), 0.8)
base("lf-fixed", trial(0.7, accrual = 0, method = "lachin_foulkes"), 0.8)
base("lf-ni", trial(1, goal = ni(), method = "lachin_foulkes"), 0.9, "average hazard kept under H0 with ratio 1.3; Schoenfeld needs 610.6 events, gsDesign 3.10.1 in another setting 614.5")

# ---- power at a size: expected events put into the formula
power <- function(n, x) {
  k <- x$allocation; d <- n * average(x); z <- qnorm(1 - tail_alpha(x$goal)); h <- x$hazard_ratio
  drift <- if (x$method == "freedman") sqrt(d * k) * abs(1 - h) / (1 + k * h) else sqrt(d * k) * abs(log(h / limit(x))) / (1 + k)
  pnorm(drift - z)
}
for (x in list(list("schoenfeld-386", 386, trial(0.7)), list("schoenfeld-2to1-450", 450, trial(0.7, k = 2)), list("schoenfeld-ni-872", 872, trial(1, goal = ni())), list("freedman-1to2-450", 450, trial(0.7, k = 0.5, method = "freedman"))))
  row(paste0(x[[1]], "-power"), x[[3]], "attained", power(x[[2]], x[[3]]), 1e-5, paste0(sources[[x[[3]]$method]], " at the expected number of events"), base_r, participants = x[[2]])
p <- getPowerSurvival(hazardRatio = 0.7, lambda2 = -log(0.5) / 12, alpha = 0.025, sided = 1, accrualTime = c(0, 24), maxNumberOfSubjects = 400, maxNumberOfEvents = 400 * average(trial(0.7)),
                      dropoutRate1 = 0.05, dropoutRate2 = 0.05, dropoutTime = 12, directionUpper = FALSE)
row("rpact-schoenfeld-400-power", trial(0.7), "attained", as.numeric(p$overallReject), 0.0005, "rpact getPowerSurvival at the expected number of events", pkg("rpact"), participants = 400)

# ---- epiR: participants when everybody has the event (hazard ratio from two survival shares); Schoenfeld events
e <- epi.sscomps(treat = 0.804, control = 0.72, n = NA, power = 0.8, r = 1, sided.test = 2, nfractional = TRUE)$n.total
row("epir-events", trial(log(0.804) / log(0.72), 0.72, 18, 0, 18, 0), "events_exact", e, 0.01, "epiR::epi.sscomps(nfractional = TRUE): its n is a number of events", pkg("epiR"), target = 0.8)

# ---- other programs (calls in cran.R), the shared table, papers
gs <- frozen("R gsDesign", "3.1.1"); ns <- "gsDesign::nSurv, Lachin-Foulkes"
lf <- function(...) trial(..., method = "lachin_foulkes")
for (x in list(list("1to1", lf(0.7), 0.8, 383.805374130, 245.850997931), list("2to1", lf(0.7, k = 2), 0.8, 437.541051377, 271.446998513), list("1to2", lf(0.7, k = 0.5), 0.8, 427.042239355, 282.160131223),
               list("ni", lf(1, goal = ni()), 0.9, 875.713780949, 613.936949367), list("ni-2to1", lf(0.95, k = 2, goal = ni()), 0.8, 538.450176269, 371.389953572),
               list("power-50", lf(0.5), 0.5, 52.9750770683, 30.9539253443), list("power-99", lf(0.5), 0.99, 263.750949061, 154.112606126))) {
  row(paste0("gsdesign-lf-", x[[1]]), x[[2]], "exact_total", x[[4]], 0.05, ns, gs, target = x[[3]])
  row(paste0("gsdesign-lf-", x[[1]], "-events"), x[[2]], "events_exact", x[[5]], 0.02, ns, gs, target = x[[3]])
  stopifnot(abs(lachin_foulkes(x[[2]], x[[3]]) - c(x[[4]], x[[5]])) < 1e-3)
}
one <- function(alpha = 0.025) superiority(1, "lower", alpha)
drop10 <- function(method) trial(0.65, 2^(-1.2), 12, 18, 12, 0.1, goal = one(), method = method)           # control median 10 months
rp <- peers("rpact", "4.3.0"); g3 <- peers("gsDesign", "3.10.1")
row("peer-dropout-events", drop10("schoenfeld"), "events_exact", 226.4849072824, 0.01, "rpact getSampleSizeSurvival(dropoutRate)", rp, "id s-dropout-01", target = 0.9)
row("peer-dropout", drop10("schoenfeld"), "exact_total", 360.3942525155, 0.05, "rpact getSampleSizeSurvival(dropoutRate)", rp, "id s-dropout-01; simulated log-rank power at 361 0.897 (SE 0.0014)", target = 0.9)
row("peer-dropout-lf", drop10("lachin_foulkes"), "exact_total", 359.3749654442, 0.05, "gsDesign::nSurv, Lachin-Foulkes", g3, "id s-dropout-01, cross check", target = 0.9)
row("peer-dropout-lf-events", drop10("lachin_foulkes"), "events_exact", 225.8443500697, 0.02, "gsDesign::nSurv, Lachin-Foulkes", g3, "id s-dropout-01, cross check", target = 0.9)
lf2 <- trial(0.6, 0.5, 9, 12, 6, 0, 2, one(), "lachin_foulkes")
row("peer-lf-2to1", lf2, "exact_total", 274.6352172203, 0.05, "gsDesign::nSurv(ratio = 2), Lachin-Foulkes", g3, "id s-lf-unequal-01; Schoenfeld 284.9", target = 0.8)
row("peer-lf-2to1-events", lf2, "events_exact", 130.4885644941, 0.02, "gsDesign::nSurv(ratio = 2), Lachin-Foulkes", g3, "id s-lf-unequal-01", target = 0.8)
row("peer-freedman", trial(0.7, goal = low, method = "freedman"), "events_exact", 337.4050294174, 0.01, sources[["freedman"]], peers("own R, rpact", "4.3.0"), "id s-freedman-01", target = 0.9)
rare <- trial(log(0.97) / log(0.95), 0.95, 12, 0, 12, 0, goal = one())
row("peer-fixed-rare-events", rare, "events_exact", 115.5862073678, 0.01, sources[["schoenfeld"]], peers("own R", "not stated"), "id s-lowevent-01", target = 0.8)
row("peer-fixed-rare", rare, "exact_total", 2889.6551841962, 0.05, "events over the mean event probability (0.03 + 0.05) / 2", peers("own R", "not stated"), "id s-lowevent-01; simulated log-rank power at 2890 0.795 (SE 0.004)", target = 0.8)
tim <- function(method) trial(log(0.804) / log(0.72), 0.72, 18, 0, 18, 0, method = method)
optilink <- "Brachmann et al. 2011 Eur J Heart Fail (OptiLink HF), 10.1093/eurjhf/hfr045: 72.0 % v 80.4 % event-free at 18 months, all followed 18 months"
row("paper-optilink-schoenfeld", tim("schoenfeld"), "exact_total", 787.3, 0.5, optilink, published("P87"), "the paper prints 798 by Lakatos (SAS PROC POWER), between Schoenfeld 787 and Freedman 809", target = 0.8)
row("paper-optilink-freedman", tim("freedman"), "exact_total", 809.3, 0.5, optilink, published("P87"), "the paper prints 798 by Lakatos (SAS PROC POWER)", target = 0.8)
row("paper-optilink-lakatos", tim("lakatos"), "total", 798, 0, optilink, published("P87"), "the paper prints 798 by Lakatos and Cantor (SAS PROC POWER)", target = 0.8)
copd <- trial(0.5, 0.5, 6, 0, 6, 0)
row("paper-copd-events", copd, "events_exact", 65.4, 0.1, "Ho et al. 2016 Sci Rep, 10.1038/srep23797: hazard ratio 0.5, 66 events by Schoenfeld", published("P88"), "the paper prints 116 participants, taking the hazard ratio for a risk ratio", target = 0.8)
# lifelines sample_size_necessary_under_cph(power, ratio, p, p, HR) at p = 1e-7, where (n_exp + n_con) p is the number of events
lifelines <- frozen("Python lifelines", "0.30.3"); cph <- "lifelines sample_size_necessary_under_cph (Freedman), events at p = 1e-7"
row("lifelines-freedman-1to1", trial(0.7, method = "freedman"), "events_exact", 252.0362494, 0.001, cph, lifelines, target = 0.8)
row("lifelines-freedman-2to1", trial(0.7, k = 2, method = "freedman"), "events_exact", 251.1641516, 0.001, cph, lifelines, target = 0.8)
row("lifelines-freedman-1to2", trial(0.7, k = 0.5, method = "freedman"), "events_exact", 317.8796294, 0.001, cph, lifelines, target = 0.8)
row("lifelines-freedman-power-99", trial(0.5, method = "freedman"), "events_exact", 165.3522242, 0.001, cph, lifelines, target = 0.99)

# ---- Lakatos by integration, null variance: npsurvSS (var.approx = "1") and lrstat ("direct")
nss <- frozen("R npsurvSS", "1.1.0"); lrs <- frozen("R lrstat", "0.2.15")
lak <- function(k, hr = 0.6) trial(hr, 0.5, 9, 12, 6, 0, k, one(), "lakatos_null")
call <- "npsurvSS::size_two_arm(weighted logrank, mean.approx asymptotic, var.approx 1)"
row("npsurvss-lakatos-2to1", lak(2), "exact_total", 256.45133643009, 0.01, call, nss, "simulated 0.794 at 258: optimistic", target = 0.8)
row("npsurvss-lakatos-1to2", lak(0.5), "exact_total", 286.963462590478, 0.01, call, nss, "simulated 0.816 at 288: conservative", target = 0.8)
row("npsurvss-lakatos-optilink", tim("lakatos_null"), "exact_total", 801.530267812883, 0.01, call, nss, "the paper prints 798 by SAS PROC POWER", target = 0.8)
row("lrstat-lakatos-2to1-power", lak(2), "attained", 0.8577291, 0.00001, "lrstat::lrpower(typeOfComputation = \"direct\")", lrs, participants = 300)
row("lrstat-lakatos-1to2-power", lak(0.5), "attained", 0.8171487, 0.00001, "lrstat::lrpower(typeOfComputation = \"direct\")", lrs, participants = 300)

write_rows()
