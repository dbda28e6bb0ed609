package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** One thing that faults need of this host, found out by doing it on a small scale and undoing it; takes up to some 100 ms. */
enum HostProbe {
    CPU_GROUP,
    MEMORY_GROUP,
    FILE_LIMIT,
    CLOCKS,
    MOUNT,
    NETWORK,
    /** Rates of packets. */
    TBF,
    /** Delay and loss of packets. */
    NETEM;

    /** In words with what to install or do; empty when the host can. */
    Optional<String> missing() {
        return switch (this) {
            case CPU_GROUP -> group(Cgroup.Kind.CPU);
            case MEMORY_GROUP -> group(Cgroup.Kind.MEMORY);
            case FILE_LIMIT -> fileLimit();
            case CLOCKS ->
                Faketime.installed().isPresent()
                        ? Optional.empty()
                        : Optional.of("libfaketime not found; install it (apt-get install libfaketime)");
            case MOUNT ->
                failing("mount -t tmpfs -o size=1m wringer /mnt")
                        .map(why -> "no file system can be mounted; run as root, or without a size: " + why);
            case NETWORK ->
                failing("mount --make-rprivate / && mount -t tmpfs wringer /run"
                                + " && ip netns add probe && ip netns exec probe true"
                                + " && ip link add name probed type bridge"
                                + " && ip link add name probing type veth peer name eth0 netns probe"
                                + " && ip -n probe link set lo up")
                        .map(why -> "no network namespaces; run as root, with iproute2 installed: " + why);
            case TBF ->
                failing("tc qdisc add dev lo root tbf rate 1mbit burst 10kb latency 50ms")
                        .map(why -> "no rate of packets; the kernel needs tbf (module sch_tbf): " + why);
            case NETEM ->
                failing("tc qdisc add dev lo root netem delay 1ms")
                        .map(why -> "no delay or loss of packets; the kernel needs netem (module sch_netem): " + why);
        };
    }

    private static Optional<String> group(Cgroup.Kind kind) {
        try {
            Cgroup group = Cgroup.named(
                    kind, "wringer-probe-" + ProcessHandle.current().pid());
            group.create();
            boolean limits = Files.isWritable(group.limitFile());
            group.delete();
            return limits ? Optional.empty() : Optional.of(kind.missing("its limit cannot be written"));
        } catch (IOException e) {
            return Optional.of(kind.missing(e.getMessage()));
        }
    }

    private static Optional<String> fileLimit() {
        ProcessId self =
                ProcessEntry.read(ProcessHandle.current().pid()).orElseThrow().id();
        try {
            SoftLimit.of(self)
                    .orElseThrow(() -> new IOException("/proc/self/limits cannot be read"))
                    .set();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("limits of files cannot be set: " + e.getMessage() + "; install prlimit (util-linux)");
        }
    }

    /** In namespaces that end with the script. */
    private static Optional<String> failing(String script) {
        try {
            Tool.run("unshare", "--mount", "--net", "sh", "-c", script);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    e.getMessage().lines().reduce("", (first, last) -> last).strip());
        }
    }
}
