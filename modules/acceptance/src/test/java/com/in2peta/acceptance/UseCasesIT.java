package com.in2peta.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.in2peta.billing.api.Balances;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.api.ModelRegistry.Links;
import com.in2peta.models.api.ModelRegistry.ModelView;
import com.in2peta.models.api.ModelRegistry.NewModel;
import com.in2peta.models.api.ModelRegistry.Order;
import com.in2peta.models.api.ModelRegistry.Time;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The modules' faces inside the EAR that ships: what the container does around a use case there, and what a tenant sees. */
@ExtendWith({PayaraServer.class, ArquillianExtension.class})
class UseCasesIT {

    private static final Slice FIRST_PAGE = new Slice(Optional.empty(), false, 100);

    @Deployment
    static EnterpriseArchive ear() {
        return PayaraServer.earWith(UseCasesIT.class);
    }

    @Inject
    ModelRegistry models;

    @Inject
    Balances balances;

    @Test
    void aRuleThatSaysNoReachesTheCallerUnwrappedAndChangesNothing() {
        Caller asha = somebody();
        NewModel reader = model(asha, "reader");
        models.publish(asha, reader);

        DomainException no = assertThrows(DomainException.class, () -> models.publish(asha, reader));

        assertEquals(ProblemType.MODEL_EXISTS, no.type());
        assertEquals(List.of("reader"), names(asha));
    }

    @Test
    void anOrganizationSeesItsOwnPrivateModelsOnly() {
        Caller asha = somebody();
        Caller ben = somebody();
        models.publish(asha, model(asha, "reader"));
        models.publish(ben, model(ben, "writer"));

        assertEquals(List.of("reader"), names(asha));
        assertEquals(List.of("writer"), names(ben));
        DomainException no = assertThrows(DomainException.class, () -> models.get(ben, asha.username(), "reader"));
        assertEquals(ProblemType.NOT_FOUND, no.type());
    }

    @Test
    void whoNeverBoughtHasNoBalance() {
        assertTrue(balances.balances(somebody()).isEmpty());
    }

    private List<String> names(Caller caller) {
        return models.list(caller, new Order(Time.CREATED, false), FIRST_PAGE).stream()
                .filter(model -> model.owner().equals(caller.username()))
                .map(ModelView::name)
                .toList();
    }

    private static NewModel model(Caller owner, String name) {
        return new NewModel(owner.username(), name, "For a test.", "private", "cpu", List.of(), Links.NONE);
    }

    private static Caller somebody() {
        UUID person = UUID.randomUUID();
        return Caller.byToken(
                person, UUID.randomUUID(), "u" + person.toString().substring(0, 8), Set.of("user"), Map.of("exp", 0L));
    }
}
