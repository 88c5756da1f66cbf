package com.in2peta.launcher.payara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BootCommandsTest {

    private final BootCommands commands = new BootCommands(Map.of("broker-port", "61616"));

    @Test
    void fillsPlaceholdersAndLeavesTheServersOwn() {
        assertThat(commands.fill("port=${broker-port}:password=${ENV\\=SECRET}"))
                .isEqualTo("port=61616:password=${ENV\\=SECRET}");
    }

    @Test
    void refusesAPlaceholderWithoutAValue() {
        assertThatThrownBy(() -> commands.fill("${broker-host}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broker-host");
    }
}
