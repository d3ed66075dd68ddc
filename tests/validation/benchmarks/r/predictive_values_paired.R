# Predictive values of two tests on the same patients, by their log ratio: gradient by differences, multinomial covariance.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(prev, se, sp, which = "ppv", goal = superiority(), phi = c(0, 0))
  list(kind = "predictive_values_paired", goal = goal, which = which, prevalence = prev, sensitivity_experimental = se[1],
       sensitivity_control = se[2], specificity_experimental = sp[1], specificity_control = sp[2],
       correlation_diseased = phi[1], correlation_healthy = phi[2])
# both positive, experimental alone, control alone, none: diseased, then healthy
table_of <- function(d) {
  four <- function(p, q, phi) { both <- p * q + phi * sqrt(p * (1 - p) * q * (1 - q)); c(both, p - both, q - both, 1 - p - q + both) }
  c(d$prevalence * four(d$sensitivity_experimental, d$sensitivity_control, d$correlation_diseased),
    (1 - d$prevalence) * four(1 - d$specificity_experimental, 1 - d$specificity_control, d$correlation_healthy))
}
log_ratio <- list(
  ppv = function(p) log((p[1] + p[2]) / sum(p[c(1, 2, 5, 6)])) - log((p[1] + p[3]) / sum(p[c(1, 3, 5, 7)])),
  npv = function(p) log((p[7] + p[8]) / sum(p[c(3, 4, 7, 8)])) - log((p[6] + p[8]) / sum(p[c(2, 4, 6, 8)])))
gradient <- function(f, p) sapply(seq_along(p), function(i) { h <- 1e-6 * p[i]; u <- v <- p; u[i] <- p[i] + h; v[i] <- p[i] - h; (f(u) - f(v)) / (2 * h) })
covariance <- function(p, one, other = one) { S <- diag(p) - p %o% p; drop(gradient(log_ratio[[one]], p) %*% S %*% gradient(log_ratio[[other]], p)) }
null_of <- function(d) if (d$goal$kind == "superiority") 0 else -log(d$goal$margin)
size <- function(d, target) {
  p <- table_of(d); gap <- log_ratio[[d$which]](p) - null_of(d)
  (qnorm(1 - tail_alpha(d$goal)) + qnorm(target))^2 * covariance(p, d$which) / gap^2
}
delta <- "Moskowitz & Pepe 2006, Clin Trials 3:272-279; gradient by differences and multinomial covariance"
add <- function(id, d, target, note = "") { n <- size(d, target); row(id, d, "exact_total", n, max(0.01, n * 1e-5), delta, base_r, note, target = target) }
base <- plan(0.2, c(0.9, 0.85), c(0.9, 0.8))
add("ppv", base, 0.8)
add("ppv-99", base, 0.99)
add("ppv-50-one-sided", plan(0.2, c(0.9, 0.85), c(0.9, 0.8), goal = superiority(1)), 0.5)
add("ppv-correlated", plan(0.2, c(0.9, 0.85), c(0.9, 0.8), phi = c(0.4, 0.3)), 0.9)
add("ppv-non-inferior", plan(0.2, c(0.9, 0.85), c(0.8, 0.8), goal = non_inferiority(1.15)), 0.8)
add("ppv-worse", plan(0.4, c(0.9, 0.9), c(0.8, 0.82), goal = non_inferiority(1.2)), 0.9, "true ratio below 1")
add("npv", plan(0.2, c(0.95, 0.85), c(0.9, 0.8), "npv"), 0.8)
add("extreme", plan(0.3, c(0.97, 0.85), c(0.99, 0.97)), 0.8, "rates beyond 0.95")
add("few", plan(0.5, c(0.9, 0.85), c(0.95, 0.6)), 0.5, "about 25 patients")
if (requireNamespace("mvtnorm", quietly = TRUE)) for (n in c(300, 700)) {
  d <- plan(0.2, c(0.95, 0.85), c(0.9, 0.8), "both", phi = c(0.2, 0.4)); p <- table_of(d)
  sd <- sqrt(c(covariance(p, "ppv"), covariance(p, "npv"))); rho <- covariance(p, "ppv", "npv") / prod(sd)
  m <- c(log_ratio$ppv(p), log_ratio$npv(p)) * sqrt(n) / sd - qnorm(0.975)
  power <- mvtnorm::pmvnorm(upper = m, corr = matrix(c(1, rho, rho, 1), 2))[1]
  row(paste0("both-", n), d, "attained", power, 1e-5, paste0(delta, "; pmvnorm"), pkg("mvtnorm"), participants = n)
}
# another program: R DTComPair 1.2.6 pv.rpv on the expected table of 10^6 patients, its standard error of the log ratio
# brought to the size: n = 10^6 se^2 (z_a + z_b)^2 / log(ratio)^2
dt <- frozen("R DTComPair", "1.2.6")
row("dtcompair-ppv", base, "exact_total", 242.277547, 0.05, "pv.rpv, relative PPV, power .8", dt, target = 0.8)
row("dtcompair-ppv-correlated", plan(0.2, c(0.9, 0.85), c(0.9, 0.8), phi = c(0.4, 0.3)), "exact_total", 233.546304, 0.05, "pv.rpv, relative PPV, power .9", dt, target = 0.9)
row("dtcompair-npv", plan(0.2, c(0.95, 0.85), c(0.9, 0.8), "npv"), "exact_total", 622.691119, 0.05, "pv.rpv, relative NPV, power .8", dt, target = 0.8)

set.seed(20261122)
trials <- 20000; n <- 600; d <- plan(0.3, c(0.9, 0.85), c(0.9, 0.82)); p <- table_of(d)
v <- rmultinom(trials, n, p) / n
est <- apply(v, 2, log_ratio$ppv)
se <- apply(v, 2, function(q) {
  x <- c(1, 1, 0, 0, 1, 1, 0, 0); y <- rep(c(1, 0), 4); d <- rep(1:0, each = 4)
  sqrt(sum(q * (x * d / sum(q * x * d) - x / sum(q * x) - y * d / sum(q * y * d) + y / sum(q * y))^2) / n)
})
row("simulated", d, "attained", mean(est - qnorm(0.975) * se > 0), 0.03, "20,000 simulated cohorts, Wald interval above 1", base_r,
    "the formula is conservative by some points", participants = n)
write_rows()
