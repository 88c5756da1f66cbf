package com.in2peta.compliance.erasure;

import java.sql.Connection;
import java.sql.SQLException;

/** Fails when another node has taken the work over; held until the transaction ends. */
@FunctionalInterface
interface Fence {

    void require(Connection connection) throws SQLException;
}
