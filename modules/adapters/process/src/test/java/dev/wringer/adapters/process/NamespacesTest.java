package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespacesTest {
    private static final Fault CUT_OFF_FROM_B = new NamespaceFault.Partition(List.of("b"));
    private static final Fault RATE = new NamespaceFault.Shape(Duration.ZERO, 0, 200_000);

    @TempDir
    private Path folder;

    private Ledger ledger;
    private Namespaces namespaces;

    @BeforeEach
    void open() throws IOException {
        Can.inject(CUT_OFF_FROM_B);
        ledger = Ledger.open(folder);
        namespaces = Namespaces.open(List.of("a", "b", "c"), ledger, Fixture.realClock());
    }

    @AfterEach
    void close() throws IOException {
        if (namespaces != null) {
            namespaces.close();
            ledger.close();
        }
        assertThat(links()).isEmpty();
        assertThat(Tool.run("ip", "netns", "list")).doesNotContain("wringer-" + ours());
    }

    @Test
    void aServiceRunsInItsNamespaceWithALoopbackAndItsAddress() throws Exception {
        List<String> command = new ArrayList<>(namespaces.prefix("a"));
        command.addAll(List.of("ip", "-4", "address"));
        assertThat(Tool.run(command.toArray(String[]::new)))
                .contains("127.0.0.1/8", namespaces.address("a").getHostAddress() + "/24");
    }

    @Test
    void aPartitionCutsOffTheNamedAndNobodyElseUntilItIsRemoved() throws Exception {
        Injection partition = injection(CUT_OFF_FROM_B);
        assertThat(partition.observe().confirmed()).isFalse();
        partition.apply();
        Injection.Observation seen = partition.observe();
        assertThat(seen.confirmed()).as(seen.evidence()).isTrue();
        assertThat(seen.evidence()).contains("a does not reach b", "a reaches c", "a reaches wringer");
        assertThat(partition.observeGone().confirmed()).isFalse();
        partition.remove();
        Eventually.confirmed(partition::observeGone);
        partition.remove();
    }

    @Test
    void aPartitionFromWringerIsOneFromTheBridge() throws Exception {
        Injection partition = injection(new NamespaceFault.Partition(List.of("wringer")));
        partition.apply();
        assertThat(partition.observe().evidence()).contains("a does not reach wringer", "a reaches b");
        partition.remove();
        Eventually.confirmed(partition::observeGone);
    }

    @Test
    void whoIsNotInTheNetworkCannotBeCutOff() {
        Injection partition = injection(new NamespaceFault.Partition(List.of("b", "stranger")));
        assertThatThrownBy(partition::apply).hasMessage("not in the network of the run: stranger");
    }

    @Test
    void theSamePartitionTwiceIsRefusedAndTheFirstGoesOn() throws Exception {
        Injection first = injection(CUT_OFF_FROM_B);
        Injection second = injection(CUT_OFF_FROM_B);
        first.apply();
        assertThatThrownBy(second::apply).isInstanceOf(Injection.Failed.class).hasMessageContaining("File exists");
        second.remove();
        assertThat(first.observe().confirmed()).isTrue();
    }

    @Test
    void aNamespaceThatIsGoneIsNoErrorWhenItsFaultsAreRemoved() throws Exception {
        Injection partition = injection(CUT_OFF_FROM_B);
        Injection shape = injection(RATE);
        partition.apply();
        shape.apply();
        namespaces.close();
        assertThat(partition.observe().confirmed()).isFalse();
        assertThat(shape.observe().confirmed()).isFalse();
        partition.remove();
        shape.remove();
        assertThat(partition.observeGone().confirmed()).isTrue();
        assertThat(shape.observeGone().confirmed()).isTrue();
    }

    @Test
    void aRateIsKeptUntilItIsRemoved() throws Exception {
        Can.inject(RATE);
        Injection shape = injection(RATE);
        assertThat(shape.observe().confirmed()).isFalse();
        shape.apply();
        assertThat(Eventually.confirmed(shape::observe).evidence()).containsPattern("^(1[0-9]|2[0-5])\\d{4} B/s; Sent");
        assertThat(shape.observeGone().confirmed()).isFalse();
        shape.remove();
        Eventually.confirmed(shape::observeGone);
        shape.remove();
    }

    @Test
    void theSmallestRateLetsSomethingPass() throws Exception {
        Can.inject(RATE);
        Injection shape = injection(new NamespaceFault.Shape(Duration.ZERO, 0, 2_000));
        shape.apply();
        Eventually.confirmed(shape::observe);
        shape.remove();
        Eventually.confirmed(shape::observeGone);
    }

    @Test
    void delayAndLossAreSeenUntilTheyAreRemoved() throws Exception {
        Fault fault = new NamespaceFault.Shape(Duration.ofMillis(50), 0.2, 0);
        Can.inject(fault);
        Injection shape = injection(fault);
        assertThat(shape.observe().confirmed()).isFalse();
        shape.apply();
        Eventually.confirmed(shape::observe);
        shape.remove();
        Eventually.confirmed(shape::observeGone);
    }

    @Test
    void moreServicesThanANetworkHasRoomForAreRefused() {
        List<String> many = IntStream.range(0, 65).mapToObj(i -> "s" + i).toList();
        assertThatThrownBy(() -> Namespaces.open(many, ledger, Fixture.realClock()))
                .hasMessageContaining("64 services, not 65");
    }

    @Test
    void twoNetworksOfOneProcessDoNotMeet() throws Exception {
        try (Namespaces other = Namespaces.open(List.of("a"), ledger, Fixture.realClock())) {
            assertThat(other.address("a")).isNotEqualTo(namespaces.address("a"));
        }
    }

    private Injection injection(Fault fault) {
        return namespaces.injection(
                new PlannedFault("unit-1", fault, FaultTarget.of("a"), Duration.ZERO, Duration.ofSeconds(10)));
    }

    private static List<String> links() throws IOException {
        return Tool.run("ip", "-o", "link")
                .lines()
                .filter(line -> line.contains(": " + ours()))
                .toList();
    }

    private static String ours() {
        return "w" + ProcessHandle.current().pid() + "-";
    }
}
