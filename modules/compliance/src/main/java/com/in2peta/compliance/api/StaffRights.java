package com.in2peta.compliance.api;

import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.compliance.api.RequestViews.StaffRequest;
import com.in2peta.compliance.api.Rights.Particulars;
import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What staff does about requests. {@code staff} is the person who does it. */
public interface StaffRights {

    /**
     * A request that came by mail.
     *
     * @param receivedAt when the mail arrived: deadlines count from then
     * @param identityEvidence how the sender was recognised, a code; empty when that is still to be found out
     */
    record MailedRequest(
            String kind,
            Optional<String> regime,
            Optional<String> username,
            Optional<String> email,
            Instant receivedAt,
            Optional<String> identityEvidence,
            Particulars particulars) {}

    StaffRequest open(UUID staff, MailedRequest request);

    /** Requests of everybody, without saying whose. */
    List<RequestView> list(Slice slice);

    /** Says whose it is; the look is noted. */
    StaffRequest find(UUID staff, UUID id);

    /** Vouches for the identity: level 1 or 2, and how it was found out. */
    StaffRequest identify(UUID staff, UUID id, int level, String how);

    /** Two months more, and a mail that says so. */
    StaffRequest extend(UUID staff, UUID id, String reason);

    /** Closes it with the article that allows to refuse, and a mail. */
    StaffRequest refuse(UUID staff, UUID id, String article);

    /** Goes on with what is planned or has failed; asks for an approval where one is needed. */
    StaffRequest run(UUID staff, UUID id);

    StaffRequest cancel(UUID staff, UUID id);

    /** Writes a correct value for the person of a request for rectification. */
    StaffRequest correct(UUID staff, UUID id, String element, Optional<UUID> row, String value);

    /** Closes what is done by hand: a rectification, a grievance. The reference names the mail with the answer. */
    StaffRequest complete(UUID staff, UUID id, String reference);

    /** Ends a restriction or objection that is in effect; the person is told. */
    StaffRequest lift(UUID staff, UUID id);
}
