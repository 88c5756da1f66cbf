package com.in2peta.kernel.database;

import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.transaction.xa.XAException;

/** PostgreSQL refused or did not answer. Its message can quote values, so only the SQLSTATE is carried on. */
public final class DatabaseFailure extends RuntimeException {

    private static final String UNIQUE_VIOLATION = "23505";
    /** Connection lost, resources used up, shut down by an operator: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
    private static final List<String> UNAVAILABLE = List.of("08", "53", "57P");
    /** What a pool says that has no connection to give: it knows no states. */
    private static final String NO_STATE = "";

    private final String sqlState;

    public DatabaseFailure(SQLException cause) {
        this(stateBelow(cause), cause);
    }

    private DatabaseFailure(String sqlState, SQLException cause) {
        super("database failure, SQLSTATE " + sqlState);
        this.sqlState = sqlState;
        setStackTrace(cause.getStackTrace());
    }

    /** Empty when no connection could be had. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether somewhere below the exception a unique key said no. */
    public static boolean isUniqueViolation(Throwable failure) {
        return is(failure, UNIQUE_VIOLATION::equals);
    }

    /** Whether the database did not answer, so that the same call can succeed later. What it was to do may have been done. */
    public static boolean isUnavailability(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // What the server makes of a connection that breaks while a transaction begins or ends: it drops the
            // driver's exception.
            if (cause instanceof SystemException || cause instanceof XAException) {
                return true;
            }
        }
        return is(
                failure, state -> state.equals(NO_STATE) || UNAVAILABLE.stream().anyMatch(state::startsWith));
    }

    private static boolean is(Throwable failure, Predicate<String> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> state = state(cause);
            if (state.isPresent()) {
                return wanted.test(state.get());
            }
        }
        return false;
    }

    private static Optional<String> state(Throwable cause) {
        if (cause instanceof DatabaseFailure database) {
            return Optional.of(database.sqlState);
        }
        return cause instanceof SQLException sql ? Optional.of(stateBelow(sql)) : Optional.empty();
    }

    /** A pool's exception has no state of its own; the driver's, if there is one, is its cause. */
    private static String stateBelow(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return NO_STATE;
    }
}
