package com.in2peta.kernel.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Has a processor delete what it got about somebody. For processors without a bean of this type the catalogue says what becomes of the data.
 */
public interface ProcessorEraser {

    /** What a processor did, or what is known of it. */
    sealed interface Outcome {}

    /** It says that the data is gone. */
    record Erased() implements Outcome {}

    /** It had nothing, and for this call its register says that absence is an answer. */
    record Absent() implements Outcome {}

    /** It deletes by itself at this time at the latest. */
    record ExpiresAt(Instant at) implements Outcome {}

    /** It has to keep the data. */
    record RetainedByLaw(String basis, LocalDate until) implements Outcome {}

    /** It said no; the code is a word of ours. */
    record Refused(String code) implements Outcome {}

    /** Nobody knows. Never completes a case. */
    record Unknown() implements Outcome {}

    /** Its code in the catalogue. */
    String processor();

    /** Orders the deletion; can be asked again. Called outside of any transaction. */
    Outcome erase(UUID organizationId, UUID personId);

    /** Asks whether an ordered deletion is done. */
    Outcome verify(UUID organizationId, UUID personId);
}
