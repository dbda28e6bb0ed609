/** What is measured: interval histograms, windows, resource figures. Time arrives as an argument. */
package dev.wringer.core.metrics;
