package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** One ratio. */
interface Benchmark {

    String name();

    /** What is compared, in one line. */
    String title();

    /** What it must be: at least, or at most when less is better. */
    double wanted();

    boolean lessIsBetter();

    /** Programs from outside that it runs. */
    List<String> tools();

    /** Writes both sides, every round and the settings into the result, and answers the ratio. */
    double measure(Lab lab, ObjectNode result) throws IOException, SQLException;
}
