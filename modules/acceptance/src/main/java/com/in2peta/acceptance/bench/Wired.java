package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The product's own classes without a server, which would inject their pools. */
final class Wired {

    private Wired() {}

    /** A connection of one of the platform's roles, such as {@code in2p_batch}. */
    static Connection connect(Lab lab, String role) throws IOException, SQLException {
        Platform platform = lab.platform();
        String password = Files.readString(platform.data().resolve("secrets/postgres-" + role))
                .strip();
        String url = platform.ready().path("jdbcUrl").asText().replaceFirst("\\?.*", "");
        return DriverManager.getConnection(url, role, password);
    }

    /** Gives a bean the pool that one of its fields wants, which always has this connection. */
    static <T> T wire(T bean, String pool, Connection connection) {
        try {
            Field field = bean.getClass().getDeclaredField(pool);
            field.setAccessible(true);
            field.set(bean, poolOf(connection));
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closing gives the connection back. */
    private static DataSource poolOf(Connection connection) {
        ClassLoader loader = Wired.class.getClassLoader();
        Connection pooled = (Connection) Proxy.newProxyInstance(
                loader, new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource)
                Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> pooled);
    }
}
