package dev.wringer.adapters.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Template;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedTargetTest {
    private static final Duration READY = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Distribution USUAL = new Distribution.LogNormal(Duration.ofMillis(12), Duration.ofMillis(90));

    @Test
    void percentilesOfTheLatencyAreThoseOfTheDefinition() {
        Trial trial = new Trial(Models.with(USUAL, 64, 64))
                .sendMany(READY, Duration.ofMillis(100), 20_000)
                .play(Duration.ofHours(1));
        long[] millis = trial.answers().stream()
                .mapToLong(a -> (a.doneNanos() - a.sentNanos()) / 1_000_000)
                .sorted()
                .toArray();

        assertThat(millis).hasSize(20_000);
        assertThat((double) millis[10_000]).isCloseTo(12, within(1.0));
        assertThat((double) millis[19_800]).isCloseTo(90, within(9.0));
    }

    @Test
    void anOverloadedServiceQueuesFirstAndRefusesWhenTheQueueIsFull() {
        Trial trial =
                new Trial(Models.plain()).sendMany(READY, Duration.ZERO, 20).play(MINUTE);

        assertThat(trial.tookNanos(3)).isEqualTo(10_000_000);
        assertThat(trial.tookNanos(4)).isEqualTo(20_000_000);
        assertThat(trial.tookNanos(11)).isEqualTo(30_000_000);
        assertThat(trial.answer(12).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(trial.answer(12).detail()).isEqualTo("queue full");
        assertThat(trial.tookNanos(19)).isZero();
    }

    @Test
    void aServiceWithinItsCapacityNeitherQueuesNorRefuses() {
        Trial trial = new Trial(Models.plain())
                .sendMany(READY, Duration.ofMillis(3), 1_000)
                .play(MINUTE);

        assertThat(trial.answers()).hasSize(1_000).allSatisfy(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.OK);
            assertThat(answer.doneNanos() - answer.sentNanos()).isEqualTo(10_000_000);
        });
    }

    @Test
    void givingARequestUpFreesItsWorkerForTheNextInTheQueue() {
        Distribution slow = new Distribution.Constant(Duration.ofSeconds(10));
        Trial trial = new Trial(Models.with(slow, 1, 5))
                .sendMany(READY, Duration.ZERO, 2)
                .at(READY.plusSeconds(1), me -> new Target.Cancel(0))
                .play(MINUTE);

        assertThat(trial.isAnswered(0)).isFalse();
        assertThat(trial.tookNanos(1)).isEqualTo(11_000_000_000L);
    }

    @Test
    void givingARequestUpFreesItsPlaceInTheQueue() {
        Distribution slow = new Distribution.Constant(Duration.ofSeconds(10));
        Trial trial = new Trial(Models.with(slow, 1, 1))
                .sendMany(READY, Duration.ZERO, 2)
                .at(READY.plusSeconds(1), me -> new Target.Cancel(1))
                .send(READY.plusSeconds(2), 2)
                .send(READY.plusSeconds(3), 3)
                .play(MINUTE);

        assertThat(trial.isAnswered(1)).isFalse();
        assertThat(trial.answer(2).outcome()).isEqualTo(Outcome.OK);
        assertThat(trial.answer(3).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void theErrorRateIsThatOfTheModelAndAnExpectedStatusIsNoError() {
        ServiceModel faulty = withErrors(0.05);
        Request tolerant = request(List.of(), List.of(new Expectation.Status(200, 599)));

        Trial strict = new Trial(faulty).sendMany(READY, Duration.ofMillis(10), 10_000);
        strict.play(Duration.ofHours(1));
        Trial lenient = new Trial(faulty);
        for (int i = 0; i < 1_000; i++) {
            lenient.send(READY.plusMillis(10L * i), i, tolerant);
        }
        lenient.play(Duration.ofHours(1));

        assertThat((double) errors(strict)).isCloseTo(500, within(80.0));
        assertThat(strict.answers()).filteredOn(a -> a.outcome().isError()).allSatisfy(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.UNEXPECTED_STATUS);
            assertThat(answer.detail()).isEqualTo("status 500");
        });
        assertThat(errors(lenient)).isZero();
    }

    @Test
    void extractionsFindMadeUpValuesThatBelongToTheArrival() {
        Request request = request(
                List.of(new Extraction.JsonPointer("session", "/id"), new Extraction.Header("token", "X-Token")),
                List.of());
        Trial trial = new Trial(Models.plain()).send(READY, 7, request).play(MINUTE);

        assertThat(trial.answer(7).extracted()).isEqualTo(Map.of("session", "session-7", "token", "token-7"));
    }

    @Test
    void textsGoOverAnOpenSocketAndNotOverAClosedOne() {
        SessionFlow.Step.Message hello =
                new SessionFlow.Step.Message("ws", Template.literal("hello"), Template.literal(""));
        Trial trial = new Trial(Models.plain())
                .at(READY, me -> new Target.OpenSocket(1, Models.CHAT, Trial.draw(1), me.narrow()))
                .at(READY.plusSeconds(1), me -> new Target.SendText(2, 1, hello, Trial.draw(1), me))
                .at(READY.plusSeconds(2), me -> new Target.CloseSocket(1))
                .at(READY.plusSeconds(3), me -> new Target.SendText(3, 1, hello, Trial.draw(1), me))
                .play(MINUTE);

        assertThat(trial.answer(1).outcome()).isEqualTo(Outcome.OK);
        assertThat(trial.answer(2).outcome()).isEqualTo(Outcome.OK);
        assertThat(trial.tookNanos(2)).isEqualTo(10_000_000);
        assertThat(trial.answer(3).outcome()).isEqualTo(Outcome.RESET);
        assertThat(trial.events(Target.SocketClosed.class)).isEmpty();
    }

    @Test
    void aServiceThatIsStoppedResetsWhatIsInFlightAndThenRefuses() {
        Distribution slow = new Distribution.Constant(Duration.ofSeconds(10));
        Trial trial = new Trial(Models.with(slow, 1, 5))
                .at(READY, me -> new Target.OpenSocket(0, Models.CHAT, Trial.draw(0), me.narrow()))
                .send(Duration.ofSeconds(13), 1)
                .send(Duration.ofSeconds(13), 2)
                .at(Duration.ofSeconds(14), me -> new Host.Stop(me.narrow()))
                .send(Duration.ofSeconds(15), 3)
                .play(MINUTE);

        assertThat(trial.answers().stream().map(Target.Answered::outcome))
                .containsExactly(Outcome.OK, Outcome.RESET, Outcome.RESET, Outcome.REFUSED);
        assertThat(trial.events(Target.SocketClosed.class))
                .containsExactly(new Target.SocketClosed(0, "connection reset"));
        assertThat(trial.events(Host.Stopped.class)).containsExactly(new Host.Stopped(List.of(), List.of()));
    }

    @Test
    void theSameSeedGivesTheSameAnswersAndAnotherSeedOthers() {
        List<Target.Answered> first = noisy(Models.SEED).answers();

        assertThat(noisy(Models.SEED).answers()).isEqualTo(first);
        assertThat(noisy(new Seed(1)).answers()).isNotEqualTo(first);
    }

    @Test
    void idsBeyondTheRangeOfAnIntAreToldApart() {
        long id = 3_000_000_000L;
        Trial trial = new Trial(Models.plain())
                .send(READY, id)
                .send(READY, id + (1L << 32))
                .at(READY.plusMillis(5), me -> new Target.Cancel(id))
                .play(MINUTE);

        assertThat(trial.answers()).extracting(Target.Answered::id).containsExactly(id + (1L << 32));
    }

    private static Trial noisy(Seed seed) {
        ServiceModel model = new ServiceModel(
                USUAL,
                2,
                10,
                0.02,
                READY,
                Models.plain().memory(),
                new ServiceModel.Noise(0.2, Models.MIB, 0.7, 0.3),
                List.of(new ServiceModel.Defect.Crash(Duration.ofSeconds(30))));
        return new Trial(model, seed)
                .sendMany(READY, Duration.ofMillis(15), 4_000)
                .play(MINUTE);
    }

    private static ServiceModel withErrors(double rate) {
        ServiceModel plain = Models.plain();
        return new ServiceModel(
                plain.latency(),
                plain.workers(),
                plain.queueMax(),
                rate,
                plain.startTime(),
                plain.memory(),
                plain.noise(),
                List.of());
    }

    private static Request request(List<Extraction> extractions, List<Expectation> expectations) {
        Request chat = Models.CHAT;
        return new Request(
                chat.endpoint(), chat.method(), chat.path(), List.of(), chat.body(), extractions, expectations);
    }

    private static long errors(Trial trial) {
        return trial.answers().stream().filter(a -> a.outcome().isError()).count();
    }
}
