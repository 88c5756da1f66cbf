package com.in2peta.compliance.request;

import com.in2peta.compliance.api.Exports;
import com.in2peta.compliance.api.RequestViews.FullRequest;
import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.compliance.api.Rights;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Reauthentication;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds out how well the caller is known, outside of any transaction because a wrong password has to be counted; then {@link OwnRequests} works. */
@ApplicationScoped
class RightsService implements Rights {

    private static final Duration RECENT = Duration.ofMinutes(5);
    /** Only staff makes the others. */
    private static final Set<RequestKind> OFFERED = EnumSet.complementOf(EnumSet.of(RequestKind.CHILD));

    @Inject
    OwnRequests own;

    @Inject
    Exports exports;

    @Inject
    Starter starter;

    @Inject
    Reauthentication reauthentication;

    @Inject
    Clock clock;

    @Override
    public FullRequest open(Asker asker, NewRequest wanted) {
        RequestKind kind = RequestKind.of(wanted.kind());
        if (!OFFERED.contains(kind)) {
            throw new DomainException(ProblemType.FORBIDDEN, "Write to us for this.");
        }
        String regime = ParticularsCheck.regime(wanted.regime());
        int level = requireLevel(asker, kind.neededLevel(Request.SELF_SERVICE));
        if (kind.job().filter(RequestKind.EXPORT_JOB::equals).isPresent()) {
            exports.requireAllowed(asker.organizationId());
        }
        UUID id;
        try {
            id = own.open(asker, kind, regime, wanted.particulars(), level);
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isUniqueViolation(e)) {
                throw e;
            }
            // Another request of the kind was made between the look and the insert: now it is seen.
            id = own.open(asker, kind, regime, wanted.particulars(), level);
        }
        starter.start(id);
        return own.find(asker, id);
    }

    @Override
    public List<RequestView> list(Asker asker, Slice slice) {
        return own.list(asker, slice);
    }

    @Override
    public FullRequest find(Asker asker, UUID id) {
        return own.find(asker, id);
    }

    @Override
    public FullRequest cancel(Asker asker, UUID id) {
        requireLevel(asker, Identity.VOUCHED);
        own.cancel(asker, id);
        return own.find(asker, id);
    }

    @Override
    public FullRequest confirm(Asker asker, UUID id) {
        own.confirm(asker, id, requireLevel(asker, Identity.SIGNED_IN_AGAIN));
        starter.start(id);
        return own.find(asker, id);
    }

    @Override
    public FullRequest lift(Asker asker, UUID id) {
        requireLevel(asker, Identity.VOUCHED);
        own.lift(asker, id);
        return own.find(asker, id);
    }

    @Override
    public void rename(Asker asker, String name) {
        requireLevel(asker, Identity.VOUCHED);
        own.rename(asker, name);
    }

    /** How well the caller is known. A password is looked at only when it is needed. */
    private int requireLevel(Asker asker, int needed) {
        if (asker.signedInAt().isEmpty()) {
            throw again("Sign in for this: an API key is not enough.");
        }
        boolean recent = asker.signedInAt()
                .filter(at -> !at.isBefore(clock.instant().minus(RECENT)))
                .isPresent();
        if (recent) {
            return Identity.SIGNED_IN_AGAIN;
        }
        if (needed < Identity.SIGNED_IN_AGAIN) {
            return Identity.VOUCHED;
        }
        reauthentication.confirm(
                asker.personId(),
                asker.password().orElseThrow(() -> again("Sign in again, or send your password with this request.")));
        return Identity.SIGNED_IN_AGAIN;
    }

    private static DomainException again(String detail) {
        return new DomainException(ProblemType.REAUTHENTICATION_REQUIRED, detail);
    }
}
