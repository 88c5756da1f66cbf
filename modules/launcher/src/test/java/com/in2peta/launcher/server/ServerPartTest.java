package com.in2peta.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.launcher.StartFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerPartTest {

    @Test
    void takesTheCommandLineOutOfWhatAsadminPrints() {
        List<String> dump = List.of(
                "Dump of JVM Invocation line that would be used to launch:",
                "/jdk/bin/java",
                "-cp",
                "a b.jar",
                "Main",
                "-read-stdin",
                "true",
                "-type",
                "DAS",
                "",
                "Command start-domain executed successfully.");

        assertThat(ServerPart.command(dump)).containsExactly("/jdk/bin/java", "-cp", "a b.jar", "Main", "-type", "DAS");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> ServerPart.command(List.of("Command start-domain failed.")))
                .isInstanceOf(StartFailure.class);
    }
}
