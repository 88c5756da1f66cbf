package com.in2peta.compliance.request;

import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One request. Its state changes only by {@link #move}, along {@link RequestState#successors}; each change is a step that the table writes down
 * together with the new state. Closed is closed.
 */
public final class Request {

    public static final String SELF_SERVICE = "self-service";
    public static final String MAIL = "mail";
    public static final String STAFF = "staff";
    static final String GDPR = "gdpr";
    static final String DPDP = "dpdp";
    static final String DONE = "done";

    /** What is pinned when a request arrives, or is the same for its whole life. */
    record Origin(
            UUID id,
            RequestKind kind,
            String regime,
            String channel,
            byte[] subjectRef,
            int policyVersion,
            Instant receivedAt,
            Instant dueAt) {}

    /** What changes; an absent value is null, as in its row. */
    static final class Status {
        UUID personId;
        UUID organizationId;
        RequestState state;
        String outcome;
        String refusalArticle;
        int identityLevel;
        String catalogueSha256;
        Instant verifiedAt;
        Instant extendedUntil;
        Instant coolingUntil;
        int alerted;
        UUID certificateId;
        Instant closedAt;
        int version;
        final Map<String, String> details = new TreeMap<>();
    }

    private final Origin origin;
    private final Status status;
    private final List<String> steps = new ArrayList<>();

    Request(Origin origin, Status status) {
        this.origin = origin;
        this.status = status;
    }

    /** One that has just arrived. */
    static Request received(Origin origin, Subject subject, String catalogueSha256, Map<String, String> details) {
        Status status = new Status();
        status.personId = subject.personId();
        status.organizationId = subject.organizationId();
        status.catalogueSha256 = catalogueSha256;
        status.details.putAll(details);
        status.state = RequestState.RECEIVED;
        Request request = new Request(origin, status);
        request.steps.add(RequestState.RECEIVED.code());
        return request;
    }

    /** What is known of the identity now; goes on when it is enough. It never becomes less. */
    void identify(int level, Instant now) {
        requireOpen();
        if (level > status.identityLevel) {
            status.identityLevel = level;
            steps.add("identity-" + level);
        }
        boolean enough = status.identityLevel >= kind().neededLevel(origin.channel());
        if (enough && (state() == RequestState.RECEIVED || state() == RequestState.VERIFYING)) {
            status.verifiedAt = now;
            move(RequestState.PLANNED);
        } else if (!enough && state() == RequestState.RECEIVED) {
            move(RequestState.VERIFYING);
        }
    }

    /** Whether a second member of staff has to agree: always when the person did not give the password. */
    boolean needsApproval() {
        return kind().job().isPresent() && status.identityLevel < Identity.SIGNED_IN_AGAIN;
    }

    void awaitApproval() {
        requireOpen();
        if (state() == RequestState.RECEIVED || state() == RequestState.VERIFYING) {
            throw new DomainException(ProblemType.IDENTITY_NEEDED, "Prove the identity first.");
        }
        if (state() != RequestState.AWAITING_APPROVAL) {
            move(RequestState.AWAITING_APPROVAL);
        }
        steps.add("approval-asked");
    }

    void approvalRefused() {
        requireOpen();
        steps.add("approval-refused");
        move(RequestState.PLANNED);
    }

    /** What is planned goes on: an erasure cools first, unless it had begun before. What cools or runs goes on by itself. */
    void release(Instant now) {
        requireOpen();
        if (!state().isReleasable()) {
            throw notNow();
        }
        if (kind() == RequestKind.ERASURE && status.coolingUntil == null) {
            status.coolingUntil =
                    Deadlines.cooled(now, origin.dueAt(), "unpublish-in-30-days".equals(status.details.get("models")));
            move(RequestState.COOLING);
        } else {
            move(RequestState.RUNNING);
        }
    }

    void move(RequestState next) {
        requireOpen();
        if (!state().successors().contains(next)) {
            throw notNow();
        }
        status.state = next;
        status.details.remove("blocked");
        if (next != RequestState.CLOSED) {
            steps.add(next.code());
        }
    }

    private DomainException notNow() {
        return new DomainException(
                ProblemType.CONFLICT, "The request is " + state().code() + ": this cannot be done now.");
    }

    void fail(String code) {
        move(RequestState.FAILED);
        status.details.put("failure", code);
    }

    void block(String code) {
        move(RequestState.BLOCKED_BY_HOLD);
        status.details.put("blocked", code);
    }

    /** Done under the catalogue of today; what ran before begins again under it. */
    void repin(String catalogueSha256) {
        status.catalogueSha256 = catalogueSha256;
        status.details.remove("failure");
        status.details.remove("blocked");
    }

    void cancel(Instant now) {
        requireOpen();
        if (!state().isUntouched()) {
            throw new DomainException(ProblemType.CONFLICT, "It has begun and cannot be taken back.");
        }
        close("canceled", now);
    }

    void refuse(String article, Instant now) {
        status.refusalArticle = article;
        close("refused", now);
    }

    void leaveUnverified(Instant now) {
        close("unverified", now);
    }

    /** An erasure forgets whose it was; what is left is about nobody. */
    void complete(Optional<UUID> certificateId, Instant now) {
        status.certificateId = certificateId.orElse(null);
        close(DONE, now);
        if (kind().erases()) {
            status.personId = null;
            status.organizationId = null;
        }
    }

    private void close(String outcome, Instant now) {
        move(RequestState.CLOSED);
        steps.add("closed-" + outcome);
        status.outcome = outcome;
        status.closedAt = now;
    }

    /** Two months more, once, told inside the first month; not for what must be quick, nor for what the policy promises sooner. */
    void extend(Instant until, Instant lastNotice, Instant now) {
        requireOpen();
        boolean allowed = origin.regime().equals(GDPR)
                && !kind().erases()
                && kind() != RequestKind.GRIEVANCE
                && !(kind().isAtOnce() && origin.channel().equals(SELF_SERVICE));
        if (!allowed || status.extendedUntil != null || now.isAfter(lastNotice)) {
            throw new DomainException(
                    ProblemType.CONFLICT, "Its time cannot be extended: not this kind, not again, or not any more.");
        }
        status.extendedUntil = until;
        status.alerted = 0; // by the new time
        steps.add("extended");
    }

    void alert(int percent) {
        status.alerted = percent;
        steps.add("alerted-" + percent);
    }

    /** A step that is no change of state. */
    void note(String code) {
        steps.add(code);
    }

    void requireOpen() {
        if (state() == RequestState.CLOSED) {
            throw new DomainException(ProblemType.REQUEST_CLOSED, "The request is closed.");
        }
    }

    public UUID id() {
        return origin.id();
    }

    public RequestKind kind() {
        return origin.kind();
    }

    public RequestState state() {
        return status.state;
    }

    /** Empty once an erasure is done. */
    public Optional<UUID> personId() {
        return Optional.ofNullable(status.personId);
    }

    public Optional<UUID> organizationId() {
        return Optional.ofNullable(status.organizationId);
    }

    /** Parameters of the kind: codes, ids, dates. */
    public Map<String, String> details() {
        return Map.copyOf(status.details);
    }

    /** What stands for the person in the evidence. */
    public byte[] subjectRef() {
        return origin.subjectRef().clone();
    }

    /** When it has to be done, with the extension. */
    public Instant dueAt() {
        return status.extendedUntil == null ? origin.dueAt() : status.extendedUntil;
    }

    Origin origin() {
        return origin;
    }

    Status status() {
        return status;
    }

    /** What happened since it was read. */
    List<String> steps() {
        return steps;
    }
}
