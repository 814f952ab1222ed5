package robotaxi.ota.release.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.release.Releases;

/** Releases in PostgreSQL. */
@ApplicationScoped
class PostgresReleases implements Releases {
    private final EntityManager entities;

    @Inject
    PostgresReleases(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public Optional<Release> find(ReleaseId id) {
        return Optional.ofNullable(entities.find(ReleaseRow.class, id.value())).map(ReleaseRow::toRelease);
    }

    @Override
    public List<Release> list() {
        return entities.createQuery("from ReleaseRow order by createdAt desc, id", ReleaseRow.class)
                .getResultStream()
                .map(ReleaseRow::toRelease)
                .toList();
    }

    @Override
    public boolean add(Release.Signed release) {
        if (entities.find(ReleaseRow.class, release.content().id().value()) != null) {
            return false;
        }
        entities.persist(ReleaseRow.of(release));
        return true;
    }

    @Override
    public void save(Release release) {
        ReleaseRow row = entities.find(ReleaseRow.class, release.content().id().value());
        if (row == null) {
            throw new IllegalStateException("a release that was read has gone");
        }
        row.moveTo(release);
    }
}
