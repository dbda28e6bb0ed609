package dev.wringer.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.Seed;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveHttpTest {
    private static final int REQUESTS = 10_000;

    /** Four standard deviations of the binomial distribution. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
    void hitsItsShareOfTheRequests(double share) {
        ActiveHttp fault = fault(share);
        long hit = 0;
        for (int i = 0; i < REQUESTS; i++) {
            hit += fault.hits(request(HttpMethod.GET, "/v1/chat")) ? 1 : 0;
        }
        double expected = share * REQUESTS;
        double deviations = 4 * Math.sqrt(expected * (1 - share));
        assertThat((double) hit).isBetween(expected - deviations, expected + deviations);
    }

    @Test
    void hitsNoRequestOfAnotherMethodOrPath() {
        ActiveHttp fault = fault(1);
        assertThat(fault.hits(request(HttpMethod.POST, "/v1/chat"))).isFalse();
        assertThat(fault.hits(request(HttpMethod.GET, "/v2"))).isFalse();
        assertThat(fault.hits(request(HttpMethod.GET, "/v1"))).isTrue();
        assertThat(fault.counted()).isEqualTo("1 of 1 matching requests have it");
    }

    @Test
    void hitsItsOwnCanaryAloneAndCountsNone() {
        ActiveHttp fault = fault(0.000_001);
        HttpRequest canary = request(HttpMethod.GET, "/");
        canary.headers().set(ActiveHttp.CANARY, "id");
        HttpRequest other = request(HttpMethod.GET, "/v1");
        other.headers().set(ActiveHttp.CANARY, "other");
        assertThat(fault.hits(canary)).isTrue();
        assertThat(fault.hits(other)).isFalse();
        assertThat(fault.counted()).isEqualTo("0 of 0 matching requests have it");
    }

    private static ActiveHttp fault(double share) {
        HttpFault fault = new HttpFault(new HttpEffect.Status(503), "GET", "/v1", share);
        return new ActiveHttp(Rig.planned("id", fault), fault, new Seed(1));
    }

    private static HttpRequest request(HttpMethod method, String path) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path);
    }
}
