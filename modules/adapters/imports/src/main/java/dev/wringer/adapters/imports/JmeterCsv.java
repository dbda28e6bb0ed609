package dev.wringer.adapters.imports;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of a JTL file in CSV. */
final class JmeterCsv implements LineFormat {
    /** Those that JMeter writes, in its order, when it writes no header. */
    private static final List<String> USUAL = List.of(
            "timeStamp",
            "elapsed",
            "label",
            "responseCode",
            "responseMessage",
            "threadName",
            "dataType",
            "success",
            "failureMessage",
            "bytes",
            "sentBytes",
            "grpThreads",
            "allThreads",
            "URL",
            "Latency",
            "IdleTime",
            "Connect");

    private final Names names;
    private final Columns columns;
    private final char delimiter;

    private JmeterCsv(Names names, Columns columns, char delimiter) {
        this.names = names;
        this.columns = columns;
        this.delimiter = delimiter;
    }

    static JmeterCsv withHeader(Names names, List<String> header, char delimiter) {
        Columns columns = new Columns(header);
        columns.require(
                List.of("timeStamp", "elapsed", "label", "success"),
                ImportFormat.JMETER,
                "a JTL file, such as jmeter -n -l FILE.jtl writes");
        return new JmeterCsv(names, columns, delimiter);
    }

    static JmeterCsv withoutHeader(Names names) {
        return new JmeterCsv(names, new Columns(USUAL), ',');
    }

    @Override
    public Optional<Sample> sample(String line, Lines rest) throws IOException {
        List<String> row = CsvRow.of(line, delimiter, rest);
        columns.requireWhole(row);
        return new JmeterSample(
                        columns.cell(row, "timeStamp"),
                        columns.cell(row, "elapsed"),
                        columns.cell(row, "label"),
                        columns.cell(row, "responseCode"),
                        columns.cell(row, "responseMessage"),
                        columns.cell(row, "success"),
                        columns.cell(row, "URL"))
                .sample(names);
    }
}
