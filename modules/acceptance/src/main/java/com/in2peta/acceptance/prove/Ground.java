package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The platform on which the campaigns run, started when the first of them needs it. */
final class Ground implements AutoCloseable {

    private static final String DATABASE = "/in2peta?";

    private final Path data;
    private Platform platform;

    Ground(Path data) {
        this.data = data;
    }

    Platform platform() {
        if (platform == null) {
            Folders.delete(data);
            platform = Platform.startUnlimited(data);
        }
        return platform;
    }

    Customer newCustomer() {
        return Customer.of(
                platform().ready().path("baseUrl").asText(),
                platform().ready().path("sandboxUrl").asText());
    }

    /** As the superuser, for inspection. */
    Connection connect() throws SQLException {
        return connect("in2peta");
    }

    /** The same in another database of the cluster. */
    Connection connect(String database) throws SQLException {
        return connect(database, "");
    }

    /** The same with options of the driver, such as {@code &name=value}. */
    Connection connect(String database, String options) throws SQLException {
        String url = platform().ready().path("jdbcUrl").asText().replace(DATABASE, "/" + database + "?");
        return DriverManager.getConnection(url + options);
    }

    @Override
    public void close() {
        if (platform != null) {
            platform.close();
            platform = null;
        }
    }
}
