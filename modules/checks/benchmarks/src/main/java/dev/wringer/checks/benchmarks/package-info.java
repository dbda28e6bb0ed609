/** Measures the judge itself: its error rates, its detection times, its speed. */
package dev.wringer.checks.benchmarks;
