# Width of the standardised net benefit: pmvalsampsize (frozen), the delta method on the cells of the two by two table.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
pmval <- frozen("R pmvalsampsize", "0.1.0"); sampsizeval <- frozen("published protocol P102 (sampsizeval)", "2021")

plan <- function(phi, se, sp, t, conf = 0.95)
  list(kind = "validation_net_benefit", goal = precision(conf), prevalence = phi, sensitivity = se, specificity = sp, threshold = t)
# standardised net benefit = (TP - w0 FP) / (TP + FN), multinomial cells TP, FN, FP, TN
size <- function(phi, se, sp, t, width, conf) {
  p <- c(phi * se, phi * (1 - se), (1 - phi) * (1 - sp), (1 - phi) * sp); o <- t / (1 - t)
  nb <- (p[1] - o * p[3]) / phi
  g <- c((1 - nb) / phi, -nb / phi, -o / phi, 0)
  v <- sum(p * g^2) - sum(p * g)^2
  v * (2 * qnorm((1 + conf) / 2) / width)^2
}
for (x in list(c(0.2, 0.8, 0.7, 0.15, 0.2, 0.95), c(0.05, 0.9, 0.6, 0.03, 0.3, 0.9), c(0.6, 0.7, 0.8, 0.5, 0.05, 0.99)))
  row(sprintf("delta-%s", x[1]), plan(x[1], x[2], x[3], x[4], x[6]), "exact_total", do.call(size, as.list(x)), 0.01, "delta method on multinomial cells", base_r, target = x[5])
row("pmval-129920", plan(0.018, 0.5, 0.5, 0.08), "total", 129920, 0, "pmvalsampsize(sensitivity = 0.5, specificity = 0.5, threshold = 0.08)", pmval,
    "its standard error rounded to 0.051 and 1.96", target = 2 * qnorm(0.975) * 0.051)
# frequency, sensitivity, specificity, threshold, what pmvalsampsize printed: its standard error is rounded to 0.051
for (x in list(
               c(0.018, 0.5, 0.5, 0.08, 129920), c(0.43, 0.74, 0.66, 0.4, 432), c(0.2, 0.53, 0.76, 0.25, 881),
               c(0.3, 0.81, 0.71, 0.3, 465), c(0.05, 0.8, 0.7, 0.1, 4856)))
  row(sprintf("pmval-%g-%g", x[1], x[4]), plan(x[1], x[2], x[3], x[4]), "total", x[5], ceiling(0.002 * x[5]), "pmvalsampsize(type = 'b')", pmval, "standard error rounded to 3 decimals", target = 0.2)
write_rows()
