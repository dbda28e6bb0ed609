package dev.wringer.adapters.process;

import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** The control group that a service was launched within gets a limit of processor time or memory. */
final class Limiting implements Injection {
    private final String id;
    private final Victim victim;
    private final Ledger ledger;
    private final Cgroup.Kind kind;
    private final Function<Cgroup, String> limit;
    private volatile Optional<Limited> limited = Optional.empty();

    /** @param feltBefore how often the limit had been felt before there was one */
    private record Limited(Cgroup group, String old, Ledger.Entry entry, long feltBefore) {}

    Limiting(String id, Victim victim, Ledger ledger, Cgroup.Kind kind, Function<Cgroup, String> limit) {
        this.id = id;
        this.victim = victim;
        this.ledger = ledger;
        this.kind = kind;
        this.limit = limit;
    }

    @Override
    public void apply() throws Failed {
        try {
            Cgroup group = Cgroup.among(victim.incarnation().surroundings().cgroups(), kind)
                    .orElseThrow(() -> new Failed(victim.service() + " was not launched within a cgroup"));
            String old = group.limit();
            Ledger.Entry entry = ledger.record(id, new Undo.RestoreFile(group.limitFile(), old));
            limited =
                    Optional.of(new Limited(group, old, entry, group.timesFelt().orElse(0)));
            group.limit(limit.apply(group));
        } catch (IOException e) {
            throw new Failed("the limit cannot be set: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observe() {
        return limited.map(this::observe).orElseGet(() -> new Observation(false, "no limit was set"));
    }

    private Observation observe(Limited it) {
        long felt = it.group().timesFelt().orElse(0) - it.feltBefore();
        return switch (kind) {
            case CPU -> new Observation(felt > 0, "throttled in " + felt + " periods");
            case MEMORY -> memory(it.group(), felt);
        };
    }

    private Observation memory(Cgroup group, long felt) {
        try {
            long used = group.usageBytes().orElse(Long.MAX_VALUE);
            // The kernel rounds it down to whole pages.
            long now = Long.parseLong(group.limit());
            boolean limits = now <= Long.parseLong(limit.apply(group)) && (felt > 0 || used <= now);
            return new Observation(limits, used + " of " + now + " bytes used, limit met " + felt + " times");
        } catch (IOException | NumberFormatException e) {
            return new Observation(false, "there is no limit: " + e.getMessage());
        }
    }

    @Override
    public void remove() throws Failed {
        try {
            if (limited.isPresent()) {
                Limited it = limited.get();
                it.group().limit(it.old());
                ledger.done(it.entry());
            }
        } catch (IOException e) {
            throw new Failed("the limit cannot be restored: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observeGone() {
        try {
            if (limited.isEmpty()) {
                return new Observation(true, "no limit was set");
            }
            String now = limited.get().group().limit();
            return new Observation(now.equals(limited.get().old()), "the limit is " + now);
        } catch (IOException e) {
            return new Observation(false, "the limit cannot be read: " + e.getMessage());
        }
    }
}
