package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.engine.run.Instruments;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OwnInstrumentsTest {
    private static ActorTestKit kit;

    @BeforeAll
    static void begin() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void end() {
        kit.shutdownTestKit();
    }

    @Test
    void aPauseOfTheCollectorShowsInOneReading() {
        ActorRef<Instruments.Command> instruments = instruments(() -> 0);
        TestProbe<Instruments.Reading> reader = kit.createTestProbe();
        reader.awaitAssert(Duration.ofSeconds(10), Duration.ofMillis(20), () -> {
            System.gc();
            assertThat(read(instruments, reader).gcPauseMaxMs().orElseThrow()).isPositive();
            return reader;
        });
        reader.awaitAssert(Duration.ofSeconds(10), Duration.ofMillis(20), () -> {
            assertThat(read(instruments, reader).gcPauseMaxMs().orElseThrow()).isZero();
            return reader;
        });
    }

    @Test
    void processorTimeIsAShareOfTheHost() {
        ActorRef<Instruments.Command> instruments = instruments(() -> 0);
        TestProbe<Instruments.Reading> reader = kit.createTestProbe();
        reader.awaitAssert(Duration.ofSeconds(10), Duration.ofMillis(20), () -> {
            assertThat(read(instruments, reader).cpuShare().orElseThrow())
                    .isPositive()
                    .isLessThan(1.5);
            return reader;
        });
    }

    @Test
    void aLagIsPassedOnAndAnUnknownOneIsAbsent() {
        TestProbe<Instruments.Reading> reader = kit.createTestProbe();
        assertThat(read(instruments(() -> 12.5), reader).loopLagMaxMs()).hasValue(12.5);
        assertThat(read(instruments(() -> Double.NaN), reader).loopLagMaxMs()).isEmpty();
    }

    private static ActorRef<Instruments.Command> instruments(DoubleSupplier loopLagMillis) {
        return kit.spawn(OwnInstruments.create(Fixture.realClock(), loopLagMillis));
    }

    private static Instruments.Reading read(
            ActorRef<Instruments.Command> instruments, TestProbe<Instruments.Reading> reader) {
        instruments.tell(new Instruments.Read(reader.getRef()));
        return reader.receiveMessage();
    }
}
