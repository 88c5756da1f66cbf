package com.in2peta.compliance.api;

import com.in2peta.compliance.api.RequestViews.FullRequest;
import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a signed-in person does about rights. */
public interface Rights {

    /**
     * Who asks.
     *
     * @param signedInAt when the password was given for the token; empty for an API key
     * @param password given once more with this call, or empty
     */
    record Asker(UUID personId, UUID organizationId, Optional<Instant> signedInAt, Optional<String> password) {}

    /**
     * Parameters of the kinds, each a code.
     *
     * @param models erasure of who has published models: {@code unpublish-now} or {@code unpublish-in-30-days}
     * @param ground restriction: {@code accuracy}, {@code unlawful}, {@code claims} or {@code objection}
     * @param purpose objection and withdrawal: a purpose that can be objected to
     * @param topic grievance: what it is about
     * @param reference grievance: the number of a mail that has the words
     */
    record Particulars(
            Optional<String> models,
            Optional<String> ground,
            Optional<String> purpose,
            Optional<String> topic,
            Optional<String> reference) {}

    /** Kind, law ({@code gdpr} if none is named) and parameters. */
    record NewRequest(String kind, Optional<String> regime, Particulars particulars) {}

    /**
     * Makes a request. Refuses an API key and, for a copy or an erasure, a sign-in of long ago without the password, with {@code
     * reauthentication-required}; a second active one of a kind with {@code request-active}.
     */
    FullRequest open(Asker asker, NewRequest request);

    List<RequestView> list(Asker asker, Slice slice);

    FullRequest find(Asker asker, UUID id);

    /** Takes back what has not begun. */
    FullRequest cancel(Asker asker, UUID id);

    /** Proves the identity for a request that came without signing in. */
    FullRequest confirm(Asker asker, UUID id);

    /** Ends a restriction, or takes back an objection or withdrawal, that is in effect. */
    FullRequest lift(Asker asker, UUID id);

    /** Corrects the name at once. */
    void rename(Asker asker, String name);
}
