package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears nothing has not heard that all is well. */
class NeverPassesTest {
    @TempDir
    Path folder;

    @Test
    void aServiceThatAcceptsAndNeverAnswersFails() throws IOException {
        String keys = "services { web { " + ScriptedSystem.launched(ScriptedSystem.freePort(), "silent") + " } }\n"
                + ScriptedSystem.HOME_TRAFFIC;

        assertThat(run(keys).code()).isEqualTo(99);
    }

    @Test
    void aServiceThatIsNotThereIsNotJudged() throws IOException {
        String keys = "services { web { port = " + ScriptedSystem.freePort()
                + ", attach = true, ready { within = 1s } } }\n" + ScriptedSystem.HOME_TRAFFIC;

        Wringer.Ended ended = run(keys);

        assertThat(ended.code()).isEqualTo(120);
        assertThat(ended.output()).contains("service web: nothing to attach to");
    }

    @Test
    void noTrafficAtAllIsRefused() throws IOException {
        String keys = "services { web { " + ScriptedSystem.launched(ScriptedSystem.freePort(), "healthy") + " } }";

        assertThat(run(keys).code()).isEqualTo(104);
    }

    @Test
    void trafficThatNeverComesIsNotJudged() throws IOException {
        String keys = "services { web { " + ScriptedSystem.launched(ScriptedSystem.freePort(), "healthy") + " } }\n"
                + "traffic { home { to = web, request = \"/\", arrivals { rate = 1/h } } }";

        assertThat(run(keys).code()).isEqualTo(120);
    }

    @Test
    void aModelThatNeverAnswersFails() throws IOException {
        assertThat(modelled("{ deadlock = true }").code()).isEqualTo(99);
    }

    @Test
    void aModelThatRefusesEveryConnectionIsNeverReady() throws IOException {
        Wringer.Ended ended = modelled("{ outage = true }");

        assertThat(ended.code()).isEqualTo(120);
        assertThat(ended.output()).contains("service web: not ready within 60.0 s");
    }

    private Wringer.Ended modelled(String defect) throws IOException {
        return run("""
            clock = virtual, duration = 2h, window = 1min
            services { web { port = 80, model { latency = 5ms, defects = [ %s ] } } }
            %s
            """.formatted(defect, ScriptedSystem.HOME_TRAFFIC));
    }

    private Wringer.Ended run(String keys) throws IOException {
        Wringer.Ended ended =
                Wringer.execute("run", ScriptedSystem.file(folder, keys), "--results", folder.resolve("results"));
        assertThat(ended.code()).as(ended.output()).isNotZero();
        return ended;
    }
}
