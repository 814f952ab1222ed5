package robotaxi.benchmarks.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import robotaxi.embedded.PostgresServer;

/** The incident service's tables in a PostgreSQL of their own, over one connection whose transactions the caller ends. */
public final class IncidentDatabase implements AutoCloseable {
    private static final String NAME = "incident";
    private static final String PASSWORD = "benchmark";

    private final Path folder;
    private final PostgresServer server;
    private final Connection connection;

    /** Starts it, with these migrations of the service. */
    public IncidentDatabase(String... migrations) throws IOException, SQLException {
        folder = Files.createTempDirectory("incident-database");
        server = PostgresServer.start(folder.resolve("postgres"), freePort(), PASSWORD, false);
        server.createDatabase(NAME, PASSWORD);
        connection = DriverManager.getConnection(server.jdbcUrl(NAME), NAME, PASSWORD);
        connection.setAutoCommit(false);
        for (String migration : migrations) {
            run(migration);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void run(String migration) throws IOException, SQLException {
        try (InputStream in = IncidentDatabase.class.getResourceAsStream("/db/migration/" + migration);
                Statement statement = connection.createStatement()) {
            if (in == null) {
                throw new IOException("no migration " + migration);
            }
            statement.execute(new String(in.readAllBytes(), UTF_8));
        }
        connection.commit();
    }

    /** The connection itself. */
    public Connection connection() {
        return connection;
    }

    /** The same, for who opens and closes. */
    public DataSource source() {
        Connection kept = (Connection) Proxy.newProxyInstance(
                IncidentDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if ("close".equals(method.getName())) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new PGSimpleDataSource() {
            @Override
            public Connection getConnection() {
                return kept;
            }
        };
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
