package com.in2peta.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Path BASE = Path.of("/somewhere");
    private static final Path ROOT = Path.of("/repository");

    @Test
    void keepsTheDataInTheRepositoryUnlessToldOtherwise() {
        Options options = parse("up");

        assertThat(options).isEqualTo(new Options(Options.Command.UP, ROOT.resolve(".in2peta"), 8080, false, false, 1));
    }

    @Test
    void readsEveryOptionOfUp() {
        assertThat(parse("up --port 0 --data there --fresh --nodes 2"))
                .isEqualTo(new Options(Options.Command.UP, BASE.resolve("there"), 0, true, false, 2));
    }

    @Test
    void servesOnAFreePortAndFromAnEmptyDirectory() {
        Options options = parse("server --keep");

        assertThat(options.port()).isZero();
        assertThat(options.fresh()).isTrue();
        assertThat(options.keep()).isTrue();
        assertThat(options.data()).isNotEqualTo(parse("up").data());
    }

    @Test
    void readsTheLedgersAction() {
        assertThat(parse("ledger verify --data /data").command()).isEqualTo(Options.Command.LEDGER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "ledger",
                "ledger burn",
                "up --port",
                "up --port seven",
                "up --port 65536",
                "up --port -1",
                "up --nodes 0",
                "up --nodes 4",
                "server --nodes 2",
                "up --data",
                "up --keep",
                "down --fresh",
                "down --port 1",
                "up somewhere"
            })
    void refusesWhatItDoesNotKnow(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageError.class).hasMessageNotContaining("\n");
    }

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")), BASE, ROOT);
    }
}
