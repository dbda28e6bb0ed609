package dev.wringer.adapters.imports;

import java.util.List;

/** The columns of a CSV by their names, in whatever order. */
record Columns(List<String> header) {
    /** Empty where there is no such column. */
    String cell(List<String> row, String name) {
        int index = header.indexOf(name);
        return index < 0 ? "" : row.get(index);
    }

    void requireWhole(List<String> row) {
        if (row.size() != header.size()) {
            throw new BadLine(row.size() + " cells, expected " + header.size());
        }
    }

    /** @param example how the file would have been made right */
    void require(List<String> names, ImportFormat format, String example) {
        for (String name : names) {
            if (!header.contains(name)) {
                throw new ImportException(
                        Names.of(format) + ": the first line has no column " + name + "; expected " + example);
            }
        }
    }
}
