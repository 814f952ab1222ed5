package robotaxi.ota.trust.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.Standing;

/** The newest metadata of every role of both repositories. A car's own directions are renewed by the service and are not among them. */
@ApplicationScoped
class Standings {
    private static final String NEWEST = """
            (select distinct on (role) 'images' as repository, role, version, published_at, expires_at from tuf_metadata
             order by role, version desc)
            union all
            (select 'director', 'root', version, published_at, expires_at from director_root order by version desc limit 1)
            order by repository desc, role
            """;

    private final Sql sql;

    @Inject
    Standings(Sql sql) {
        this.sql = sql;
    }

    List<Standing> list() {
        return sql.list(NEWEST, Standings::standing);
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getString("repository"),
                row.getString("role"),
                row.getLong("version"),
                Sql.timeOf(row, "published_at"),
                Sql.timeOf(row, "expires_at"));
    }
}
