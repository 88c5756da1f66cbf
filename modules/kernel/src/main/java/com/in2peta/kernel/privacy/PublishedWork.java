package com.in2peta.kernel.privacy;

import java.util.UUID;

/** What others may depend on, so that the owner has to say what becomes of it before the account goes. */
public interface PublishedWork {

    boolean isPublished(UUID organizationId);
}
