# Simon's two-stage designs. clinfun is not in Debian: frozen rows, ph2simon(p0, p1, alpha, beta, nmax = 250); powers in base R.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(p0, p1, alpha, power, criterion, better = "higher")
  list(kind = "simon_two_stage", goal = superiority(1, better, alpha), p_expected = p1, p_reference = p0, power = power, criterion = criterion)
power_of <- function(r1, n1, r, n, p) { x <- (r1 + 1):n1; sum(dbinom(x, n1, p) * pbinom(r - x, n - n1, p, lower.tail = FALSE)) }

cf <- frozen("R clinfun", "1.1.5"); call <- "clinfun::ph2simon(nmax = 250)"
table <- list(  # p0, p1, alpha, beta; minimax r1 n1 r n; optimal r1 n1 r n
  c(0.2, 0.4, 0.05, 0.2, 4, 18, 10, 33, 3, 13, 12, 43), c(0.1, 0.3, 0.05, 0.2, 1, 15, 5, 25, 1, 10, 5, 29), c(0.05, 0.25, 0.1, 0.1, 0, 13, 2, 20, 0, 9, 2, 24),
  c(0.5, 0.7, 0.025, 0.2, 26, 42, 30, 48, 10, 18, 35, 57), c(0.7, 0.9, 0.05, 0.2, 19, 23, 21, 26, 4, 6, 22, 27), c(0.9, 0.98, 0.05, 0.1, 49, 52, 67, 71, 18, 20, 69, 73),
  c(0.2, 0.4, 0.05, 0.5, 1, 7, 5, 14, 1, 5, 6, 19), c(0.2, 0.4, 0.05, 0.01, 10, 50, 22, 82, 8, 40, 24, 91))
for (x in table) for (which in c("minimax", "optimal")) {
  d <- if (which == "minimax") x[5:8] else x[9:12]; id <- paste(c(which, x[1:4]), collapse = "-"); target <- 1 - x[4]; p <- plan(x[1], x[2], x[3], target, which)
  stopifnot(power_of(d[1], d[2], d[3], d[4], x[1]) <= x[3], power_of(d[1], d[2], d[3], d[4], x[2]) >= target)
  row(id, p, "total", d[4], 0, call, cf, sprintf("r1/n1 = %d/%d, r/n = %d/%d", d[1], d[2], d[3], d[4]), target = target)
  row(paste0(id, "-power"), p, "attained", power_of(d[1], d[2], d[3], d[4], x[2]), 1e-9, "sum of binomial products at the boundaries of clinfun", base_r, participants = d[4])
}
s <- frozen("Simon 1989, table 1", "printed")
row("simon-optimal", plan(0.05, 0.25, 0.1, 0.9, "optimal"), "total", 24, 0, "Simon 1989 Control Clin Trials 10:1-10, 10.1016/0197-2456(89)90015-9", s, "0/9, 2/24, EN 14.5", target = 0.9)
row("simon-minimax", plan(0.05, 0.25, 0.1, 0.9, "minimax"), "total", 20, 0, "Simon 1989 Control Clin Trials 10:1-10, 10.1016/0197-2456(89)90015-9", s, "0/13, 2/20, EN 16.4", target = 0.9)
pe <- peers("clinfun", "1.1.5")
row("peer-optimal", plan(0.2, 0.4, 0.05, 0.8, "optimal"), "total", 43, 0, "clinfun ph2simon", pe, "id simon-01, 3/13, 12/43, EN 20.58", target = 0.8)
row("peer-minimax", plan(0.2, 0.4, 0.05, 0.8, "minimax"), "total", 33, 0, "clinfun ph2simon", pe, "id simon-01, 4/18, 10/33", target = 0.8)
for (x in list(c(0.2, 0.45, 0.01, 0.2, 4, 16, 12, 34, 2, 9, 14, 42), c(0.1, 0.35, 0.1, 0.05, 1, 15, 4, 24, 1, 13, 4, 26), c(0.05, 0.25, 0.01, 0.05, 1, 23, 6, 45, 1, 19, 6, 49)))
  for (which in c("minimax", "optimal")) {
    d <- if (which == "minimax") x[5:8] else x[9:12]; target <- 1 - x[4]
    row(paste(c("strict", which, x[1:4]), collapse = "-"), plan(x[1], x[2], x[3], target, which), "total", d[4], 0, "clinfun::ph2simon(nmax = 200)", cf,
        sprintf("r1/n1 = %d/%d, r/n = %d/%d", d[1], d[2], d[3], d[4]), target = target)
  }
