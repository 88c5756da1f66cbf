package com.in2peta.compliance.request;

import com.in2peta.kernel.privacy.Subject;
import java.util.Collection;
import java.util.List;

/** Says what a request would do, by the predicates with which it is done. Each job that carries requests out has one. */
public interface PlanPart {

    /** Rows of an element that would be touched, for all the persons together. */
    record Planned(String element, String action, long rows) {}

    /** Whether it is about requests of this kind. */
    boolean covers(RequestKind kind);

    /** Reads only; joins the caller's transaction. */
    List<Planned> plan(Collection<Subject> subjects);
}
