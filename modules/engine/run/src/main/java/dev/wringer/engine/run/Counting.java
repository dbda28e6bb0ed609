package dev.wringer.engine.run;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Residue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** A checkpoint while it is taken: what was answered so far. What nobody answered stays absent. */
final class Counting {
    private static final double THREE_PLACES = 1e3;

    private final long number;
    private final Instant at;
    private final List<Service> services = new ArrayList<>();

    /** @param sourcesOfService how many sources of load answer for each service; those of no source have nothing under way */
    Counting(long number, Instant at, SequencedMap<String, Integer> sourcesOfService) {
        this.number = number;
        this.at = at;
        sourcesOfService.forEach((name, sources) -> services.add(new Service(name, sources)));
    }

    private static final class Service {
        private final String name;
        private int awaited;
        private long sessionsOpen;
        private long inFlight;
        private OptionalDouble liveMemoryMb = OptionalDouble.empty();
        private String garbage = "no answer in time";
        private Host.Counted counted;

        Service(String name, int awaited) {
            this.name = name;
            this.awaited = awaited;
        }

        private OptionalLong whenAllAnswered(long count) {
            return awaited == 0 ? OptionalLong.of(count) : OptionalLong.empty();
        }

        Residue residue() {
            boolean unknown = counted == null;
            return new Residue(
                    name,
                    whenAllAnswered(sessionsOpen),
                    whenAllAnswered(inFlight),
                    unknown ? OptionalLong.empty() : counted.sockets(),
                    unknown ? OptionalLong.empty() : counted.openFiles(),
                    unknown ? OptionalLong.empty() : counted.threads(),
                    unknown ? OptionalDouble.empty() : rounded(counted.memoryMb()),
                    rounded(liveMemoryMb),
                    garbage);
        }

        /** As files have it, so that a judge of the files sees the same. */
        private static OptionalDouble rounded(OptionalDouble figure) {
            return figure.isPresent()
                    ? OptionalDouble.of(Math.round(figure.getAsDouble() * THREE_PLACES) / THREE_PLACES)
                    : figure;
        }
    }

    long number() {
        return number;
    }

    /** Under which a host is asked; no other question of the run has it. */
    long id(String service) {
        for (int i = 0; i < services.size(); i++) {
            if (services.get(i).name.equals(service)) {
                return number * services.size() + i;
            }
        }
        throw new IllegalArgumentException(service);
    }

    boolean knows(long id) {
        return id / services.size() == number;
    }

    private Service service(long id) {
        return services.get((int) (id % services.size()));
    }

    void add(QuiesceDirector.Left left) {
        Service service = service(id(left.service()));
        service.awaited--;
        service.sessionsOpen += left.sessionsOpen();
        service.inFlight += left.inFlight();
    }

    /** Returns the service it is about. */
    String add(Host.GarbageCollected collected) {
        Service service = service(collected.id());
        service.liveMemoryMb = collected.liveMemoryMb();
        service.garbage = collected.how();
        return service.name;
    }

    void uncollected(String service, String why) {
        service(id(service)).garbage = why;
    }

    void add(Host.Counted counted) {
        service(counted.id()).counted = counted;
    }

    boolean isComplete() {
        return services.stream().allMatch(service -> service.awaited == 0 && service.counted != null);
    }

    Checkpoint checkpoint() {
        return new Checkpoint(
                number, at, services.stream().map(Service::residue).toList());
    }
}
