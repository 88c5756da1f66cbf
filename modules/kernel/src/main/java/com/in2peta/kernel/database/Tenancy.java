package com.in2peta.kernel.database;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Tells the database whose rows the running transaction is about. A use case calls {@link #enter} first; without it row-level
 * security shows no row, and where a purpose is closed it is refused. The settings end with the transaction, so a pooled connection carries nothing over.
 */
@ApplicationScoped
public class Tenancy {

    private static final String SET =
            "select set_config('app.organization', ?, true), set_config('app.purpose', ?, true), kernel.current_organization() is null";

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    /** Joins the caller's transaction; outside of one the settings would be gone at once. */
    public void enter(UUID organizationId, Purpose purpose) {
        try (Connection connection = database.getConnection()) {
            enter(connection, organizationId, purpose);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** The same on a connection whose transaction the caller runs himself. */
    public static void enter(Connection connection, UUID organizationId, Purpose purpose) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(SET)) {
            set.setString(1, organizationId == null ? "" : organizationId.toString());
            set.setString(2, purpose.setting());
            try (ResultSet row = set.executeQuery()) {
                row.next();
                if (row.getBoolean(3) && organizationId != null) {
                    throw new DomainException(
                            ProblemType.PROCESSING_RESTRICTED,
                            "The processing of this account's data is restricted for this purpose.");
                }
            }
        }
    }
}
