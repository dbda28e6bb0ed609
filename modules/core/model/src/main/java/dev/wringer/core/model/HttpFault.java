package dev.wringer.core.model;

import static dev.wringer.core.model.InWords.percent;

/**
 * A fault of single HTTP/1.1 requests, put there by a proxy that reads them.
 *
 * @param effect what happens to the requests that have it
 * @param method empty: any
 * @param path a prefix of the path; empty: any
 * @param share of the matching requests, above 0, at most 1; drawn per request, from the seed
 */
public record HttpFault(HttpEffect effect, String method, String path, double share) implements Fault {
    public HttpFault {
        InvalidValue.unlessShare(share);
    }

    @Override
    public String kind() {
        return effect.kind();
    }

    @Override
    public String words() {
        String matching = method.isEmpty() && path.isEmpty() ? "requests" : (method + " " + path).strip();
        return effect.words() + " for " + percent(share) + " of " + matching;
    }

    @Override
    public Fault milder(double severity) {
        return new HttpFault(effect, method, path, share * severity);
    }
}
