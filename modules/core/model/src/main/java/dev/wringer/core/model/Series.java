package dev.wringer.core.model;

/**
 * One figure over the windows of a run, written {@code FIGURE of SUBJECT}: {@code memory of gateway},
 * {@code p95 of gateway/v1/chat}, {@code rate(jvm_gc_collection_seconds_sum) of gateway}.
 *
 * @param subject the service, or for a figure of an endpoint {@code service/endpoint}
 */
public record Series(Figure figure, String subject) {
    @Override
    public String toString() {
        return figure.text() + " of " + subject;
    }
}
