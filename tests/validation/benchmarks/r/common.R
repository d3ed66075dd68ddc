# Helpers shared by the benchmark scripts: run `Rscript r/<kind>.R <kind>.csv`.
# A row is one number with the plan that asks for it; a frozen row is a number printed by a program or paper
# that is not in Debian (its call is in cran.R, or its citation in `source`), typed here as a literal.
suppressMessages(library(jsonlite))

rows <- list()
base_r <- list(software = "base R", version = paste0(R.version$major, ".", R.version$minor))
pkg <- function(name) list(software = paste("R", name), version = as.character(packageVersion(name)))
frozen <- function(software, version) list(software = software, version = version)
peers <- function(program, version) frozen(paste0("shared reference_values.json (", program, ")"), version)
published <- function(key) frozen(paste0("published protocol ", key), "recomputed from the printed assumptions")

superiority <- function(sides = 2, better = "higher", alpha = 0.05)
  list(kind = "superiority", alpha = alpha, sides = sides, better = better)
non_inferiority <- function(margin, alpha = 0.025, better = "higher")
  list(kind = "non_inferiority", alpha = alpha, margin = margin, better = better)
equivalence <- function(lower, upper = lower, alpha = 0.025)
  list(kind = "equivalence", alpha = alpha, margin_lower = lower, margin_upper = upper)
precision <- function(confidence = 0.95) list(kind = "precision", confidence = confidence)
tail_alpha <- function(goal) if (goal$kind == "superiority") goal$alpha / goal$sides else goal$alpha

number <- function(x) {
  if (is.character(x)) return(x)
  if (length(x) > 1) return(paste0("[", paste(formatC(x, digits = 10, format = "f"), collapse = ", "), "]"))
  if (x == round(x)) format(x, scientific = FALSE) else formatC(x, digits = 10, format = "f", drop0trailing = TRUE)
}

row <- function(id, design, quantity, expected, tolerance, source, by, note = "", target = NULL, participants = NULL) {
  stopifnot(xor(is.null(target), is.null(participants)), all(is.finite(expected)), !(id %in% names(rows)))
  plan <- list(design = design)
  if (is.null(target)) plan$size <- list(participants = participants) else plan$target <- target
  rows[[id]] <<- data.frame(
    id = id, plan = as.character(toJSON(plan, auto_unbox = TRUE, digits = NA, null = "null")), quantity = quantity,
    expected = number(expected), tolerance = format(tolerance, scientific = FALSE), source = source,
    software = by$software, version = by$version, note = note)
  cat(sprintf("%-34s %-13s %s  [%s]\n", id, quantity, number(expected), by$software))
}

write_rows <- function() {
  path <- commandArgs(trailingOnly = TRUE)
  if (length(path) != 1) stop("usage: Rscript r/<kind>.R <output.csv>")
  write.csv(do.call(rbind, rows), path, row.names = FALSE, quote = TRUE, fileEncoding = "UTF-8")
  cat(length(rows), "rows ->", path, "\n")
}

# whole total: each arm up to the smallest block that respects the ratio (numerator:denominator)
blocks <- function(total, numerator = 1, denominator = 1) {
  size <- numerator + denominator
  size * ceiling(total / size - 1e-9)
}
root <- function(f, lower, upper) uniroot(f, c(lower, upper), tol = 1e-10, maxiter = 1000)$root
