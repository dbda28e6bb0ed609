package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.Request;
import dev.wringer.core.workload.Draw;

/** What goes over a link and is answered. */
sealed interface Message {
    Message CALL = new Call();
    Message TEXT = new Text();

    /** Whether a fault of single requests is meant for this one. */
    boolean matches(HttpFault fault);

    /** A request of one service to another; the model does not know its method and path, so every fault is meant for it. */
    record Call() implements Message {
        @Override
        public boolean matches(HttpFault fault) {
            return true;
        }
    }

    /** A text over an open socket. */
    record Text() implements Message {
        @Override
        public boolean matches(HttpFault fault) {
            return false;
        }
    }

    /** A request of Wringer. */
    record Asked(Request request, Draw draw) implements Message {
        @Override
        public boolean matches(HttpFault fault) {
            return (fault.method().isEmpty() || fault.method().equals(request.method()))
                    && (fault.path().isEmpty()
                            || draw.filler().fill(request.path()).startsWith(fault.path()));
        }

        boolean expects(int status) {
            return request.expectations().stream()
                    .anyMatch(expectation -> expectation instanceof Expectation.Status range
                            && range.from() <= status
                            && status <= range.to());
        }

        boolean readsTheBody() {
            return request.expectations().stream().anyMatch(Asked::isOfTheBody)
                    || request.extractions().stream().anyMatch(Asked::isOfTheBody);
        }

        /** A header of this name is expected, and not with this value. */
        boolean refuses(String name, String value) {
            return request.expectations().stream()
                    .anyMatch(expectation -> expectation instanceof Expectation.Header header
                            && header.name().equalsIgnoreCase(name)
                            && !header.pattern().matcher(value).matches());
        }

        private static boolean isOfTheBody(Expectation expectation) {
            return switch (expectation) {
                case Expectation.Status ignored -> false;
                case Expectation.Header ignored -> false;
                case Expectation.EchoesCorrelationId ignored -> false;
                case Expectation.BodyContains ignored -> true;
                case Expectation.BodyMatches ignored -> true;
                case Expectation.JsonEquals ignored -> true;
            };
        }

        private static boolean isOfTheBody(Extraction extraction) {
            return !(extraction instanceof Extraction.Header);
        }
    }
}