# twostage.admissible(ph2simon(p0, p1, alpha, beta, nmax = 300)): p0, p1, alpha, beta, r1, n1, r, n, then the weight from and to
for (x in list(c(0.2, 0.4, 0.05, 0.2, 3, 14, 11, 38, 0.117, 0.168), c(0.1, 0.3, 0.05, 0.1, 2, 19, 6, 34, 0.472, 0.734), c(0.05, 0.2, 0.05, 0.1, 1, 24, 4, 39, 0.623, 0.791),
               c(0.05, 0.2, 0.05, 0.1, 1, 22, 4, 40, 0.436, 0.623), c(0.3, 0.5, 0.05, 0.1, 7, 23, 22, 56, 0.111, 0.254), c(0.5, 0.65, 0.05, 0.1, 23, 46, 55, 95, 0.576, 0.786),
               c(0.5, 0.65, 0.05, 0.1, 23, 45, 56, 97, 0.247, 0.576), c(0.4, 0.6, 0.05, 0.1, 8, 20, 30, 61, 0.108, 0.175), c(0.7, 0.8, 0.05, 0.1, 51, 73, 123, 163, 0.410, 0.978),
               c(0.7, 0.8, 0.05, 0.1, 48, 68, 128, 170, 0.301, 0.410), c(0.7, 0.8, 0.05, 0.1, 60, 83, 130, 173, 0.247, 0.301)))
  for (end in 1:2) {
    q <- if (end == 1) x[9] + 0.002 else x[10] - 0.002; target <- 1 - x[4]
    stopifnot(power_of(x[5], x[6], x[7], x[8], x[1]) <= x[3], power_of(x[5], x[6], x[7], x[8], x[2]) >= target)
    row(paste(c("admissible", x[1:4], x[8], q), collapse = "-"), c(plan(x[1], x[2], x[3], target, "admissible"), list(weight = q)), "total", x[8], 0,
        "clinfun::twostage.admissible(ph2simon(nmax = 300))", cf, sprintf("r1/n1 = %d/%d, r/n = %d/%d, weight %.3f to %.3f", x[5], x[6], x[7], x[8], x[9], x[10]), target = target)
  }
row("events", plan(0.8, 0.6, 0.05, 0.8, "optimal", "lower"), "total", 43, 0, "clinfun ph2simon on the absence of events", cf, target = 0.8)
# Simon 1989, tables 1 and 2: 80% power at 5%
for (x in list(c(0.05, 0.25, 17, 16), c(0.1, 0.3, 29, 25), c(0.3, 0.5, 46, 39), c(0.4, 0.6, 46, 39), c(0.5, 0.7, 43, 37), c(0.6, 0.8, 43, 35),
               c(0.05, 0.2, 29, 27), c(0.1, 0.25, 43, 40)))
  for (one in 1:2) row(sprintf("table-%s-%g-%g", c("optimal", "minimax")[one], x[1], x[2]), plan(x[1], x[2], 0.05, 0.8, c("optimal", "minimax")[one]), "total", x[2 + one], 0,
      "Simon 1989 Control Clin Trials 10:1-10, 10.1016/0197-2456(89)90015-9", frozen("Simon 1989, tables printed", "1989"), target = 0.8)
write_rows()
