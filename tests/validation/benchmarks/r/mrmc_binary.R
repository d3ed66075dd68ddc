# Reader studies on a proportion: non-central t in base R, RJafroc with binary variances and MRMCsamplesize (frozen).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(j, p1, p2, r1, r2, r3, ..., goal = superiority())
  list(kind = "mrmc_binary", goal = goal, readers = j, p_experimental = p1, p_control = p2, correlation_modalities = r1,
       correlation_readers = r2, correlation_both = r3, ...)

# RJafroc 2.1.2, SsPowerGivenJKOrVarCom with Var = p (1 - p) / K at p = 0.8, correlations 0.4, 0.35, 0.25, VarTR = 0.0004
row("rjafroc-8", plan(8, 0.85, 0.75, 0.4, 0.35, 0.25, sd_reader_modality = 0.02, variance_model = "mean"), "attained", 0.878299748971, 1e-5,
    "RJafroc::SsPowerGivenJKOrVarCom, Var = 0.16 / 60", frozen("R RJafroc", "2.1.2"), participants = 60)
# MRMCsamplesize 1.0.0, sampleSize_MRMC(endpoint = 'se') before rounding
ms <- function(id, expected, target, ...)
  row(id, plan(..., range_rule = "normal", reader_range = 0.1, within_reader_range = 0.05, variance_model = "mean", method = "obuchowski_rockette"),
      "exact_total", expected, 0.001, "MRMCsamplesize::sampleSize_MRMC(endpoint = 'se'), before rounding", frozen("R MRMCsamplesize", "1.0.0"), target = target)
ms("mrmcsamplesize-15", 71.2691420769, 0.8, 15, 0.79, 0.71, 0.5, 0.4, 0.35)
ms("mrmcsamplesize-10", 43.6214614631, 0.8, 10, 0.55, 0.45, 0.5, 0.3, 0.3)
# the whole numbers that it prints (nUnits_i)
whole <- function(id, expected, target, ...)
  row(id, plan(..., variance_model = "mean", method = "obuchowski_rockette"), "total", expected, 0,
      "MRMCsamplesize::sampleSize_MRMC(endpoint = 'se'), nUnits_i", frozen("R MRMCsamplesize", "1.0.0"), target = target)
whole("mrmcsamplesize-whole-1", 53, 0.8, 12, 0.8, 0.7, 0.35, 0.25, 0.2, reader_range = 0.05, within_reader_range = 0.05, range_rule = "normal")
whole("mrmcsamplesize-whole-2", 710, 0.8, 5, 0.87, 0.83, 0.47, 0.3, 0.3, reader_range = 0.05, within_reader_range = 0.05, range_rule = "quarter")
whole("mrmcsamplesize-whole-3", 17, 0.8, 20, 0.88, 0.82, 0.47, 0.3, 0.3, reader_range = 0.05, within_reader_range = 0.01, range_rule = "quarter")
whole("mrmcsamplesize-whole-4", 117, 0.9, 12, 0.8, 0.7, 0.5, 0.4, 0.3, reader_range = 0.1, within_reader_range = 0.05, range_rule = "normal")
whole("mrmcsamplesize-whole-5", 43, 0.8, 8, 0.9, 0.8, 0.5, 0.4, 0.3, reader_range = 0.1, within_reader_range = 0.01, range_rule = "quarter")
whole("mrmcsamplesize-whole-6", 156, 0.9, 5, 0.8, 0.7, 0.47, 0.3, 0.3, reader_range = 0.2, within_reader_range = 0.05, range_rule = "quarter")
whole("mrmcsamplesize-whole-7", 52, 0.8, 5, 0.9, 0.8, 0.47, 0.3, 0.3, reader_range = 0.1, within_reader_range = 0.01, range_rule = "normal")
whole("mrmcsamplesize-whole-8", 656, 0.8, 5, 0.77, 0.73, 0.47, 0.3, 0.3, reader_range = 0.1, within_reader_range = 0.01, range_rule = "quarter")
whole("mrmcsamplesize-whole-9", 77, 0.8, 20, 0.78, 0.72, 0.35, 0.25, 0.2, reader_range = 0.05, within_reader_range = 0.05, range_rule = "quarter")
whole("mrmcsamplesize-whole-10", 210, 0.8, 12, 0.87, 0.83, 0.35, 0.25, 0.2, reader_range = 0.1, within_reader_range = 0.05, range_rule = "quarter")

power_or <- function(j, v1, v2, tr, r1, r2, r3, shift, alpha) {
  g <- sqrt(v1 * v2); cov_t <- r2 * (v1 + v2) / 2 - r3 * g
  ms_tr <- tr + (v1 + v2) / 2 - r1 * g - max(cov_t, 0)
  denominator <- ms_tr + j * max(cov_t, 0)
  ddf <- denominator^2 / (ms_tr^2 / (j - 1))
  pt(qt(1 - alpha, ddf), ddf, sqrt(j * shift^2 / 2 / denominator), lower.tail = FALSE)
}
for (x in list(c(10, 0.85, 0.75, 0.02, 0.4, 0.35, 0.25, 0, 0.8), c(6, 0.97, 0.92, 0.01, 0.3, 0.3, 0.2, 0, 0.9), c(12, 0.9, 0.9, 0.015, 0.45, 0.4, 0.3, 0.04, 0.8))) {
  total <- root(function(t) power_or(x[1], x[2] * (1 - x[2]) / t, x[3] * (1 - x[3]) / t, x[4]^2, x[5], x[6], x[7], x[2] - x[3] + x[8], 0.025) - x[9], 4, 1e6)
  goal <- if (x[8] > 0) non_inferiority(x[8]) else superiority()
  row(sprintf("hillis-%s-%s", x[1], x[2]), plan(x[1], x[2], x[3], x[5], x[6], x[7], sd_reader_modality = x[4], goal = goal), "exact_total", total, 0.001,
      "Hillis, Obuchowski & Berbaum 2011, 10.1016/j.acra.2010.09.007, variance of a proportion", base_r, target = x[9])
}
write_rows()
