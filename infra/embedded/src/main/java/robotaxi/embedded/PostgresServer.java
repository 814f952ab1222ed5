package robotaxi.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server from zonky's embedded binaries. Its data outlives the process: a server that starts on a folder with
 * data goes on with it.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres server;
    private final Path folder;
    private final int port;
    private final String superuserPassword;

    private PostgresServer(EmbeddedPostgres server, Path folder, int port, String superuserPassword) {
        this.server = server;
        this.folder = folder;
        this.port = port;
        this.superuserPassword = superuserPassword;
    }

    /**
     * Starts a server on the loopback interface.
     *
     * @param folder holds {@code data} and the unpacked binaries
     * @param durable false for tests alone: a power cut may then lose commits
     * @throws IOException if it does not come up; the server's log is in the folder
     */
    public static PostgresServer start(Path folder, int port, String superuserPassword, boolean durable)
            throws IOException {
        Files.createDirectories(folder);
        removeHalfUnpacked(folder.resolve("binaries"));
        // Within one JVM the library keeps its lock on this file after the server was killed, and then refuses to start
        // it again.
        Files.deleteIfExists(folder.resolve("data/epg-lock"));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setPort(port)
                .setConnectConfig("password", superuserPassword)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "48MB")
                .setServerConfig("max_connections", "120")
                .setServerConfig("max_wal_size", "512MB")
                // The library switches fsync off, which is right for tests only; a later option wins.
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()))
                .start();
        var started = new PostgresServer(server, folder, port, superuserPassword);
        started.demandPasswords();
        return started;
    }

    /** The library marks a whole unpacking with {@code .exists}; what a killed start left it would never mend. */
    private static void removeHalfUnpacked(Path binaries) throws IOException {
        if (!Files.isDirectory(binaries)) {
            return;
        }
        try (Stream<Path> versions = Files.list(binaries)) {
            for (Path version : versions.filter(Files::isDirectory).toList()) {
                if (!Files.exists(version.resolve(".exists"))) {
                    Folders.delete(version);
                }
            }
        }
    }

    private void demandPasswords() throws IOException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("alter user postgres password '" + superuserPassword + "'");
            Files.writeString(
                    folder.resolve("data/pg_hba.conf"),
                    "# Written at each start: nobody enters without a password.\nhost all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException("PostgreSQL started but cannot be set up", e);
        }
    }

    /** Makes a database with an owner of the same name, if it is not there yet. */
    public void createDatabase(String name, String password) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
                statement.execute("create role " + name + " login");
            }
            statement.execute("alter role " + name + " password '" + password + "'");
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + name + " owner " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " cannot be made", e);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var prepared = connection.prepareStatement(query)) {
            prepared.setString(1, name);
            try (var rows = prepared.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, superuserPassword);
    }

    /** Address of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The server's own process, as it wrote it down. */
    public long pid() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
        return Long.parseLong(lines.getFirst().trim());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
