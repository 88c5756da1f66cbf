package com.in2peta.sandbox;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox of its own for each test. */
public abstract class SandboxTestCase {

    protected RunningSandbox sandbox;

    @BeforeEach
    void start(@TempDir Path dir) throws Exception {
        sandbox = new RunningSandbox(dir);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
    }
}
