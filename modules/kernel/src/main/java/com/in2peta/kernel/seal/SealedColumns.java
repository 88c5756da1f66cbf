package com.in2peta.kernel.seal;

import com.in2peta.kernel.privacy.Catalogue.Seal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Opens and seals columns for those who know no table but what the catalogue says of it. */
@ApplicationScoped
public class SealedColumns {

    @Inject
    Seals seals;

    /**
     * What a sealed column holds. Throws {@link KeyDestroyed} when nobody can know any more.
     *
     * @param how from the catalogue
     * @param owner the value of the table's owner column
     * @param row the value of the column that names the row, as text
     * @param key the value of the column with the content's own key, where the table has one
     */
    public byte[] open(Seal how, UUID owner, String row, Optional<byte[]> key, String column, byte[] sealed) {
        if (how.key().isEmpty()) {
            return seals.open(owner, sealed, place(how, column, row));
        }
        ContentKey content = seals.unwrap(key.orElseThrow(SealBroken::new), owner, place(how, "key", row));
        return content.open(sealed, place(how, column, row));
    }

    /** Seals a new value for a column that lies under the owner's key. */
    public byte[] seal(Seal how, UUID owner, String row, String column, byte[] plain) {
        if (how.key().isPresent()) {
            throw new IllegalArgumentException("content under a key of its own does not change");
        }
        return seals.seal(owner, plain, place(how, column, row));
    }

    private static String place(Seal how, String column, String row) {
        return how.place() + "." + column + "|" + row;
    }
}
