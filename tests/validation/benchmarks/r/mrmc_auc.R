# Reader studies on AUC: non-central F of the Obuchowski-Rockette analysis (base R), RJafroc and MRMCsamplesize (frozen).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(mvtnorm))

plan <- function(j, a1, a2, r1, r2, r3, ..., goal = superiority())
  list(kind = "mrmc_auc", goal = goal, readers = j, auc_experimental = a1, auc_control = a2, correlation_modalities = r1,
       correlation_readers = r2, correlation_both = r3, ...)
vd <- list(tr = 0.00020040252, c1 = 0.00034661371, c2 = 0.00034407483, c3 = 0.00023902837, v = 0.00080228827)
van_dyke <- function(j, delta, inference = "random", goal = superiority())
  plan(j, 0.85 + delta, 0.85, vd$c1 / vd$v, vd$c2 / vd$v, vd$c3 / vd$v, sd_reader_modality = sqrt(vd$tr), error_variance = vd$v,
       pilot_cases = 114, inference = inference, goal = goal)

# RJafroc 2.1.2, SsPowerGivenJKOrVarCom(J, K, 114, effect, VarTR, Cov1, Cov2, Cov3, Var, 0.05, option)
rj <- function(id, j, k, delta, inference, option, power)
  row(id, van_dyke(j, delta, inference), "attained", power, 1e-4,
      paste0("RJafroc::SsPowerGivenJKOrVarCom, VanDyke variance components, ", option), frozen("R RJafroc", "2.1.2"),
      "two-sided F test: the wrong direction is counted there, not here", participants = k)
rj("rjafroc-rrrc-10", 10, 119, 0.05, "random", "RRRC", 0.802264326008)
rj("rjafroc-rrrc-6", 6, 200, 0.05, "random", "RRRC", 0.844014582414)
rj("rjafroc-frrc-5", 5, 100, 0.04, "fixed_readers", "FRRC", 0.516611273387)
rj("rjafroc-rrfc-8", 8, 60, 0.06, "fixed_cases", "RRFC", 0.935228253228)
row("shared-ni", plan(8, 0.85, 0.85, 0.45, 0.35, 0.3, sd_reader_modality = 0.015, variance_model = "obuchowski", goal = non_inferiority(0.05)),
    "attained", 0.90686806705, 1e-6, "mrmc-ni-01; Chen, Petrick & Sahiner 2012, 10.1016/j.acra.2012.04.011", peers("own R", "2026"), participants = 300)

# RJafroc 2.1.2 on dataset03 (Franken, 100 cases, 4 readers): Cov2 < Cov3 and Var(TR) < 0 both count as zero
fk <- list(c1 = 7.9168215e-04, c2 = 4.8363767e-04, c3 = 5.1250915e-04, v = 1.5257762e-03)
inference_of <- c(RRRC = "random", FRRC = "fixed_readers", RRFC = "fixed_cases")
far_tail <- "two-sided F test: the wrong direction is counted there, not here"
franken <- function(id, j, k, delta, alpha, option, power)
  row(id, plan(j, 0.85 + delta, 0.85, fk$c1 / fk$v, fk$c2 / fk$v, fk$c3 / fk$v, sd_reader_modality = 0, error_variance = fk$v, pilot_cases = 100,
               inference = inference_of[[option]], goal = superiority(alpha = alpha)), "attained", power, 1e-4,
      paste0("RJafroc::SsPowerGivenJK(method = 'OR'), Franken variance components, ", option), frozen("R RJafroc", "2.1.2"), far_tail, participants = k)
franken("franken-rrrc-5", 5, 100, 0.05, 0.05, "RRRC", 0.596658055616)
franken("franken-frrc-5", 5, 100, 0.05, 0.05, "FRRC", 0.830942440659)
franken("franken-rrfc-5", 5, 100, 0.05, 0.05, "RRFC", 0.596658055616)
franken("franken-rrrc-8", 8, 60, 0.06, 0.05, "RRRC", 0.835626815033)
franken("franken-rrrc-8-0.01", 8, 60, 0.06, 0.01, "RRRC", 0.521768484231)
franken("franken-frrc-8", 8, 60, 0.06, 0.05, "FRRC", 0.929316932496)
franken("franken-frrc-8-0.01", 8, 60, 0.06, 0.01, "FRRC", 0.803684864954)
franken("franken-rrfc-8", 8, 60, 0.06, 0.05, "RRFC", 0.835626815033)
franken("franken-rrfc-8-0.01", 8, 60, 0.06, 0.01, "RRFC", 0.521768484231)
franken("franken-rrrc-12", 12, 150, 0.03, 0.05, "RRRC", 0.855707073301)
franken("franken-frrc-12", 12, 150, 0.03, 0.05, "FRRC", 0.913367005307)
franken("franken-rrfc-12", 12, 150, 0.03, 0.05, "RRFC", 0.855707073301)

