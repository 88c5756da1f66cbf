package com.in2peta.compliance.approval;

import java.util.UUID;

/** Something that is done only after a second yes. A bean for each action. */
public interface Approvable {

    /** What an action of this kind begins with. */
    String action();

    /** The digest of what would be done now, in hexadecimal. Joins the transaction of the decision. */
    String plan(UUID object, String action);

    /** Does it, or puts it where it will be done, in the transaction of the decision. */
    void approved(UUID object, String action, UUID staff);

    void refused(UUID object, String action, UUID staff);

    /** Whether it decides about people, so that only staff that answers for privacy may say yes. */
    default boolean isAboutPeople() {
        return true;
    }
}
