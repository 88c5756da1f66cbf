package com.in2peta.inference.domain;

import com.in2peta.models.api.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A prediction on its way, as claimed under a fence: what is done with it counts only while no later claim was made.
 *
 * @param ownerId the organization of the model, whose endpoints the targets name; null when it was accepted before there were any
 * @param order in which the targets are tried, by their places; those that may not be tried are missing
 * @param target which of the targets it is at
 * @param dueAt since when it was due
 * @param submittedAt when the provider took the job
 * @param tries what was tried before, as {@link Attempt#after} writes it
 * @param restricted whether it may not be submitted any more: its owner restricted the processing meanwhile
 * @param priceMicrosPerSecond of the version
 * @param sealedKey the content key, wrapped for the time in flight; opens input and parts
 * @param inputBytes how large the sealed input is
 * @param input sealed; present until the provider has the job, unless it is larger than {@link #CARRIED_BYTES}: such a one is read when there is
 *     room for it
 * @param parts sealed; the output so far, of a version that streams
 * @param attempts submissions so far, this one included
 * @param losses how often a provider accepted the job and then lost it
 */
public record Dispatch(
        UUID predictionId,
        UUID organizationId,
        UUID ownerId,
        List<Target> targets,
        List<Integer> order,
        int target,
        boolean streams,
        long priceMicrosPerSecond,
        int runLimitSeconds,
        UUID callbackToken,
        Optional<String> jobId,
        int attempts,
        int losses,
        int polls,
        long fence,
        Instant dueAt,
        Instant leaseEnd,
        Instant giveUpAt,
        Optional<Instant> submittedAt,
        Optional<String> tries,
        boolean restricted,
        byte[] sealedKey,
        int inputBytes,
        Optional<byte[]> input,
        Optional<byte[]> parts) {

    /** The largest input that comes with its claim. */
    public static final int CARRIED_BYTES = 65_536;

    /** As the node that accepted it has claimed it. */
    public static Dispatch of(Admission admission, Taken taken, Instant acceptedAt, Instant giveUpAt) {
        return new Dispatch(
                admission.id(),
                admission.organizationId(),
                admission.ownerId(),
                admission.targets(),
                admission.order(),
                admission.order().get(0),
                admission.streams(),
                admission.priceMicrosPerSecond(),
                admission.runLimitSeconds(),
                taken.callbackToken(),
                Optional.empty(),
                1,
                0,
                0,
                1,
                acceptedAt,
                taken.leaseEnd(),
                giveUpAt,
                Optional.empty(),
                Optional.empty(),
                false,
                admission.sealed().key(),
                admission.sealed().input().length,
                Optional.of(admission.sealed().input()).filter(input -> input.length <= CARRIED_BYTES),
                Optional.empty());
    }

    /** Where it is, or will be tried next. */
    public Target present() {
        return targets.get(target);
    }

    /** The name under which calls to a target are counted: of two owners' endpoints of one name each has its own. */
    public static String lane(UUID ownerId, Target at) {
        return ownerId == null ? at.name() : ownerId + "/" + at.name();
    }

    /** What a second costs where it is. */
    public long price() {
        return present().priceMicrosPerSecond().orElse(priceMicrosPerSecond);
    }

    /** Whether each of the targets has been tried, with the present one. */
    public boolean isTriedEverywhere() {
        Set<Integer> tried = Attempt.targets(tries);
        return order.stream().allMatch(place -> place == target || tried.contains(place));
    }

    public Duration runLimit() {
        return Duration.ofSeconds(runLimitSeconds);
    }
}
