package robotaxi.ota.trust.adapter;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jboss.logging.Logger;
import robotaxi.ota.trust.MetadataRepository;

/** Signs timestamp and snapshot anew long before they expire. */
@ApplicationScoped
class MetadataRenewal {
    private static final Logger LOG = Logger.getLogger(MetadataRenewal.class);

    private final MetadataRepository repository;

    @Inject
    MetadataRenewal(MetadataRepository repository) {
        this.repository = repository;
    }

    @Scheduled(every = "${ota.trust.renewal-check:PT1M}", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void renew() {
        if (repository.renewOnline()) {
            LOG.info("Online metadata was signed anew");
        }
    }
}
