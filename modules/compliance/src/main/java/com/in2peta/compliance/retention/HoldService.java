package com.in2peta.compliance.retention;

import com.in2peta.compliance.api.LegalHolds;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens and releases holds, each with two people. */
@Stateless
public class HoldService implements LegalHolds {

    static final Duration LONGEST_REVIEW = Duration.ofDays(180);
    private static final int LONGEST_REASON = 400;
    private static final int LONGEST_INSTRUMENT = 200;

    @Inject
    LegalHoldTable table;

    @Inject
    HoldTable holds;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    @Override
    public HoldView open(NewHold hold, UUID openedBy) {
        List<Violation> violations = violations(hold);
        if (!violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The hold cannot be opened like this.", violations);
        }
        UUID id = Ids.next(clock);
        table.open(id, hold, openedBy);
        return existing(id);
    }

    private List<Violation> violations(NewHold hold) {
        List<Violation> found = new ArrayList<>();
        if (hold.organizationId().isEmpty() && hold.table().isEmpty()) {
            found.add(new Violation("/organization_id", "Name an organization, a table, or both."));
        }
        if (hold.table().filter(name -> !catalogue.tables().containsKey(name)).isPresent()) {
            found.add(new Violation("/table", "There is no such table."));
        }
        if (hold.starts().isPresent()
                && hold.ends().isPresent()
                && !hold.starts().get().isBefore(hold.ends().get())) {
            found.add(new Violation("/ends_at", "It lies after the start."));
        }
        requireText(found, "/reason", hold.reason(), LONGEST_REASON);
        requireText(found, "/instrument", hold.instrument(), LONGEST_INSTRUMENT);
        Instant now = clock.instant();
        if (!hold.reviewBy().isAfter(now) || hold.reviewBy().isAfter(now.plus(LONGEST_REVIEW))) {
            found.add(new Violation("/review_by", "It lies within the next 180 days."));
        }
        return found;
    }

    private static void requireText(List<Violation> found, String pointer, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            found.add(new Violation(pointer, "It has 1 to " + longest + " characters."));
        }
    }

    @Override
    public HoldView approve(UUID id, UUID approvedBy) {
        requireOther(existing(id).openedBy(), approvedBy);
        if (!table.approve(id, approvedBy)) {
            throw new DomainException(ProblemType.CONFLICT, "Only an unconfirmed hold can be approved.");
        }
        return existing(id);
    }

    @Override
    public HoldView release(UUID id, UUID person) {
        HoldView hold = existing(id);
        if (hold.releasedBy().isPresent()) {
            throw new DomainException(ProblemType.CONFLICT, "The hold is released.");
        }
        hold.releaseAskedBy().ifPresent(first -> requireOther(first, person));
        boolean done = hold.releaseAskedBy().isPresent() ? table.release(id, person) : table.askRelease(id, person);
        if (!done) {
            throw new DomainException(ProblemType.CONFLICT, "Somebody else did this just now; look again.");
        }
        return existing(id);
    }

    private static void requireOther(UUID first, UUID second) {
        if (first.equals(second)) {
            throw new DomainException(ProblemType.SAME_PERSON, "A hold needs two people at both ends.");
        }
    }

    @Override
    public Optional<HoldView> find(UUID id) {
        return table.find(id);
    }

    @Override
    public List<HoldView> list(Slice slice) {
        return table.list(slice);
    }

    @Override
    public boolean covers(UUID organizationId) {
        return holds.all(clock.instant()).stream()
                .anyMatch(hold -> hold.organizationId().isEmpty()
                        || hold.organizationId().get().equals(organizationId));
    }

    private HoldView existing(UUID id) {
        return table.find(id).orElseThrow(() -> DomainException.notFound("hold"));
    }
}
