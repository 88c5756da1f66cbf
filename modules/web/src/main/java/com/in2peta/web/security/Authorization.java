package com.in2peta.web.security;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.api.Requests;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * Who may call an operation, decided when it is bound: the method's {@code @PermitAll} or {@link RequiresRole}, else its class's;
 * without either nobody.
 */
@Provider
public class Authorization implements DynamicFeature {

    private record Rule(boolean open, Set<String> roles) {

        static Rule of(Method method) {
            Rule own = of((AnnotatedElement) method);
            Rule inherited = own == null ? of((AnnotatedElement) method.getDeclaringClass()) : own;
            return inherited == null ? new Rule(false, Set.of()) : inherited;
        }

        private static Rule of(AnnotatedElement element) {
            if (element.isAnnotationPresent(PermitAll.class)) {
                return new Rule(true, Set.of());
            }
            RequiresRole roles = element.getAnnotation(RequiresRole.class);
            return roles == null ? null : new Rule(false, Set.of(roles.value()));
        }
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Rule rule = Rule.of(resource.getResourceMethod());
        if (!rule.open()) {
            ContainerRequestFilter check = request -> check(rule, request);
            context.register(check, Priorities.AUTHORIZATION);
        }
    }

    private static void check(Rule rule, ContainerRequestContext request) {
        Caller caller = Requests.requireCaller(request);
        if (rule.roles().stream().noneMatch(caller.roles()::contains)) {
            throw new DomainException(ProblemType.FORBIDDEN, "This needs a role that you do not have.");
        }
    }
}
