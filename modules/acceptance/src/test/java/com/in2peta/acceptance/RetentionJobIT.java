package com.in2peta.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.in2peta.billing.api.Balances;
import com.in2peta.compliance.api.Retention;
import com.in2peta.compliance.api.Retention.RunView;
import com.in2peta.identity.api.Caller;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inside the EAR that ships, on a real Payara Server with the real database and broker. */
@ExtendWith({PayaraServer.class, ArquillianExtension.class})
class RetentionJobIT {

    private static final String JOB = "compliance-drop-ended-data";
    private static final long PATIENCE_SECONDS = 60;

    @Deployment
    static EnterpriseArchive ear() {
        EnterpriseArchive ear = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class,
                com.in2peta.acceptance.support.Platform.root()
                        .resolve("ear/target/in2peta.ear")
                        .toFile());
        WebArchive tests = ShrinkWrap.create(WebArchive.class, "tests.war")
                .addClasses(RetentionJobIT.class, PayaraServer.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"); // without it Payara gives the WAR no CDI
        ear.delete("META-INF/application.xml"); // it lists the shipped modules only and would hide tests.war
        return ear.addAsModule(Testable.archiveToTest(tests));
    }

    @Inject
    Retention retention;

    @Inject
    Balances balances;

    @Test
    void aRunIsABatchJobAndCompletes() throws InterruptedException {
        RunView run = retention.start(Optional.empty());

        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                run.state().equals("running") && System.nanoTime() < end; ) {
            TimeUnit.MILLISECONDS.sleep(100);
            run = retention.find(run.id()).orElseThrow();
        }

        assertEquals("completed", run.state());
        assertTrue(run.endedAt().isPresent());
    }

    @Test
    void strangersHaveNoBalance() {
        Caller stranger = Caller.byToken(
                UUID.randomUUID(), UUID.randomUUID(), "stranger", "Stranger", Set.of("user"), Map.of("exp", 0L));

        assertTrue(balances.balances(stranger).isEmpty());
    }

    @Test
    @RunAsClient
    void theJobShowsInAsadmin() {
        String jobs = PayaraServer.asadmin("list-batch-jobs");

        assertTrue(jobs.contains(JOB), jobs);
    }
}
