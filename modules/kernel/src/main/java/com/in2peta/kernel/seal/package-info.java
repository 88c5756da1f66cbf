/**
 * Content that is sealed under keys outside the database. Whoever holds only the database, or a copy of it, reads none of it; destroying a key
 * ends what was sealed under it in every copy at once. The keys lie in the key store, wrapped under a master key from a file.
 */
package com.in2peta.kernel.seal;
