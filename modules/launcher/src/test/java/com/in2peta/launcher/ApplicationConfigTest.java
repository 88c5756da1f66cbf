package com.in2peta.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationConfigTest {

    private static final String KEY = "in2peta.billing.razorpay-url";

    @TempDir
    Path directory;

    @Test
    void letsTheNearestSourceWin() throws IOException {
        Path file = Files.writeString(directory.resolve("in2peta.properties"), KEY + "=file\n");
        ApplicationConfig config = new ApplicationConfig().set(KEY, "launcher");

        assertThat(config.override(file).get(KEY)).isEqualTo("file");
        assertThat(config.override(Map.of("IN2PETA_BILLING_RAZORPAY_URL", "environment"))
                        .get(KEY))
                .isEqualTo("environment");
        Properties properties = new Properties();
        properties.setProperty(KEY, "property");
        properties.setProperty("in2peta.root", "not a setting of the application");
        assertThat(config.override(properties).get(KEY)).isEqualTo("property");
        assertThat(config.get("in2peta.root")).isNull();
    }

    @Test
    void namesEveryKeyAsAnEnvironmentVariable() {
        assertThat(new ApplicationConfig().set(KEY, "http://x").environment())
                .containsExactly(Map.entry("IN2PETA_BILLING_RAZORPAY_URL", "http://x"));
    }

    @Test
    void ignoresAFileThatIsNotThere() {
        assertThat(new ApplicationConfig()
                        .set(KEY, "x")
                        .override(directory.resolve("none"))
                        .get(KEY))
                .isEqualTo("x");
    }
}
