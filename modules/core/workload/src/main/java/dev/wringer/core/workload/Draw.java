package dev.wringer.core.workload;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Template;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one request of one arrival is filled in with.
 *
 * @param sequence number of the arrival in its flow, from 0
 * @param step number of the request in its arrival or session, from 0
 * @param variables extracted from earlier answers
 */
public record Draw(Placeholders placeholders, long sequence, int step, Map<String, String> variables) {
    /** Unique in the run and across runs; the same arrival of the same run always has the same. */
    public String correlationId() {
        return placeholders.correlationId(sequence, step);
    }

    /** Fills the templates of one request, in the order path, headers, body; each random placeholder draws anew. */
    public Filler filler() {
        return new Filler(placeholders.stream(sequence).at(step));
    }

    /** Fills templates from one arrival's random stream, in order. */
    public final class Filler {
        private final RandomStream random;

        private Filler(RandomStream random) {
            this.random = random;
        }

        /** The text of a template. A variable that was never extracted is left empty. */
        public String fill(Template template) {
            List<Template.Part> parts = template.parts();
            if (parts.size() == 1) {
                return text(parts.getFirst());
            }
            StringBuilder filled = new StringBuilder();
            parts.forEach(part -> filled.append(text(part)));
            return filled.toString();
        }

        private String text(Template.Part part) {
            return switch (part) {
                case Template.Literal literal -> literal.text();
                case Template.Uuid ignored -> uuid();
                case Template.Sequence ignored -> Long.toString(sequence);
                case Template.StepNumber ignored -> Integer.toString(step);
                case Template.RandomNumber number ->
                    Long.toString(number.from() + random.nextLong(number.to() - number.from() + 1));
                case Template.Choice choice ->
                    choice.options().get((int) random.nextLong(choice.options().size()));
                case Template.Column column -> placeholders.row(sequence).get(column.index());
                case Template.Variable variable -> variables.getOrDefault(variable.name(), "");
            };
        }

        /** Version 4, variant 1 (RFC 9562, section 5.4). */
        private String uuid() {
            long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000;
            long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
            return new UUID(high, low).toString();
        }
    }
}
