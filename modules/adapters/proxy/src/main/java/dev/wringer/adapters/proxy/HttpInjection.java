package dev.wringer.adapters.proxy;

import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A fault of the requests of one link; seen by a canary request that surely has this fault, and no other. */
final class HttpInjection implements Injection {
    private static final int ANSWER_SLACK_MILLIS = 20_000;
    private static final double SLACK_MILLIS = 150;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpLink link;
    private final PlannedFault planned;
    private final HttpFault fault;
    private final InetSocketAddress canary;
    private final Clock clock;

    HttpInjection(HttpLink link, PlannedFault planned, HttpFault fault, InetSocketAddress canary, Clock clock) {
        this.link = link;
        this.planned = planned;
        this.fault = fault;
        this.canary = canary;
        this.clock = clock;
    }

    @Override
    public void apply() throws Failed {
        try {
            link.add(planned, fault);
        } catch (RuntimeException e) {
            throw new Failed(planned.words() + " cannot be applied: " + e.getMessage(), e);
        }
    }

    @Override
    public void remove() throws Failed {
        try {
            link.remove(planned.id());
        } catch (RuntimeException e) {
            throw new Failed(planned.words() + " cannot be removed: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observe() {
        Observation seen = look(true);
        return new Observation(seen.confirmed(), seen.evidence() + "; " + link.counted(planned.id()));
    }

    @Override
    public Observation observeGone() {
        return look(false);
    }

    private Observation look(boolean there) {
        try (Listener probed = link.probed(canary)) {
            // a first one without a fault, so that the time of the other is the fault's
            answer(probed.address(), "");
            long began = clock.nanos();
            String answer = answer(probed.address(), planned.id());
            return judged(answer, (clock.nanos() - began) / NANOS_PER_MILLI, there);
        } catch (SocketException e) {
            boolean aborted = fault.effect() instanceof HttpEffect.Abort;
            return new Observation(there && aborted, "canary: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            return new Observation(false, "no canary: " + e.getMessage());
        }
    }

    private String answer(InetSocketAddress address, String id) throws IOException {
        int wait = fault.effect() instanceof HttpEffect.Delay it
                ? Math.toIntExact(it.delay().toMillis())
                : 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(wait + ANSWER_SLACK_MILLIS);
            String request = "%s %s HTTP/1.1\r\nhost: canary\r\nconnection: close\r\n%s: %s\r\n\r\n"
                    .formatted(
                            fault.method().isEmpty() ? "GET" : fault.method(),
                            fault.path().isEmpty() ? "/" : fault.path(),
                            ActiveHttp.CANARY,
                            id);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private Observation judged(String answer, double millis, boolean there) {
        String status = answer.lines().findFirst().orElse("no answer");
        String body = answer.substring(Math.min(answer.length(), answer.indexOf("\r\n\r\n") + 4));
        boolean whole = body.equals(CanaryService.BODY);
        boolean seen =
                switch (fault.effect()) {
                    case HttpEffect.Delay it ->
                        millis >= it.delay().toMillis() && millis <= it.delay().toMillis() + SLACK_MILLIS;
                    case HttpEffect.Status it -> status.startsWith("HTTP/1.1 " + it.status());
                    case HttpEffect.Abort it -> false;
                    case HttpEffect.Header it ->
                        answer.lines().anyMatch((it.name() + ": " + it.value())::equalsIgnoreCase);
                    case HttpEffect.Corrupt it -> body.length() == CanaryService.BODY.length() && !whole;
                    case HttpEffect.Truncate it -> body.length() == CanaryService.BODY.length() / 2;
                };
        boolean healthy = whole && status.startsWith("HTTP/1.1 200");
        return new Observation(
                there ? seen : healthy && !seen,
                String.format(
                        Locale.ROOT,
                        "canary: %s, %d of %d body bytes, %s, after %.1f ms",
                        status,
                        body.length(),
                        CanaryService.BODY.length(),
                        whole ? "as sent" : "not as sent",
                        millis));
    }
}
