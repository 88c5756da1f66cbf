package com.in2peta.kernel.database;

import java.sql.SQLException;

/** PostgreSQL refused or did not answer. Its message can quote values, so only the SQLSTATE is carried on. */
public final class DatabaseFailure extends RuntimeException {

    private static final String UNIQUE_VIOLATION = "23505";

    private final String sqlState;

    public DatabaseFailure(SQLException cause) {
        super("database failure, SQLSTATE " + cause.getSQLState());
        this.sqlState = cause.getSQLState();
        setStackTrace(cause.getStackTrace());
    }

    public String sqlState() {
        return sqlState;
    }

    /** Whether somewhere below the exception a unique key said no. */
    public static boolean isUniqueViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())
                    || cause instanceof DatabaseFailure database && UNIQUE_VIOLATION.equals(database.sqlState)) {
                return true;
            }
        }
        return false;
    }
}
