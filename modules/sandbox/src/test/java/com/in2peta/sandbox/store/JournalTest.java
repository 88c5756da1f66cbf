package com.in2peta.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void name() {
        file = dir.resolve("new").resolve("a.jsonl");
    }

    @Test
    void replaysWhatWasAppended() throws Exception {
        append(1, 2);
        append(3);

        assertThat(replayed()).containsExactly(1, 2, 3);
    }

    @Test
    void cutsOffATornLastLine() throws Exception {
        append(1, 2);
        Files.writeString(file, "1\n2\n{\"a\":");

        append(3);

        assertThat(Files.readString(file)).isEqualTo("1\n2\n3\n");
    }

    @Test
    void cutsOffALastLineOfNonsense() throws Exception {
        append(1);
        Files.writeString(file, "1\n\0\0}\n");

        assertThat(replayed()).containsExactly(1);
    }

    @Test
    void refusesDamageBeforeTheEnd() throws Exception {
        append(1);
        Files.writeString(file, "1\n}{\n2\n");

        assertThatThrownBy(this::replayed).isInstanceOf(IOException.class).hasMessageContaining("damaged at byte 2");
    }

    @Test
    void replacesEverythingAtOnce() throws Exception {
        append(1, 2, 3);
        try (Journal journal = Journal.open(file, line -> {})) {
            journal.replaceWith(List.of(IntNode.valueOf(7)));
            journal.append(IntNode.valueOf(8));
        }

        assertThat(replayed()).containsExactly(7, 8);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void belongsToOneOwnerAtATime() throws Exception {
        try (Journal journal = Journal.open(file, line -> {})) {
            journal.append(IntNode.valueOf(1));
            assertThatThrownBy(this::replayed).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }

        assertThat(replayed()).containsExactly(1);
    }

    private void append(int... entries) throws IOException {
        try (Journal journal = Journal.open(file, line -> {})) {
            for (int entry : entries) {
                journal.append(IntNode.valueOf(entry));
            }
        }
    }

    private List<Integer> replayed() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Journal journal = Journal.open(file, lines::add)) {
            assertThat(journal).isNotNull();
        }
        return lines.stream().map(JsonNode::asInt).toList();
    }
}
