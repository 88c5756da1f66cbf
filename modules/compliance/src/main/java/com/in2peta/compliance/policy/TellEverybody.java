package com.in2peta.compliance.policy;

import com.in2peta.compliance.api.PublishedPolicies.Version;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.privacy.People;
import com.in2peta.kernel.privacy.People.Person;
import com.in2peta.kernel.problem.DomainException;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells everybody of the versions that wait, and lets each count two weeks after the last person was told. A run that was interrupted begins
 * with the first person again: who was told is not told twice.
 */
@Named
@Dependent
public class TellEverybody extends AbstractBatchlet {

    static final Duration NOTICE = Duration.ofDays(14);
    private static final int PAGE = 500;

    @Inject
    PolicyVersions versions;

    @Inject
    PolicyNotices notices;

    @Inject
    People people;

    @Inject
    JobRunContext run;

    private volatile boolean stopped;

    @Override
    public String process() {
        for (Version version : versions.pending()) {
            tellAll(version);
            if (stopped) {
                return "STOPPED";
            }
            versions.activate(version.kind(), version.version(), run.now().plus(NOTICE));
        }
        return "DONE";
    }

    private void tellAll(Version version) {
        Optional<UUID> last = Optional.empty();
        List<Person> page;
        do {
            page = people.after(last, PAGE);
            int told = 0;
            for (Person person : page) {
                told += tell(person, version) ? 1 : 0;
                last = Optional.of(person.personId());
            }
            run.progress("told", told);
        } while (page.size() == PAGE && !stopped);
    }

    /** A person who is being erased, or has closed mail about the account, is not told. */
    private boolean tell(Person person, Version version) {
        try {
            return notices.tell(person, version);
        } catch (DomainException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
