package com.in2peta.launcher;

/** Something that is started and stopped as a whole. */
public interface Part {

    String name();

    /** Returns when it is ready to be used; throws {@link StartFailure} when it cannot become so. */
    void start();

    /** Returns when nothing of it is left; harmless when it never started. */
    void stop();

    /** What its progress line shows besides the seconds. */
    String detail();
}
