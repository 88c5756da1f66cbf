/** Back-ups that the platform makes itself: of the key store, because how long they live decides how long a deletion takes to be final. */
package com.in2peta.compliance.backup;
