package com.in2peta.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Ports.claim(taken.getLocalPort()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void choosesAFreePortForZeroThatNoOutgoingConnectionGets() {
        assertThat(Ports.claim(0)).isBetween(20_000, 32_000);
    }

    /** Chance alone would give a hundred pairs: two parts of one start got the same port, and one of them ended. */
    @Test
    void choosesAnotherEveryTime() {
        assertThat(IntStream.range(0, 1_500).map(each -> Ports.free()).boxed()).doesNotHaveDuplicates();
    }
}
