package robotaxi.local.stack;

import java.io.IOException;
import robotaxi.embedded.PostgresServer;
import robotaxi.local.identity.Secrets;

/** The database server, with a database for each service. */
record PostgresComponent(StackFolder folder, Ports ports, Secrets secrets) implements Component {
    private static final java.util.List<String> DATABASES =
            java.util.List.of("gateway", "dispatch", "ota", "incident", "console", "keycloak");

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public ProcessHandle start() throws IOException {
        // The library's own handle would end the server with this JVM; the stack ends it in its own order, by pid.
        PostgresServer server = PostgresServer.start(
                folder.folder("postgres"), ports.of("postgres"), secrets.get("postgres.superuser"), true);
        DATABASES.forEach(database -> server.createDatabase(database, password(database)));
        long pid = server.pid();
        return ProcessHandle.of(pid).orElseThrow(() -> new IOException("PostgreSQL ended at its start"));
    }

    String password(String database) {
        return secrets.get("database." + database);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/" + database;
    }

    @Override
    public boolean isReady() {
        return Http.listens(ports.of("postgres"));
    }
}
