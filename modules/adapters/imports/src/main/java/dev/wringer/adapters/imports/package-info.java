/**
 * Reads what other load generators write and makes a windows CSV of it, which {@code judge --windows} judges. Streams: the
 * length of a file does not matter. Knows the formats and no criterion.
 */
package dev.wringer.adapters.imports;
