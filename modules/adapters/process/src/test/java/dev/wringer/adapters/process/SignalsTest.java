package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTest {
    @ParameterizedTest
    @CsvSource({
        "0,   exit code 0",
        "3,   exit code 3",
        "128, exit code 128",
        "129, killed by SIGHUP",
        "137, killed by SIGKILL",
        "139, killed by SIGSEGV",
        "143, killed by SIGTERM",
        "159, killed by SIGSYS",
        "200, exit code 200"
    })
    void anExitValueIsPutInWords(int exitValue, String words) {
        assertThat(Signals.ending(exitValue)).isEqualTo(words);
    }
}
