package dev.wringer.adapters.http;

import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

/** Why there is no connection, in few words. */
final class Refusal {
    private Refusal() {}

    static String detail(Throwable cause) {
        return switch (cause) {
            case UnknownHostException ignored -> "unknown host";
            case NoRouteToHostException ignored -> "no route to host";
            case BindException ignored -> "no local port free";
            case ConnectException refused -> says(refused, "refused") ? "connection refused" : "cannot connect";
            default -> systemLimit(cause);
        };
    }

    /** Reaching a limit of this host comes as an exception without a type of its own. */
    private static String systemLimit(Throwable cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (says(reason, "Too many open files")) {
                return "too many open files here";
            }
            if (says(reason, "Cannot assign requested address")) {
                return "no local port free";
            }
        }
        return "cannot connect";
    }

    private static boolean says(Throwable cause, String words) {
        return cause.getMessage() != null && cause.getMessage().contains(words);
    }
}
