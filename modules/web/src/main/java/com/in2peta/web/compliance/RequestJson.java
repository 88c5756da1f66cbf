package com.in2peta.web.compliance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.in2peta.compliance.api.RequestViews.FullRequest;
import com.in2peta.compliance.api.RequestViews.RequestView;
import com.in2peta.compliance.api.RequestViews.StaffRequest;
import com.in2peta.compliance.api.RequestViews.StepView;
import com.in2peta.compliance.api.RequestViews.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A request about rights on the wire: the same for its person and for staff. */
public record RequestJson(
        UUID id,
        String kind,
        String regime,
        String channel,
        String state,
        String outcome,
        String refusalArticle,
        int identityLevel,
        Instant receivedAt,
        Instant dueAt,
        boolean extended,
        Instant coolingUntil,
        Instant closedAt,
        UUID certificateId,
        Map<String, String> details) {

    /** With its steps and what was done for it. */
    public record Full(@JsonUnwrapped RequestJson request, List<StepView> timeline, List<Task> tasks) {}

    /** With whose it is. */
    public record ForStaff(@JsonUnwrapped Full full, UUID personId, String username, UUID approval) {}

    /** One element, counted. */
    public record Task(
            String element,
            String action,
            String state,
            long expected,
            long affected,
            long retained,
            String reason,
            String retainedUntil) {

        static Task of(TaskView task) {
            return new Task(
                    task.element(),
                    task.action(),
                    task.state(),
                    task.expected(),
                    task.affected(),
                    task.retained(),
                    task.reason().orElse(null),
                    task.retainedUntil().map(Object::toString).orElse(null));
        }
    }

    static RequestJson of(RequestView request) {
        return new RequestJson(
                request.id(),
                request.kind(),
                request.regime(),
                request.channel(),
                request.state(),
                request.outcome().orElse(null),
                request.refusalArticle().orElse(null),
                request.identityLevel(),
                request.receivedAt(),
                request.dueAt(),
                request.extended(),
                request.coolingUntil().orElse(null),
                request.closedAt().orElse(null),
                request.certificateId().orElse(null),
                request.details());
    }

    static Full of(FullRequest full) {
        return new Full(
                of(full.request()),
                full.timeline(),
                full.tasks().stream().map(Task::of).toList());
    }

    static ForStaff of(StaffRequest request) {
        return new ForStaff(
                of(request.full()),
                request.personId().orElse(null),
                request.username().orElse(null),
                request.approval().orElse(null));
    }
}