# RJafroc 2.1.2, SsPowerGivenJK(method = "DBM", LegacyCode = FALSE): components of pseudovalues, effect of 0.05; the third set is invented
pseudovalues <- list(VanDyke = c(tr = 0.00020040252, tc = 0.01197529621, error = 0.03997160319), Franken = c(tr = 0, tc = -2.8871475e-03, error = 7.6296558e-02),
                     invented = c(tr = 0.0004, tc = 0.02, error = 0.06))
dbm <- function(id, data, j, k, option, power) {
  v <- pseudovalues[[data]]
  row(id, list(kind = "mrmc_auc", goal = superiority(), readers = j, auc_experimental = 0.9, auc_control = 0.85, sd_reader_modality = sqrt(v[["tr"]]),
               variance_by_case = v[["tc"]], variance_residual = v[["error"]], inference = inference_of[[option]]), "attained", power, 5e-4,
      paste0("RJafroc::SsPowerGivenJK(method = 'DBM'), ", data, ", ", option), frozen("R RJafroc", "2.1.2"), far_tail, participants = k)
}
dbm("dbm-vandyke-rrrc-8-80", "VanDyke", 8, 80, "RRRC", 0.615115601967)
dbm("dbm-vandyke-frrc-8-80", "VanDyke", 8, 80, "FRRC", 0.679902527404)
dbm("dbm-vandyke-rrfc-8-80", "VanDyke", 8, 80, "RRFC", 0.897684224062)
dbm("dbm-vandyke-rrrc-12-200", "VanDyke", 12, 200, "RRRC", 0.951587201316)
dbm("dbm-franken-rrrc-8-80", "Franken", 8, 80, "RRRC", 0.807303559449)
dbm("dbm-franken-frrc-8-80", "Franken", 8, 80, "FRRC", 0.910074808773)
dbm("dbm-franken-rrrc-12-80", "Franken", 12, 80, "RRRC", 0.956425818114)
dbm("dbm-franken-rrfc-12-80", "Franken", 12, 80, "RRFC", 0.956425818114)
dbm("dbm-invented-rrrc-8-80", "invented", 8, 80, "RRRC", 0.416620830862)
dbm("dbm-invented-rrfc-8-80", "invented", 8, 80, "RRFC", 0.716205630504)
dbm("dbm-invented-rrrc-12-200", "invented", 12, 200, "RRRC", 0.792851671245)
dbm("dbm-invented-frrc-12-200", "invented", 12, 200, "FRRC", 0.885379140762)

# MRMCsamplesize 1.0.0, sampleSize_MRMC before rounding (theta = mean of the two areas), total of diseased and non-diseased
ms <- function(id, expected, target, ...)
  row(id, plan(..., variance_model = "obuchowski", method = "obuchowski_rockette"), "exact_total", expected, 0.001,
      "MRMCsamplesize::sampleSize_MRMC(endpoint = 'auc'), before rounding", frozen("R MRMCsamplesize", "1.0.0"), target = target)
ms("mrmcsamplesize-10", 49.8649581251, 0.8, 10, 0.8, 0.7, 0.47, 0.3, 0.3, reader_range = 0.1, within_reader_range = 0.05, range_rule = "normal")
ms("mrmcsamplesize-20-1:2", 149.983666102, 0.9, 20, 0.83, 0.77, 0.5, 0.35, 0.3, reader_range = 0.1, within_reader_range = 0.05, controls_per_case = 2)
# the whole numbers that it prints (nTotal)
whole <- function(id, expected, target, ...)
  row(id, plan(..., variance_model = "obuchowski", method = "obuchowski_rockette"), "total", expected, 0,
      "MRMCsamplesize::sampleSize_MRMC(endpoint = 'auc'), nTotal", frozen("R MRMCsamplesize", "1.0.0"), target = target)
