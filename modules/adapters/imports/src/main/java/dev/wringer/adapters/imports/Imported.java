package dev.wringer.adapters.imports;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import found.
 *
 * @param others requests without an endpoint of their own, since there were too many endpoints
 * @param badLines lines that could not be read, and were left out
 * @param firstBadLines the first few of them, with their numbers and what was wrong
 * @param log where the response times are
 */
public record Imported(
        long requests,
        long errors,
        int endpoints,
        long windows,
        long others,
        long badLines,
        List<String> firstBadLines,
        Path log) {
    public Imported {
        firstBadLines = List.copyOf(firstBadLines);
    }
}
