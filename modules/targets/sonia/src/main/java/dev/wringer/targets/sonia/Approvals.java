package dev.wringer.targets.sonia;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The approvals eva-os has given: each for one tool, for one use and for a minute. Only what is in here is valid. */
final class Approvals extends AbstractMatchingBehavior<Approvals.Command> {
    sealed interface Command {}

    record Grant(String tool, ActorRef<String> replyTo) implements Command {}

    record Redeem(String tool, String token, ActorRef<Boolean> replyTo) implements Command {}

    static final Duration VALID = Duration.ofMinutes(1);
    private static final int OUTSTANDING_MAX = 10_000;

    private record Approval(String tool, long givenNanos) {}

    private final Map<String, Approval> outstanding = new LinkedHashMap<>();
    private final LongSupplier nanoClock;

    private Approvals(ActorContext<Command> context, LongSupplier nanoClock) {
        super(context);
        this.nanoClock = nanoClock;
    }

    static Behavior<Command> create(LongSupplier nanoClock) {
        return Behaviors.setup(context -> new Approvals(context, nanoClock));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Grant(var tool, var replyTo) -> replyTo.tell(grant(tool));
            case Redeem(var tool, var token, var replyTo) -> replyTo.tell(redeem(tool, token));
        }
        return this;
    }

    private String grant(String tool) {
        outstanding.values().removeIf(this::isExpired);
        if (outstanding.size() >= OUTSTANDING_MAX) {
            outstanding.remove(outstanding.keySet().iterator().next());
        }
        String token = ServiceToken.random();
        outstanding.put(token, new Approval(tool, nanoClock.getAsLong()));
        return token;
    }

    /** An attempt with another tool does not use the approval up. */
    private boolean redeem(String tool, String token) {
        Approval approval = outstanding.get(token);
        if (approval == null || isExpired(approval) || !approval.tool().equals(tool)) {
            return false;
        }
        outstanding.remove(token);
        return true;
    }

    private boolean isExpired(Approval approval) {
        return nanoClock.getAsLong() - approval.givenNanos() > VALID.toNanos();
    }
}
