package dev.wringer.adapters.imports;

/** Whose output is read. Which of its formats a file has shows in its first line. */
public enum ImportFormat {
    /** {@code k6 run --out json=FILE} or {@code --out csv=FILE}, also gzipped. */
    K6,
    /** A JTL file, CSV (with or without its header) or XML. */
    JMETER,
    /** {@code vegeta encode} to JSON, its default, or {@code --to csv}. */
    VEGETA,
    /** An HdrHistogram log, 1.0 to 1.3; has times only, no errors. */
    HLOG,
    /** Refused: its log is binary since 3.11, and no release documents it. */
    GATLING
}
