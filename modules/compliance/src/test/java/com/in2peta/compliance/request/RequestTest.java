package com.in2peta.compliance.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.compliance.request.Request.Origin;
import com.in2peta.kernel.privacy.Subject;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String CATALOGUE = "0".repeat(64);

    @Test
    void anErasureByThePersonGoesByItselfUntilItCools() {
        Request request = request(RequestKind.ERASURE, Request.SELF_SERVICE);
        request.identify(Identity.SIGNED_IN_AGAIN, NOW);

        assertThat(request.needsApproval()).isFalse();
        request.release(NOW);

        assertThat(request.state()).isEqualTo(RequestState.COOLING);
        assertThat(request.status().coolingUntil).isEqualTo(NOW.plus(Duration.ofHours(72)));
        assertThat(request.steps()).containsExactly("received", "identity-3", "planned", "cooling");
    }

    @Test
    void whatIsNotProvenEnoughWaits() {
        Request request = request(RequestKind.ERASURE, Request.MAIL);
        request.identify(Identity.MAILBOX, NOW);

        assertThat(request.state()).isEqualTo(RequestState.VERIFYING);
        refuses(ProblemType.IDENTITY_NEEDED, request::awaitApproval);

        request.identify(Identity.VOUCHED, NOW);
        assertThat(request.state()).isEqualTo(RequestState.PLANNED);
        assertThat(request.needsApproval()).isTrue();
        request.identify(Identity.MAILBOX, NOW);
        assertThat(request.status().identityLevel).as("never less").isEqualTo(Identity.VOUCHED);
    }

    @Test
    void aChildDoesNotCool() {
        Request request = request(RequestKind.CHILD, Request.MAIL);
        request.identify(Identity.NONE, NOW);
        request.awaitApproval();
        request.release(NOW);

        assertThat(request.state()).isEqualTo(RequestState.RUNNING);
    }

    @Test
    void anErasureThatFailedDoesNotCoolTwice() {
        Request request = running(RequestKind.ERASURE);
        request.fail("job-failed");
        request.repin("1".repeat(64));
        request.release(NOW);

        assertThat(request.state()).isEqualTo(RequestState.RUNNING);
        assertThat(request.details()).doesNotContainKey("failure");
    }

    @Test
    void canBeTakenBackUntilItRuns() {
        Request cooling = request(RequestKind.ERASURE, Request.SELF_SERVICE);
        cooling.identify(Identity.SIGNED_IN_AGAIN, NOW);
        cooling.release(NOW);
        cooling.cancel(NOW);
        assertThat(cooling.status().outcome).isEqualTo("canceled");

        refuses(ProblemType.CONFLICT, () -> running(RequestKind.ERASURE).cancel(NOW));
    }

    @Test
    void forgetsWhoseItWasWhenAnErasureIsDone() {
        Request erasure = running(RequestKind.ERASURE);
        erasure.complete(Optional.empty(), NOW);
        assertThat(erasure.personId()).isEmpty();
        assertThat(erasure.organizationId()).isEmpty();
        assertThat(erasure.subjectRef()).isNotEmpty();

        Request access = running(RequestKind.ACCESS);
        access.complete(Optional.empty(), NOW);
        assertThat(access.personId()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(RequestState.class)
    void closedIsClosed(RequestState next) {
        assertThat(RequestState.CLOSED.successors()).isEmpty();
        Request request = running(RequestKind.ACCESS);
        request.refuse("gdpr-12-5", NOW);

        refuses(ProblemType.REQUEST_CLOSED, () -> request.move(next));
    }

    @ParameterizedTest
    @EnumSource(RequestState.class)
    void everyOpenStateCanBeLeftAndNoneIsItsOwnSuccessor(RequestState state) {
        assertThat(state.successors()).doesNotContain(state, RequestState.RECEIVED);
        if (state != RequestState.CLOSED) {
            assertThat(state.successors()).contains(RequestState.CLOSED);
        }
    }

    @Test
    void aStepThatIsNotASuccessorIsRefused() {
        Request request = request(RequestKind.ACCESS, Request.MAIL);

        refuses(ProblemType.CONFLICT, () -> request.move(RequestState.RUNNING));
        assertThat(request.state()).isEqualTo(RequestState.RECEIVED);
    }

    @Test
    void isExtendedOnceInsideTheFirstMonthAndOnlyWhereTheLawLetsIt() {
        Instant until = NOW.plus(Duration.ofDays(92));
        Instant month = NOW.plus(Duration.ofDays(30));

        Request access = running(RequestKind.ACCESS);
        refuses(ProblemType.CONFLICT, () -> access.extend(until, month, month.plusMillis(1)));
        access.extend(until, month, month);
        assertThat(access.dueAt()).isEqualTo(until);
        refuses(ProblemType.CONFLICT, () -> access.extend(until, month, NOW));

        refuses(ProblemType.CONFLICT, () -> running(RequestKind.ERASURE).extend(until, month, NOW));
        refuses(ProblemType.CONFLICT, () -> running(RequestKind.CHILD).extend(until, month, NOW));
        refuses(ProblemType.CONFLICT, () -> running(RequestKind.GRIEVANCE).extend(until, month, NOW));
        refuses(
                ProblemType.CONFLICT,
                () -> request(RequestKind.ACCESS, Request.MAIL, "dpdp").extend(until, month, NOW));
    }

    @Test
    void closesWhenNobodyWasVerified() {
        Request request = request(RequestKind.ERASURE, Request.MAIL);
        request.identify(Identity.MAILBOX, NOW);
        request.leaveUnverified(NOW);

        assertThat(request.status().outcome).isEqualTo("unverified");
        assertThat(request.state()).isEqualTo(RequestState.CLOSED);
    }

    private static Request running(RequestKind kind) {
        Request request = request(kind, Request.MAIL);
        request.identify(Identity.VOUCHED, NOW);
        request.release(NOW);
        if (request.state() == RequestState.COOLING) {
            request.move(RequestState.RUNNING);
        }
        return request;
    }

    private static Request request(RequestKind kind, String channel) {
        return request(kind, channel, "gdpr");
    }

    private static Request request(RequestKind kind, String channel, String regime) {
        Instant due = NOW.plus(Duration.ofDays(30));
        return Request.received(
                new Origin(UUID.randomUUID(), kind, regime, channel, new byte[32], 1, NOW, due),
                new Subject(UUID.randomUUID(), UUID.randomUUID(), "ada"),
                CATALOGUE,
                Map.of());
    }

    private static void refuses(ProblemType type, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.type()).isEqualTo(type));
    }
}
