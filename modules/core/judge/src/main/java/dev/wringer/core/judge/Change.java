package dev.wringer.core.judge;

/**
 * How one series changed, beside a finding.
 *
 * @param series such as {@code memory of openclaw}
 * @param window where it changed most
 * @param text series, time and both levels, in words
 */
public record Change(String series, long window, String text) {}
