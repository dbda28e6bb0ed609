package dev.wringer.core.model;

import static dev.wringer.core.model.InWords.millis;

import java.time.Duration;

/** What happens to a request or its response. */
public sealed interface HttpEffect {
    String kind();

    String words();

    /** The response comes later. */
    record Delay(Duration delay) implements HttpEffect {
        public Delay {
            InvalidValue.unless(delay.isPositive(), "delay", "delay of " + delay, "a positive duration");
        }

        @Override
        public String kind() {
            return "http-delay";
        }

        @Override
        public String words() {
            return "responses " + millis(delay) + " late";
        }
    }

    /** The request does not reach the service and is answered with this status. */
    record Status(int status) implements HttpEffect {
        public Status {
            InvalidValue.unless(status >= 400 && status <= 599, "status", "status " + status, "400 to 599");
        }

        @Override
        public String kind() {
            return "http-status";
        }

        @Override
        public String words() {
            return "status " + status;
        }
    }

    /** The connection is reset instead of an answer. */
    record Abort() implements HttpEffect {
        @Override
        public String kind() {
            return "http-abort";
        }

        @Override
        public String words() {
            return "connection reset instead of an answer";
        }
    }

    /** The response has this header, instead of one of the same name. */
    record Header(String name, String value) implements HttpEffect {
        public Header {
            InvalidValue.unless(name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+"), "name", "header " + name, "a name");
        }

        @Override
        public String kind() {
            return "http-header";
        }

        @Override
        public String words() {
            return "header " + name + ": " + value;
        }
    }

    /** Some bytes of the response's body are flipped; its length stays. */
    record Corrupt() implements HttpEffect {
        @Override
        public String kind() {
            return "http-corrupt";
        }

        @Override
        public String words() {
            return "corrupt bodies";
        }
    }

    /** The response's body ends after half of its announced length, and the connection with it. */
    record Truncate() implements HttpEffect {
        @Override
        public String kind() {
            return "http-truncate";
        }

        @Override
        public String words() {
            return "bodies cut in half";
        }
    }
}
