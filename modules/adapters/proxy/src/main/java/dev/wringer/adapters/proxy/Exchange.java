package dev.wringer.adapters.proxy;

import dev.wringer.core.model.HttpEffect;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.Optional;

/** One request on its way to its answer, with the faults drawn for it. */
final class Exchange {
    private final List<ActiveHttp> faults;
    private final boolean connect;
    private final boolean switching;
    private final boolean expects;
    private final boolean keepsAlive;
    private boolean complete;

    Exchange(HttpRequest request, List<ActiveHttp> faults) {
        this.faults = faults;
        this.connect = HttpMethod.CONNECT.equals(request.method());
        this.switching = connect || request.headers().contains(HttpHeaderNames.UPGRADE);
        this.expects = request.headers().contains(HttpHeaderNames.EXPECT);
        this.keepsAlive = HttpUtil.isKeepAlive(request);
    }

    List<ActiveHttp> faults() {
        return faults;
    }

    <E extends HttpEffect> Optional<E> first(Class<E> kind) {
        return faults.stream()
                .map(it -> it.fault().effect())
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** True for a request that the service does not get to see. */
    boolean answeredHere() {
        return first(HttpEffect.Status.class).isPresent()
                || first(HttpEffect.Abort.class).isPresent();
    }

    /** True when its answer may turn the connection into plain bytes. */
    boolean switching() {
        return switching;
    }

    boolean switchedBy(int status) {
        return status == 101 || (connect && status / 100 == 2);
    }

    /** True when the client may hold its body back until it is asked for it. */
    boolean expects() {
        return expects;
    }

    /** True when another request may follow the answer. */
    boolean goesOn() {
        return complete && keepsAlive;
    }

    void requestComplete() {
        complete = true;
    }

    boolean complete() {
        return complete;
    }
}