whole("mrmcsamplesize-whole-1", 632, 0.9, 5, 0.88, 0.82, 0.5, 0.4, 0.3, reader_range = 0.05, within_reader_range = 0.01, range_rule = "quarter", controls_per_case = 3)
whole("mrmcsamplesize-whole-2", 16, 0.8, 20, 0.9, 0.8, 0.47, 0.3, 0.3, reader_range = 0.05, within_reader_range = 0.05, range_rule = "quarter", controls_per_case = 3)
whole("mrmcsamplesize-whole-3", 1148, 0.9, 8, 0.87, 0.83, 0.5, 0.4, 0.3, reader_range = 0.1, within_reader_range = 0.01, range_rule = "quarter", controls_per_case = 3)
whole("mrmcsamplesize-whole-4", 776, 0.9, 5, 0.78, 0.72, 0.47, 0.3, 0.3, reader_range = 0.1, within_reader_range = 0.05, range_rule = "quarter", controls_per_case = 1)
whole("mrmcsamplesize-whole-5", 38, 0.9, 20, 0.9, 0.8, 0.35, 0.25, 0.2, reader_range = 0.1, within_reader_range = 0.05, range_rule = "quarter", controls_per_case = 1)
whole("mrmcsamplesize-whole-6", 296, 0.8, 20, 0.78, 0.72, 0.35, 0.25, 0.2, reader_range = 0.05, within_reader_range = 0.05, range_rule = "normal", controls_per_case = 3)
whole("mrmcsamplesize-whole-7", 1354, 0.8, 5, 0.88, 0.82, 0.5, 0.4, 0.3, reader_range = 0.2, within_reader_range = 0.01, range_rule = "quarter", controls_per_case = 1)
whole("mrmcsamplesize-whole-8", 194, 0.8, 12, 0.78, 0.72, 0.5, 0.4, 0.3, reader_range = 0.05, within_reader_range = 0.01, range_rule = "quarter", controls_per_case = 1)

# base R: F ratio written with mean squares; exact binormal variance of an empirical area by mvtnorm
joint <- function(h, rho) as.numeric(pmvnorm(upper = c(h, h), corr = matrix(c(1, rho, rho, 1), 2), algorithm = Miwa(steps = 2000)))
binormal <- function(a, n, m) { q <- joint(qnorm(a), 0.5) - a^2; (a * (1 - a) + (n + m - 2) * q) / (n * m) }
power_or <- function(j, v1, v2, tr, r1, r2, r3, shift, alpha) {
  g <- sqrt(v1 * v2); cov_t <- r2 * (v1 + v2) / 2 - r3 * g
  ms_tr <- tr + (v1 + v2) / 2 - r1 * g - max(cov_t, 0)
  denominator <- ms_tr + j * max(cov_t, 0)
  ddf <- denominator^2 / (ms_tr^2 / (j - 1))
  pt(qt(1 - alpha, ddf), ddf, sqrt(j * shift^2 / 2 / denominator), lower.tail = FALSE)
}
for (x in list(c(8, 0.9, 0.83, 0.02, 0.45, 0.4, 0.3, 1, 0.8), c(12, 0.8, 0.74, 0.01, 0.5, 0.35, 0.3, 3, 0.9), c(5, 0.95, 0.85, 0.015, 0.4, 0.3, 0.25, 0.5, 0.8))) {
  k <- x[8]
  total <- root(function(t) power_or(x[1], binormal(x[2], t / (1 + k), t * k / (1 + k)), binormal(x[3], t / (1 + k), t * k / (1 + k)), x[4]^2,
                                     x[5], x[6], x[7], x[2] - x[3], 0.025) - x[9], 6, 1e5)
  row(sprintf("binormal-%s-%s", x[1], k), plan(x[1], x[2], x[3], x[5], x[6], x[7], sd_reader_modality = x[4], controls_per_case = k), "exact_total",
      total, 0.01, "Hillis, Obuchowski & Berbaum 2011, 10.1016/j.acra.2010.09.007; areas by mvtnorm::pmvnorm", pkg("mvtnorm"), target = x[9])
}
v <- vd$v * 114
total <- root(function(t) power_or(7, v / t, v / t, vd$tr, vd$c1 / vd$v, vd$c2 / vd$v, vd$c3 / vd$v, 0.06, 0.025) - 0.9, 10, 1e5)
row("van-dyke-ni", van_dyke(7, 0.01, goal = non_inferiority(0.05)), "exact_total", total, 0.001,
    "Chen, Petrick & Sahiner 2012, 10.1016/j.acra.2012.04.011", base_r, target = 0.9)
# Cases for each number of readers, effect of the VanDyke data: RJafroc::SsPowerGivenJKOrVarCom, first size that reaches 80%
for (x in list(c(6, 251), c(7, 211), c(8, 188), c(9, 173), c(10, 163), c(12, 149)))
  row(sprintf("van-dyke-cases-%g", x[1]), van_dyke(x[1], 0.043800322), "exact_total", x[2] - 0.5, 0.5, "SsPowerGivenJKOrVarCom, K from which 80% is reached",
      frozen("R RJafroc", "2.1.2"), "the exact size lies within the last case", target = 0.8)
write_rows()
