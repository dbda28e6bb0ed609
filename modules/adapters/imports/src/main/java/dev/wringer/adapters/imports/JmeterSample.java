package dev.wringer.adapters.imports;

import dev.wringer.core.model.Outcome;
import java.util.Optional;

/**
 * What JMeter tells of one sample. Its time stamp is that of the start, as {@code sampleresult.timestamp.start=true} in the
 * {@code jmeter.properties} that come with it says.
 */
record JmeterSample(
        String timeStamp, String elapsed, String label, String code, String message, String success, String url) {
    private static final String TRANSACTION = "Number of samples in transaction";

    /** A transaction is the sum of samples that are told on their own. */
    boolean isTransaction() {
        return message.startsWith(TRANSACTION);
    }

    Optional<Sample> sample(Names names) {
        if (isTransaction()) {
            return Optional.empty();
        }
        long micros = Figures.microsOfMillis(elapsed, "elapsed");
        long start = Figures.microsOfMillis(timeStamp, "timeStamp");
        String address = url.equals("null") ? "" : url;
        if (success.equalsIgnoreCase("true")) {
            return Optional.of(new Sample(names.endpoint(label, address), start + micros, micros, Outcome.OK, ""));
        }
        if (!success.equalsIgnoreCase("false")) {
            throw new BadLine("success is '" + success + "', expected true or false");
        }
        boolean numeric = code.matches("\\d{3}");
        Outcome kind = Failures.kind(numeric ? Figures.status(code) : 0, code + " " + message);
        String why = (numeric ? "status " + code : code + " " + message).strip();
        return Optional.of(new Sample(names.endpoint(label, address), start + micros, micros, kind, why));
    }
}
