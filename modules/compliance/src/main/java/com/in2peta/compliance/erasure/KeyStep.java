package com.in2peta.compliance.erasure;

import com.in2peta.kernel.seal.KeyBackups;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Destroys the keys: what a backup still holds of this person, nobody reads any more. */
@ApplicationScoped
class KeyStep implements ErasureStep {

    @Inject
    Seals seals;

    @Inject
    TaskBook book;

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        if (!book.isOver(run, TaskBook.KEYS, "shred")) {
            UUID[] owners = {run.who().personId(), run.who().organizationId()};
            for (UUID owner : owners) {
                seals.destroyOwner(owner);
            }
            seals.rewrite();
            LocalDate backupsEnd = LocalDate.ofInstant(run.now().plus(KeyBackups.LIFE), ZoneOffset.UTC);
            book.done(
                    run,
                    TaskBook.KEYS,
                    "shred",
                    owners.length,
                    Optional.of("back-ups of the keys end by " + backupsEnd));
        }
        return Optional.empty();
    }
}
