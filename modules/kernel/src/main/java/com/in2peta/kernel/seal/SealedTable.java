package com.in2peta.kernel.seal;

import java.util.List;
import java.util.function.Function;

/** A table with sealed columns, as the module that seals them explains it to who may open all of a person's rows. */
public interface SealedTable {

    /** {@code schema.table}, as the catalogue calls it. */
    String table();

    /** The columns without which the sealed ones cannot be opened: ids of the owner and of the place, wrapped keys. */
    List<String> needs();

    /**
     * What is in a sealed column of one row. Throws {@link KeyDestroyed} when nobody can open it any more.
     *
     * @param row the needed columns by name: the text of an id, or the bytes of a key
     */
    byte[] open(String column, byte[] sealed, Function<String, byte[]> row);
}
