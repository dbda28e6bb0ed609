/**
 * Writes and reads one run folder: {@link dev.wringer.adapters.storage.RunRecorder} writes it as the run goes,
 * {@link dev.wringer.adapters.storage.RunFolder} gives it back as the windows that the judge saw. Knows no criterion and no
 * chart.
 */
package dev.wringer.adapters.storage;
