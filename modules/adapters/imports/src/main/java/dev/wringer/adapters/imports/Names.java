package dev.wringer.adapters.imports;

import dev.wringer.core.metrics.EndpointId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What the services and endpoints of other tools are called here: the host of a URL is the service, its path without the
 * query the endpoint. Paths that hold ids would never end, so only the first {@value #ENDPOINTS_MAX} have a name of their own.
 */
final class Names {
    private static final int ENDPOINTS_MAX = 200;
    private static final int LENGTH_MAX = 200;
    private static final String OTHER = "other";

    private final String tool;
    private final TreeSet<EndpointId> known = new TreeSet<>();
    private long others;

    Names(ImportFormat format) {
        this.tool = of(format);
    }

    static String of(ImportFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param name that the user gave to the request; empty, or the URL again: none
     * @param url empty where it is not known
     */
    EndpointId endpoint(String name, String url) {
        URI target = uri(url.isEmpty() ? name : url);
        String host = target == null ? tool : target.getPort() < 0 ? target.getHost() : target.getAuthority();
        boolean named = !name.isEmpty() && uri(name) == null;
        URI address = uri(name) == null ? target : uri(name);
        String path = address == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return bounded(new EndpointId(cut(host), cut(named ? name.strip() : path)));
    }

    /** Requests that have no endpoint of their own. */
    long others() {
        return others;
    }

    private EndpointId bounded(EndpointId id) {
        if (known.contains(id)) {
            return id;
        }
        if (known.size() < ENDPOINTS_MAX) {
            known.add(id);
            return id;
        }
        others++;
        return new EndpointId(tool, OTHER);
    }

    private static String cut(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", " ").strip();
        String filled = plain.isEmpty() ? OTHER : plain;
        return filled.length() <= LENGTH_MAX ? filled : filled.substring(0, LENGTH_MAX) + "…";
    }

    /** Null for what is no absolute URL. */
    private static URI uri(String text) {
        if (!text.contains("://")) {
            return null;
        }
        try {
            int query = text.indexOf('?');
            URI uri = new URI(query < 0 ? text : text.substring(0, query));
            return uri.getHost() == null || uri.getRawPath() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
