package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {
    @ParameterizedTest
    @CsvSource({
        "0100007F,                         127.0.0.1",
        "00000000,                         0.0.0.0",
        "00000000000000000000000001000000, 0:0:0:0:0:0:0:1",
        "0000000000000000FFFF00000100007F, 127.0.0.1",
        "B80D0120000000000000000001000000, 2001:db8:0:0:0:0:0:1"
    })
    void theKernelPrintsWordsBackwards(String hex, String address) {
        assertThat(Listeners.address(hex).getHostAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void aListenerIsFoundWithItsProcess(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Listeners.on(host, socket.getLocalPort()).orElseThrow().owner())
                    .map(ProcessEntry::pid)
                    .contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void aListenerOnAllAddressesIsFound() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(Listeners.on("127.0.0.1", socket.getLocalPort())).isPresent();
        }
    }

    @Test
    void otherPortsAndOtherHostsAreNotTaken() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Listeners.on("127.0.0.1", Fixture.freePort())).isEmpty();
            assertThat(Listeners.on("127.0.0.2", socket.getLocalPort())).isEmpty();
            assertThat(Listeners.on("192.0.2.1", socket.getLocalPort())).isEmpty();
        }
    }
}
