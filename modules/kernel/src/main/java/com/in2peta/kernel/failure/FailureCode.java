package com.in2peta.kernel.failure;

import com.in2peta.kernel.database.DatabaseFailure;
import java.sql.SQLException;

/**
 * What a log may say about a failure: the class of its innermost cause, and PostgreSQL's state code. The message of an exception can quote a
 * row, an address or what somebody sent, so it goes into no log.
 */
public final class FailureCode {

    private static final int MOST_CAUSES = 20;

    private FailureCode() {}

    public static String of(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MOST_CAUSES && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        if (cause instanceof DatabaseFailure database) {
            return name + " " + database.sqlState();
        }
        return cause instanceof SQLException sql ? name + " " + sql.getSQLState() : name;
    }

    /** The same with where it happened: the exception and its causes, each with its frames and without its message. */
    public static Throwable trace(Throwable failure) {
        return trace(failure, MOST_CAUSES);
    }

    private static Throwable trace(Throwable failure, int causes) {
        if (failure == null || causes == 0) {
            return null;
        }
        Throwable copy = new Throwable(failure.getClass().getName(), trace(failure.getCause(), causes - 1));
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }
}
